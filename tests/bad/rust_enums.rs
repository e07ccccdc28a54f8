#[user_client(provider = "RingDriver")]
mod ring {
    pub enum Bare {
        In,
        Out,
    }

    #[repr(C)]
    pub enum AsInC {
        In = 0,
    }

    #[repr(u32, u64)]
    pub enum Twice {
        In = 0,
    }

    #[repr(f32)]
    pub enum Half {
        In = 0,
    }

    #[repr(u8)]
    pub enum Numbers {
        Last = 255,
        Behind,
        Below = -1,
        Same = 4,
        Again = 4,
    }

    #[repr(u32)]
    enum Hidden<T> {
        In = 0,
    }

    #[repr(u32)]
    pub enum Empty {}

    #[repr(u32)]
    pub enum Odd {
        #[max(3)]
        #[must_use]
        In = 0,
        Out 4,
        3,
    }

    #[repr(u32)]
    pub enum Unknown {
        None = NONE,
        KeyDown = 5,
    }

    #[repr(u32)]
    pub enum Clash {
        KeyDown = 5,
        key_down = 6,
    }

    #[repr(u32)]
    pub enum Forgotten;

    pub trait RingUserClient {
        #[selector(0)]
        fn turn(&self, bare: Bare);
    }
}
