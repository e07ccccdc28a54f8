#[user_client(spec = "ring.yaml", provider = "RingDriver", verson = 3)]
mod ring {
    //! What is the app's own stays.
    use std::fmt;

    pub const OURS: u32 = 3;

    struct Helper;

    pub trait Extend {
        fn extend(&self);
    }

    /// A record.
    #[repr(C)]
    pub struct Record {
        pub tag: u32,
    }

    #[flags]
    #[repr(u32)]
    pub enum Flags {
        Last = 1 << 0,
    }

    pub trait RingUserClient {
        #[selector(1)]
        fn ping(&self);
    }
}
