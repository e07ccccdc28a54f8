#[iigen_client::user_client(provider = "RingDriver")]
mod ring {
    pub const SLOTS: u32 = 4;

    #[repr(C)]
    pub struct Table {
        pub one: [u32; SLOT],
        pub two: [u32; 0],
        pub three: [u32; 2 - 3],
        pub four: [u64; 16 << 20],
    }

    pub trait RingUserClient {
        #[selector(0)]
        fn read(&self) -> Table;
    }
}

fn main() {}
