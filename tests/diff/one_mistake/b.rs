#[user_client(provider = "RingDriver")]
mod ring {
    pub trait RingUserClient {
        fn begin(&self, slot: u32);
    }
}
