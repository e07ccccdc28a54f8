#[iigen_client::user_client(
    provider = "RingDriver",
    access(entitlement = "com example"),
    handshake(selector = 0),
    open_type = 0x1_0000_0000
)]
mod ring {
    pub trait RingUserClient {
        #[selector(0)]
        fn ping(&self);
    }
}

fn main() {}
