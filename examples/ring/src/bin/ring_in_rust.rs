//! The same app with the same spec in Rust, instead of ring.yaml.

#[path = "../app.rs"]
mod app;

/// Moves buffers between an app and a ring device.
#[iigen_client::user_client(provider = "RingDriver", version = 3, reserved(7, 20..=31))]
mod ring {
    /// How many slots the ring has.
    pub const SLOTS: u32 = 32;

    /// Which way a transfer goes.
    #[repr(u32)]
    pub enum Direction {
        In,
        Out,
    }

    /// How a transfer is handled.
    #[flags]
    #[repr(u32)]
    pub enum Flags {
        Last = 1 << 0,
        Urgent = 1 << 3,
    }

    /// One transfer.
    #[repr(C)]
    pub struct TransferRequest {
        /// Where in the ring it begins.
        #[max(SLOTS - 1)]
        pub slot: u32,
        pub direction: Direction,
        /// How many bytes it moves.
        #[max(1 << 20)]
        pub length: u64,
    }

    /// What becomes of a transfer.
    #[repr(C)]
    pub struct Receipt {
        /// The request, as the driver understood it.
        pub request: TransferRequest,
        /// Counts the transfers.
        pub ticket: u64,
    }

    /// A line of the log, 13 bytes without padding.
    #[repr(C, packed)]
    pub struct Record {
        pub tag: u8,
        pub data: [u8; 12],
    }

    /// What both sides see of the ring.
    #[repr(C)]
    pub struct RingPage {
        /// Where the app writes next, counted without end.
        pub head: u32,
        /// Where the driver reads next, counted without end.
        pub tail: u32,
        pub values: [u64; SLOTS],
    }

    /// What the driver has counted.
    #[repr(C)]
    pub struct Counters {
        pub calls: u64,
        pub bytes: u64,
    }

    pub trait RingUserClient {
        /// Forgets the log.
        #[selector(0)]
        fn reset(&self);

        /// Sets how often the device looks for work, and answers what it can do.
        #[selector(1)]
        #[out(actual)]
        fn set_rate(
            &self,
            #[min(1)]
            #[max(1_000_000)]
            hz: u32,
        ) -> u32;

        /// Starts a transfer.
        #[selector(2)]
        #[out(receipt)]
        fn submit(&self, priority: u8, flags: Flags, transfer_request: &TransferRequest)
        -> Receipt;

        /// Loads a program of any length, and answers the sum of its bytes.
        #[selector(3)]
        #[out(sum)]
        fn load(&self, #[max(4 << 20)] bytes: &[u8]) -> u64;

        /// Writes a record to the log, and a text behind it.
        #[selector(4)]
        fn write_log(&self, header: &Record, #[max(64 << 10)] tail: &[u8]);

        /// Reads the records of the log, oldest first.
        #[selector(5)]
        fn read_log(&self, #[max(1024)] records: &mut [Record]);

        /// The name of the device, without a NUL.
        #[selector(6)]
        fn name(&self, #[max(64)] bytes: &mut [u8]);

        /// Takes all that the app has put into the ring.
        #[selector(8)]
        #[out(count, sum)]
        fn drain(&self) -> (u32, u64);

        /// Sends each record that is written to the log from now on, to one app at a time.
        #[selector(9)]
        fn subscribe(&self) -> Events<Record>;

        /// Answers 0 if the structure came in-band, 1 if it came as a descriptor, and its length.
        #[selector(1000)]
        #[unchecked]
        fn probe(&self);

        /// The app writes values, the driver reads them.
        #[memory(0, size = 64 << 10, backing = buffer)]
        fn map_ring(&self) -> Mapping<RingPage, ReadWrite>;

        /// The driver writes, the app reads.
        #[memory(1, size = 4 << 10, backing = handler)]
        fn map_counters(&self) -> Mapping<Counters, ReadOnly>;
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    app::run()
}
