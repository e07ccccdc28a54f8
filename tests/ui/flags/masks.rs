#[iigen_client::user_client(provider = "RingDriver")]
mod ring {
    #[flags]
    #[repr(u32)]
    pub enum Flags {
        None = 0,
        Last = 1 << 0,
        Both = 3,
        Far = 1 << 32,
    }

    #[flags]
    #[repr(i32)]
    pub enum Signed {
        One = 1,
    }

    #[flags]
    #[repr(u8)]
    pub enum Same {
        One = 1,
        Uno = 1,
        Unnumbered,
    }

    pub trait RingUserClient {
        #[selector(0)]
        fn set(&self, flags: Flags);
    }
}

fn main() {}
