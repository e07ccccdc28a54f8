#[iigen_client::user_client(version = 3)]
mod ring {
    pub trait RingUserClient {
        #[selector(0)]
        fn reset(&self);
    }
}

fn main() {}
