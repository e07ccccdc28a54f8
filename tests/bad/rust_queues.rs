#[user_client(provider = "EventDriver", target = kext)]
mod queues {
    pub trait EventUserClient {
        #[memory(0, size = 4096, backing = buffer, cache = inhibit, bar = 1)]
        fn map_events(&self) -> DataQueue<u64, 8>;

        #[memory(1)]
        fn map_log(&self) -> DataQueue<[u8], 8>;

        #[memory(2)]
        fn map_many(&self) -> DataQueue<[u64], 8>;

        #[memory(3)]
        fn map_alone(&self) -> DataQueue<u64>;

        #[memory(4)]
        #[max(8)]
        fn map_bound(&self) -> DataQueue<u64, 8>;

        #[memory(base = 0x100, index = 0..=5)]
        fn map_family(&self, index: u32) -> DataQueue<u64, 8>;

        #[memory(5)]
        fn map_empty(&self) -> DataQueue<u64, 0>;
    }
}
