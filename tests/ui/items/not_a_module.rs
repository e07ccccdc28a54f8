#[iigen_client::user_client(provider = "RingDriver")]
pub trait RingUserClient {
    #[selector(0)]
    fn reset(&self);
}

fn main() {}
