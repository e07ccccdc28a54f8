#[iigen_client::user_client(
    provider = "Ring Driver",
    class = "RingUserClient_",
    reserved(0, 9..=3, 5..=9)
)]
mod ring {
    pub trait RingUserClient {
        #[selector(0)]
        fn ping(&self);
    }
}

fn main() {}
