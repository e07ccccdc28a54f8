#[iigen_client::user_client(provider = "RingDriver")]
mod ring {
    #[repr(C)]
    pub struct Record {
        pub tag: u8,
        pub length: u64,
    }

    pub trait RingUserClient {
        #[selector(0)]
        fn write(&self, record: &Record);
    }
}

fn main() {}
