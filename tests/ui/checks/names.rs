#[iigen_client::user_client(provider = "RingDriver")]
mod ring {
    #[repr(C)]
    pub struct Record {
        pub class: u32,
    }

    pub trait RingUserClient {
        #[selector(0)]
        fn set_rate(&self, r#struct: u32);
        #[selector(1)]
        fn setRate(&self, record: &Recrod);
    }
}

fn main() {}
