#[iigen_client::user_client(provider = "TypesDriver")]
mod types {
    pub const SLOTS: u32 = LATER * 2;
    /// What comes later may be used before.
    pub const LATER: u32 = 16;
    /// The module's own, and no part of the spec.
    const OWN: usize = 4;

    #[repr(C)]
    pub struct Page {
        pub head: u32,
        #[one_of(1, 2, 4)]
        pub tail: u32,
        pub values: [u64; SLOTS],
        pub own: [u64; OWN],
    }

    #[repr(C)]
    pub struct Slot {
        pub tag: u32,
        pub length: u32,
    }

    #[repr(u8)]
    pub enum Kind {
        None,
        KeyDown = 4,
        /// A dial was turned.
        Dial,
    }

    #[flags]
    #[repr(u32)]
    pub enum Flags {
        Last = 1 << 0,
        /// It can't wait.
        Urgent = 1 << 3,
    }

    #[tag(Kind)]
    #[repr(C, packed)]
    pub enum Event {
        KeyDown(Slot),
        /// Where it is now.
        Dial(u8),
    }

    #[tag(Level)]
    #[repr(C)]
    pub enum Aligned {
        Low(Slot),
    }

    #[repr(u32)]
    pub enum Level {
        Low = 1,
        Top = 0xffff_ffff,
    }

    pub trait TypesClient {
        #[selector(0)]
        fn put(&self, kind: Kind, flags: Flags, event: &Event);

        #[selector(1)]
        #[out(_)]
        fn take(&self, aligned: &Aligned) -> Page;
    }

    impl From<u32> for Slot {
        fn from(tag: u32) -> Self {
            Self { tag, length: 0 }
        }
    }
}
