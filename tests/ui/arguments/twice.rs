#[iigen_client::user_client(
    provider = "RingDriver",
    provider = "OtherDriver",
    reserved = [7],
    version = 1.5
)]
mod ring {
    pub trait RingUserClient {
        #[selector(0)]
        fn ping(&self);
    }
}

fn main() {}
