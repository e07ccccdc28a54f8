#[iigen_client::user_client(provider = "RingDriver")]
mod dext {
    pub trait RingUserClient {
        #[memory(0)]
        fn map_events(&self) -> DataQueue<u64, 16>;
    }
}

#[iigen_client::user_client(provider = "RingDriver", target = kext)]
mod kext {
    pub trait RingUserClient {
        #[memory(0)]
        fn map_none(&self) -> DataQueue<u64, 0>;

        #[memory(1)]
        fn map_unbounded(&self) -> DataQueue<[u8], 16>;

        #[memory(2, size = 4096, backing = buffer)]
        fn map_sized(&self) -> DataQueue<u64, 16>;

        #[memory(3)]
        fn map_unknown(&self) -> DataQueue<Record, 16>;

        #[memory(4)]
        fn map_endless(&self) -> DataQueue<u64>;

        #[memory(base = 0x10, index = 0..=3)]
        fn map_family(&self, index: u32) -> DataQueue<u64, 16>;
    }
}

fn main() {}
