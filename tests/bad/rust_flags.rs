#[user_client(provider = "RingDriver")]
mod ring {
    #[flags]
    #[repr(u32)]
    pub enum Flags {
        None = 0,
        Last = 1 << 0,
        Second = 1 << 1,
        Both = 3,
        Far = 0x8001,
        High = 1 << 40,
        Below = -1,
        Counted,
        Data(u8) = 4,
    }

    #[flags(u32)]
    pub enum Bare {
        Last = 1,
    }

    #[flags]
    #[repr(i32)]
    pub enum Signed {
        Last = 1,
    }

    #[flag]
    #[repr(u32)]
    pub enum Typo {
        Last = 1,
    }

    pub trait RingUserClient {
        #[selector(0)]
        fn set(&self, flags: Flags);
    }
}
