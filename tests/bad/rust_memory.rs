#[user_client(provider = "RingDriver")]
mod ring {
    #[repr(C)]
    pub struct Slot {
        pub tag: u32,
        pub length: u32,
    }

    pub trait RingUserClient {
        #[memory(0, size = 4096, backing = buffer)]
        fn ring(&self) -> Mapping<Slot, ReadWrite>;

        #[memory(base = 0x100, index = 0..=5, size = 4096, backing = buffer)]
        fn map_channel(&self) -> Mapping<[u8], ReadOnly>;

        #[memory(1, size = 4096, backing = buffer)]
        fn map_single(&self, index: u32) -> Mapping<[u8], ReadOnly>;

        #[memory(2, size = 4096, backing = buffer)]
        fn map_nothing(&self);

        #[memory(3, size = 4096, backing = buffer)]
        fn map_wide(&self) -> Mapping<[u8], Everything>;

        #[memory(4, backing = buffer)]
        fn map_samples(&self) -> RingConsumer<Slot>;

        #[memory(5, size = 4096, backing = bufer, cache = fast)]
        fn map_words(&self) -> Mapping<[Slot], ReadOnly>;

        #[memory(6, size = 4096, count = driver)]
        fn map_alone(&self) -> Mapping<[u8], ReadOnly>;

        #[memory]
        fn map_bare(&self) -> Mapping<[u8], ReadOnly>;
    }
}
