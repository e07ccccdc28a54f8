#[iigen_client::user_client(provider = "RingDriver")]
mod ring {
    pub trait RingUserClient {
        #[selecter(0)]
        fn reset(&self);
        #[selector(1)]
        #[completion]
        fn wait(&self);
        #[selector(2)]
        fn rate(&self, #[maximum(4)] hz: u32);
    }
}

fn main() {}
