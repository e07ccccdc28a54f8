/// Moves bytes.
#[user_client(provider = "RingDriver")]
mod ring {
    pub const SLOTS: u32 = 32;
    #[repr(u32)]
    pub enum Direction {
        /// To the device.
        In = 0,
        /// From the driver.
        Out = 1,
    }
    #[repr(C)]
    pub struct Record {
        /// What it was.
        pub tag: u32,
    }
    pub trait RingUserClient {
        /// Does something.
        #[selector(1)]
        fn a(
            &self,
            /// Whereto.
            direction: Direction,
            record: &Record,
        );
        /// One line.
        ///
        /// And a third.
        #[memory(0, size = 4 << 10, backing = buffer)]
        fn map_page(&self) -> Mapping<[u8], ReadOnly>;
        #[callback("IOTimerDispatchSource::TimerOccurred")]
        fn tick(&self);
    }
}
