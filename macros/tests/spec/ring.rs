/// Moves buffers between an app and a ring device.
///
/// It has a log.
#[iigen_client::user_client(provider = "RingDriver", version = 3, reserved(7, 20..=31))]
mod ring {
    /// How many slots the ring has.
    pub const SLOTS: u32 = 4 * 8;
    pub const LOWEST: i8 = -128;

    /// One transfer.
    #[repr(C)]
    pub struct TransferRequest {
        /// Where in the ring it begins.
        #[max(31)]
        pub slot: u32,
        pub urgent: bool,
        pub rest: [u8; 3],
        #[min(1)]
        #[max(1 << 20)]
        pub length: u64,
    }

    #[repr(C)]
    pub struct Receipt {
        pub request: TransferRequest,
        pub ticket: u64,
    }

    /// A line of the log.
    #[repr(C, packed)]
    pub struct Record {
        pub tag: u8,
        pub data: [u16; 6],
    }

    #[repr(C)]
    pub struct Page {
        pub values: [[u64; 2]; SLOTS],
    }

    pub trait RingUserClient {
        /// Forgets the log.
        #[selector(0)]
        fn reset(&self);

        #[selector(1)]
        #[out(actual)]
        fn set_rate(
            &self,
            /// How often the device looks for work.
            #[min(1)]
            #[max(1_000_000)]
            hz: u32,
        ) -> u32;

        #[selector(2)]
        fn submit(&self, priority: u8, transfer_request: &TransferRequest) -> Receipt;

        #[selector(3)]
        #[out(/** Of all bytes. */ sum, #[max(9)] state, record)]
        fn load(&self, #[max(4 << 20)] bytes: &[u8]) -> (u64, u8, Record);

        #[selector(4)]
        fn write_log(&self, header: &Record, #[max(64 * 1024)] tail: &[u8]);

        #[selector(5)]
        fn read_log(
            &self,
            #[min(1)]
            #[max(1024)]
            records: &mut [Record],
        );

        #[selector(0x6)]
        #[out(page)]
        fn read_page(&self, flags: [bool; 2], #[max(8_usize)] lines: &mut [[f32; 4]]) -> Page;

        #[selector(1000)]
        #[unchecked]
        fn probe(&self);
    }
}
