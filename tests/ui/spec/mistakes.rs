//! The mistakes of the file are shown where it is named, and the rest of it is there.

#[iigen_client::user_client(spec = "mistakes.yaml")]
mod ring {
    pub fn twice(record: Record) -> u32 {
        record.tag * 2
    }
}

fn play(transport: impl iigen_client::Transport) -> Result<u32, iigen_client::Error> {
    let client = ring::RingUserClient::open(transport)?;
    let loaded = client.load(1, &ring::Record { tag: 1 })?;
    client.later(1, 2, b"bytes")?;
    Ok(ring::twice(client.read()?) + loaded.tag)
}

fn main() {}
