#[iigen_client::user_client(provider = "RingDriver")]
mod ring {
    pub trait RingUserClient {
        #[selector(0)]
        fn load(&self, bytes: &[u8]);
    }
}

fn main() {}
