#[iigen_client::user_client(provider = "RingDriver")]
mod ring {
    #[repr(C)]
    pub struct Key {
        pub code: u32,
    }

    pub trait RingUserClient {
        #[selector(0)]
        #[handler(post_report)]
        fn post_key(&self, report: &Key);
        #[selector(1)]
        #[handler(post_report)]
        fn post_number(&self, report: u32);
    }
}

fn main() {}
