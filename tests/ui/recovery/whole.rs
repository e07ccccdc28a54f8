//! What is said of the whole user client is left out with its mistakes.

#[iigen_client::user_client(provider = "RingDriver", version = -1, open_type = 0x1_0000_0000)]
mod ring {
    pub trait RingUserClient {
        #[selector(1)]
        fn set_rate(&self, hz: u32) -> u32;
    }
}

fn play(transport: impl iigen_client::Transport) -> Result<u32, iigen_client::Error> {
    let client = ring::RingUserClient::open(transport)?;
    client.set_rate(48_000)
}

fn main() {}
