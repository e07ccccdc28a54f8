#[iigen_client::user_client(
    provider = RingDriver,
    version = "3",
    open_type,
    handshake = 4,
    access("com.example.ring")
)]
mod ring {
    pub trait RingUserClient {
        #[selector(0)]
        fn ping(&self);
    }
}

fn main() {}
