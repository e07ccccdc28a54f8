#[iigen_client::user_client(provider = "RingDriver")]
mod ring {
    #[max(3)]
    pub const SLOTS: u32 = 4;

    #[flags]
    #[repr(C)]
    pub struct Record {
        #[selector(3)]
        pub tag: u32,
    }

    #[packed]
    #[repr(C)]
    pub struct Tight {
        pub tag: u32,
    }

    pub trait RingUserClient {
        #[min(3)]
        #[selector(0)]
        fn ping(&self);
        #[selector(1)]
        #[derive(Debug)]
        #[inline]
        fn pong(#[max(3)] &self);
        #[selector(2)]
        #[memory(1, size = 4096, backing = buffer)]
        fn map_both(&self) -> Mapping<[u8], ReadOnly>;
    }
}

fn main() {}
