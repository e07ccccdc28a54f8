#[iigen_client::user_client(provider = "RingDriver")]
mod ring {
    #[derive(Clone, Copy)]
    pub struct Record {
        pub tag: u32,
        length: u32,
    }

    pub trait RingUserClient {
        #[selector(0)]
        fn write(&self, record: &Record);
    }
}

fn main() {}
