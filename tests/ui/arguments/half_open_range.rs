#[iigen_client::user_client(provider = "RingDriver", reserved(7, 20..31))]
mod ring {
    pub trait RingUserClient {
        #[selector(0)]
        fn reset(&self);
    }
}

fn main() {}
