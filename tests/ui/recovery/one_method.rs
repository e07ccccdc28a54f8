//! The only method has a mistake: there is a client all the same.

#[iigen_client::user_client(provider = "RingDriver")]
mod ring {
    pub trait RingUserClient {
        #[selector(1)]
        fn set_rate(&self, hz: size_t) -> u32;
    }
}

fn play(transport: impl iigen_client::Transport) -> Result<u32, iigen_client::Error> {
    let client = ring::RingUserClient::open(transport)?;
    client.set_rate(48_000)
}

fn main() {}
