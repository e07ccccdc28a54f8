#[iigen_client::user_client(provider = "RingDriver")]
mod ring {
    #[repr(C)]
    pub struct Record {
        pub tag: u32,
        pub Tag: u32,
    }

    #[repr(C)]
    pub struct Record {
        pub length: u32,
    }

    #[repr(C)]
    pub struct RingUserClient {
        pub slot: u32,
    }

    pub const SLOTS: u32 = 1;
    pub const slots: u32 = 2;

    pub trait RingUserClient {
        #[selector(0)]
        fn set_rate(&self, slot: u32, slot: u32);
        #[selector(1)]
        fn SetRate(&self);
        #[selector(2)]
        fn connection(&self);
        #[selector(3)]
        fn start(&self);
    }
}

fn main() {}
