#[iigen_client::user_client(provider = "RingDriver")]
mod ring {
    pub const SLOTS: u32 = 32;
}

fn main() {}
