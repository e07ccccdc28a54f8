#[iigen_client::user_client(provider = "RingDriver")]
mod ring {
    #[cfg(feature = "large")]
    pub const SLOTS: u32 = 4;

    #[cfg_attr(test, derive(Debug))]
    #[repr(C)]
    pub struct Record {
        #[cfg(unix)]
        pub tag: u32,
        pub length: u32,
    }

    #[repr(u8)]
    pub enum Kind {
        #[cfg(unix)]
        Key = 0,
        Dial = 1,
    }

    pub trait RingUserClient {
        #[selector(0)]
        #[cfg(feature = "ping")]
        fn ping(&self);
        #[selector(1)]
        fn read(&self, #[cfg(unix)] slot: u32, length: u32);
    }
}

fn main() {}
