#[iigen_client::user_client(provider = "MemoryDriver")]
mod memory {
    pub const SLOTS: u32 = 32;

    #[repr(C)]
    pub struct Page {
        pub head: u32,
        pub tail: u32,
        pub values: [u64; SLOTS],
    }

    #[repr(C)]
    pub struct Slot {
        pub tag: u32,
        pub length: u32,
    }

    pub trait MemoryClient {
        /// What both see.
        #[memory(0, size = 64 << 10, backing = buffer, cache = write_combine)]
        fn map_page(&self) -> Mapping<Page, ReadWrite>;

        #[memory(base = 0x10000, index = 0..=5, count = driver, size = 4096, backing = usb_buffer)]
        fn map_channel(&self, index: u32) -> Mapping<[u8], ReadOnly>;

        #[memory(base = 0x100, index = 0..=5, cache = inhibit, backing = pci_bar)]
        fn map_bar(&self, index: u32) -> Mapping<[u8], ReadWrite>;

        #[memory(7, backing = pci_bar, bar = 2)]
        fn map_registers(&self) -> iigen_client::Mapping<[Slot], ReadOnly>;

        #[memory(8, size = 16, backing = handler)]
        fn map_counters(&self) -> Mapping<[u64; 2], ReadOnly>;

        #[memory(2, backing = buffer)]
        fn map_samples(&self) -> RingConsumer<Slot, 1024>;

        #[memory(3, backing = buffer)]
        fn map_commands(&self) -> RingProducer<Slot, SLOTS>;
    }
}
