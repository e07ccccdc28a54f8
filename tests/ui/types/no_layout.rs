#[iigen_client::user_client(provider = "RingDriver")]
mod ring {
    #[repr(C)]
    pub struct Record {
        pub size: usize,
        pub text: String,
        pub data: [u8],
        pub next: *const Record,
        pub other: std::num::NonZeroU8,
    }

    pub trait RingUserClient {
        #[selector(0)]
        fn write(&self, record: &Record);
    }
}

fn main() {}
