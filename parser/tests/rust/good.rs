//! Everything that a spec in Rust can have.

/// Moves buffers between an app and a ring device.
#[iigen_client::user_client(provider = "RingDriver", version = 3, reserved(7, 20..=31))]
pub(crate) mod ring {
    //! Inner text.
    #![allow(missing_docs)]

    /// How many slots the ring has.
    pub const SLOTS: u32 = 4 * (1 << 3);

    /// One transfer.
    #[repr(C)]
    pub struct TransferRequest {
        /// Which.
        #[max(SLOTS - 1)]
        pub slot: u32,
        pub flags: u32,
        #[max(1 << 20)]
        pub length: u64,
    }

    #[repr(C, packed)]
    pub struct Record { pub tag: u8, pub data: [u8; 12] }
    #[repr(C)]
    pub struct Page { pub head: u32, pub tail: u32, pub slots: [TransferRequest; SLOTS] }

    pub trait RingUserClient {
        /// Sets.
        #[selector(1)]
        #[out(actual)]
        fn set_rate(&self, /** The rate. */ #[min(1)] #[max(1_000_000)] hz: u32) -> u32;
        #[selector(2)]
        #[out(actual, #[doc = "How many."] count)]
        fn submit(&self, priority: u8, transfer_request: &TransferRequest) -> (u32, u8, Record);
        #[selector(3)]
        fn load(&self, #[max(4 << 20)] bytes: &[u8]);
        #[selector(4)]
        fn write_at(&self, words: [u64; 3], header: &Record, #[max(65536)] tail: &[u8]) -> [u16; 2];
        #[selector(5)]
        fn read_log(&self, #[max(256)] records: &mut [Record]);
        #[selector(6)]
        fn read_tail(&self, #[max(256)] tail: &mut [Record]) -> Record;
        #[selector(1000)]
        #[unchecked]
        fn probe(&self);
    }
}
