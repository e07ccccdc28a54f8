#[iigen_client::user_client(provider = "RingDriver")]
mod ring {
    #[repr(C)]
    pub struct Page {
        pub words: [u64; 1024],
    }

    pub trait RingUserClient {
        #[memory(0, size = 4096, backing = buffer)]
        fn ring(&self) -> Mapping<[u8], ReadOnly>;
        #[memory(1, size = 4096, backing = buffer)]
        fn map_nothing(&self);
        #[memory(2, size = 4096, backing = buffer)]
        fn map_number(&self) -> u32;
        #[memory(3, size = 4096, backing = buffer)]
        fn map_page(&self) -> Mapping<Page, ReadOnly>;
        #[memory(4, size = 4096, backing = buffer)]
        fn map_access(&self) -> Mapping<[u8], WriteOnly>;
        #[memory(5, size = 4096, backing = buffer)]
        fn map_argument(&self, index: u32) -> Mapping<[u8], ReadOnly>;
        #[memory(base = 0x100, index = 0..=5, backing = buffer, size = 4096)]
        fn map_family(&self) -> Mapping<[u8], ReadOnly>;
        #[memory(base = 0x203, index = 0..=5, backing = buffer, size = 4096)]
        fn map_bits(&self, index: u32) -> Mapping<[u8], ReadOnly>;
        #[memory(7, size = 4096, backing = buffer)]
        fn map_elements(&self) -> Mapping<[[u8; 3]], ReadOnly>;
    }
}

fn main() {}
