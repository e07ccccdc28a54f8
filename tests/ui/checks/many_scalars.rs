#[iigen_client::user_client(provider = "RingDriver")]
mod ring {
    pub trait RingUserClient {
        #[selector(0)]
        fn many(&self, words: [u64; 12], more: [u32; 5]);
    }
}

fn main() {}
