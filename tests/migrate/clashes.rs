//! Queues for whose substitutes the plain names aren't free.

#[iigen_client::user_client(provider = "LampDriver", target = [kext, kext_2022])]
mod lamp {
    #[repr(u16)]
    pub enum Kind {
        On = 0,
        Off = 1,
    }

    #[repr(C)]
    pub struct Change {
        pub at: u64,
        pub kind: Kind,
        pub rest: [u16; 3],
    }

    #[repr(C)]
    pub struct LinesEntry {
        pub at: u64,
    }

    pub trait LampUserClient {
        #[selector(0)]
        fn watch_changes(&self);
        #[selector(1)]
        fn set(&self, entry: LinesEntry);
        #[memory(0)]
        fn map_changes(&self) -> DataQueue<Change, 8>;
        #[memory(1)]
        fn map_kinds(&self) -> DataQueue<Kind, 8>;
        #[memory(2)]
        #[max(1001)]
        fn map_lines(&self) -> DataQueue<[u8], 8>;
        #[memory(3)]
        fn map_numbers(&self) -> DataQueue<u16, 5>;
    }
}
