#[user_client(provider = "RingDriver")]
mod ring {
    pub const SLOTS: u32 = BASE * 2;
    pub const WIDTH: usize = 4;
    pub const GAIN: f32 = 1.5;
    pub const ON: bool = true;
    pub const FIRST: u32 = SECOND + 1;
    pub const SECOND: u32 = THIRD;
    pub const THIRD: u32 = FIRST;
    pub const LATE: u32 = THIRD * 2;
    pub const TYPO: u32 = SLOT + 1;
    pub const SLOTS: u32 = 4;
    pub const NAME: &str = "kept";
    const BASE: u64 = 16;
    const ODD: u64 = std::mem::size_of::<u8>() as u64;
    #[must_use]
    pub const USED: u32 = 1;

    type Hz = u32;

    #[repr(C)]
    pub struct Record {
        pub rate: Hz,
        pub name: [u8; NAME],
        pub odd: [u8; ODD],
        pub base: [u8; BASE],
    }

    #[repr(C)]
    pub struct Alias {
        pub rate: Hz,
    }

    pub trait RingUserClient {
        #[selector(0)]
        fn reset(&self, record: &Record);
    }
}
