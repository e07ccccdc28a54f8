//! The same app with the same spec in Rust, instead of shared_buffer.yaml.

#[path = "../app.rs"]
mod app;

/// Sends what an app writes into memory of the driver's, or into its own, over USB without a copy.
#[iigen_client::user_client(provider = "SharedBufferDriver", version = 1)]
mod shared_buffer {
    /// How many buffers there are.
    pub const BUFFERS: u32 = 4;
    /// How long each of them is.
    pub const BUFFER_SIZE: u32 = 16 << 10;

    /// A buffer that the app may write again.
    #[repr(C)]
    pub struct Freed {
        /// Its number.
        pub buffer: u32,
        /// The IOReturn that its transfer ended with.
        pub status: i32,
        /// How many bytes the device took.
        pub sent: u32,
    }

    /// What the driver has counted.
    #[repr(C)]
    pub struct Statistics {
        /// How many have ended, well or not.
        pub transfers: u64,
        /// How many bytes the device took.
        pub bytes: u64,
        /// How many have failed.
        pub failures: u64,
    }

    /// Which transfer of a buffer a callback is about.
    #[repr(C)]
    pub struct BufferContext {
        #[max(BUFFERS - 1)]
        pub buffer: u32,
    }

    /// Which transfer of an app's own memory a callback is about.
    #[repr(C)]
    pub struct BytesContext {
        pub slot: u32,
    }

    pub trait SharedBufferUserClient {
        /// Tells from now on of each buffer that is free again. Who watched before is told no more.
        #[selector(0)]
        fn watch(&self) -> Events<Freed>;

        /// Sends the beginning of a buffer, which belongs to the driver until `watch` tells that it's free.
        #[selector(1)]
        fn send(
            &self,
            #[max(BUFFERS - 1)] buffer: u32,
            #[min(1)]
            #[max(BUFFER_SIZE)]
            length: u32,
        );

        /// Sends memory of the app's own. It must stay as it is until the completion.
        #[selector(2)]
        #[event(sent)]
        fn send_bytes(
            &self,
            #[min(1)]
            #[max(1 << 20)]
            #[zero_copy]
            bytes: &[u8],
        ) -> Completion<u32>;

        /// What `send` sends, one for each number; the app writes them.
        #[memory(base = 0x100, index = 0..=3, size = BUFFER_SIZE, backing = usb_buffer)]
        fn map_buffer(&self, index: u32) -> Mapping<[u8], ReadWrite>;

        /// What the driver has counted; the app only reads it.
        #[memory(0, size = 4 << 10, backing = buffer)]
        fn map_statistics(&self) -> Mapping<Statistics, ReadOnly>;

        /// The transfer of a buffer has ended.
        #[callback("IOUSBHostPipe::CompleteAsyncIO")]
        fn buffer_sent(&self, context: &BufferContext);

        /// The transfer of an app's own memory has ended.
        #[callback("IOUSBHostPipe::CompleteAsyncIO")]
        fn bytes_sent(&self, context: &BytesContext);
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    app::run()
}
