#[iigen_client::user_client(provider = "RingDriver")]
mod ring {
    pub trait RingUserClient {
        #[memory(size = 4096, backing = buffer)]
        fn map_one(&self) -> Mapping<[u8], ReadOnly>;
        #[memory(1, size = 4096)]
        fn map_two(&self) -> Mapping<[u8], ReadOnly>;
        #[memory(2, size = 4096, backing = bufer)]
        fn map_three(&self) -> Mapping<[u8], ReadOnly>;
        #[memory(3, backing = buffer)]
        fn map_four(&self) -> Mapping<[u8], ReadOnly>;
        #[memory(4, size = 4096, backing = buffer, cache = "write-combine")]
        fn map_five(&self) -> Mapping<[u8], ReadOnly>;
        #[memory(5, size = 4096, backing = pci_bar)]
        fn map_six(&self) -> Mapping<[u8], ReadOnly>;
        #[memory(6, size = 2 << 30, backing = buffer)]
        fn map_seven(&self) -> Mapping<[u8], ReadOnly>;
        #[memory(6, size = 4096, backing = buffer)]
        fn map_eight(&self) -> Mapping<[u8], ReadOnly>;
        #[memory]
        fn map_nine(&self) -> Mapping<[u8], ReadOnly>;
    }
}

fn main() {}
