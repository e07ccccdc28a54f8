#[iigen_client::user_client(provider = "EventKext", target = [kext, kext_2022])]
mod queues {
    pub const CAPACITY: u32 = 256;

    #[repr(u32)]
    #[derive(Clone, Copy)]
    pub enum Kind {
        Started = 1,
        Stopped = 2,
    }

    #[repr(C)]
    pub struct Event {
        pub at: u64,
        pub kind: Kind,
        pub process: i32,
    }

    #[repr(C)]
    pub struct Point {
        pub x: u32,
        pub y: u32,
    }

    pub trait QueueClient {
        /// What has happened.
        #[memory(0)]
        fn map_events(&self) -> DataQueue<Event, CAPACITY>;

        #[memory(1)]
        #[max(1024)]
        fn map_log(&self) -> DataQueue<[u8], 64>;

        #[memory(2)]
        fn map_ticks(&self) -> iigen_client::DataQueue<u64, 8>;

        #[memory(3)]
        fn map_points(&self) -> DataQueue<Point, 1000>;
    }
}
