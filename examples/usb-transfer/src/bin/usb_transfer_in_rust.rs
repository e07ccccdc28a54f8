//! The same app with the same spec in Rust, instead of usb_transfer.yaml.

#[path = "../app.rs"]
mod app;

/// Transfers of a USB interface, several at a time, each with an end of its own.
#[iigen_client::user_client(provider = "UsbTransferDriver", version = 1)]
mod usb_transfer {
    /// How many transfers can be in flight.
    pub const SLOTS: u32 = 8;

    /// Which of the interface's two pipes.
    #[repr(u32)]
    pub enum Direction {
        /// To the device.
        Out,
        /// From the device.
        In,
    }

    /// How a transfer has ended.
    #[repr(C)]
    pub struct Ended {
        /// Which transfer it was.
        pub ticket: u64,
        /// The IOReturn that it ended with.
        pub status: i32,
        /// How many bytes it has moved, also if it failed.
        pub bytes: u32,
    }

    /// Whom a completion is for; it travels in the reference of the transfer's action.
    #[repr(C)]
    pub struct TransferContext {
        pub ticket: u64,
        #[max(SLOTS - 1)]
        pub slot: u32,
        pub direction: Direction,
    }

    pub trait UsbTransferUserClient {
        /// Begins a transfer of a slot's memory, which belongs to the driver until the transfer has ended.
        #[selector(0)]
        #[out(/** The transfer's number; each has another. */ ticket)]
        fn transfer(
            &self,
            #[max(SLOTS - 1)] slot: u32,
            direction: Direction,
            /// From the device a multiple of the packets' size.
            #[max(4 << 10)]
            length: u32,
            /// In milliseconds; 0 is none.
            #[default(0)]
            timeout: u32,
        ) -> (u64, Completion<Ended>);

        /// Ends what is in flight in one direction with `kIOReturnAborted`.
        #[selector(1)]
        fn abort(&self, direction: Direction);

        /// Lets transfers begin again after one that ended with a stall. What waits is aborted.
        #[selector(2)]
        fn clear_stall(&self, direction: Direction);

        /// What a transfer sends, or what it has received.
        #[memory(base = 0x10, index = 0..=7, size = 4 << 10, backing = usb_buffer)]
        fn map_slot(&self, index: u32) -> Mapping<[u8], ReadWrite>;

        /// A transfer has ended, well or not.
        #[callback("IOUSBHostPipe::CompleteAsyncIO")]
        fn transferred(&self, context: &TransferContext);
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    app::run()
}
