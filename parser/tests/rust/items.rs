//! Mistakes in the items of a module.

fn elsewhere() -> &'static str {
    "{ [ ("
}

/// A ring.
#[iigen_client::user_client(provder = "RingDriver", provider = RingDriver, version = three)]
#[derive(Clone)]
mod ring {
    use std::fmt;

    const SLOTS: u32 = 32;
    pub const WIDE: u8 = 255 + 1;
    pub const TEXT: &str = "text";
    pub const HALF: u32 = 1.5;
    pub const UNKNOWN: u32 = OTHER * 2;
    pub const ZERO: u32 = 4 / 0;
    pub const NAMELESS = 4;

    pub struct Plain {
        pub value: u32,
    }

    #[repr(packed)]
    pub struct Packed {
        pub value: u32,
    }

    #[repr(C, align(16))]
    pub struct Aligned {
        pub value: u32,
    }

    #[repr(C)]
    #[derive(Clone, Copy)]
    pub struct Generic<T> {
        pub value: T,
        size: usize,
        #[maxx(3)]
        pub typo: u32,
        #[max]
        pub bare: u32,
        #[max(1)]
        #[max(2)]
        pub twice: u32,
        pub pointer: *const u8,
        pub slice: [u8],
        pub tuple: (u8, u8),
        pub path: std::num::NonZeroU8,
        pub list: Vec<u8>,
        pub array: [u8; SLOTZ],
    }

    #[repr(C)]
    pub struct Tuple(pub u32);

    #[repr(C)]
    pub struct Padded {
        pub small: u8,
        pub large: u64,
    }

    #[repr(u32)]
    pub enum Direction {
        In,
        Out,
    }

    pub union Either {
        pub one: u32,
        pub other: f32,
    }

    pub type Alias = u32;
    pub static MEMORY: u32 = 4;
    impl Plain {}
    pub fn free() {}
    mod inner {}
    extern "C" {}
    macro_rules! made { () => {} }
    made!();
    5
    pub unsafe trait First: Sized {
        const LIMIT: u32 = 4;
        type Item;
        made!();
        #[selector(0)]
        fn uses(&self, request: &Generic, either: Either, direction: Direction);
    }

    trait Second {}
}
