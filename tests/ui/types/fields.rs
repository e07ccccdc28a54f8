#[iigen_client::user_client(provider = "RingDriver")]
mod ring {
    #[repr(C)]
    pub struct Record {
        pub private: u32,
        length: u32,
        pub(crate) inner: u32,
        pub text: &'static str,
        pub maybe: Option<u32>,
        pub list: Vec<u8>,
        #[min(3)]
        #[max(1)]
        pub range: u32,
        #[max(1.5)]
        pub real: f32,
        #[one_of()]
        pub none: u32,
    }

    pub trait RingUserClient {
        #[selector(0)]
        fn write(&self, record: &Record);
    }
}

fn main() {}
