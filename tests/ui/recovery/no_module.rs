//! Where nothing can be made of an item, nothing is said of its uses.

#[iigen_client::user_client(provider = "RingDriver")]
pub trait RingUserClient {
    fn set_rate(&self, hz: u32) -> u32;
}

fn play(client: &impl RingUserClient) -> u32 {
    client.set_rate(48_000)
}

fn main() {}
