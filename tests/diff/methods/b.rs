#[user_client(provider = "RingDriver", version = 2, reserved(20..=21), handshake(selector = 0xfff0))]
mod ring {
    pub trait RingUserClient {
        #[selector(7)]
        fn begin(&self);
        #[selector(2)]
        fn halt(&self);
        #[selector(3)]
        #[frozen(0x68e20c0e)]
        #[since(2)]
        fn load(&self, slot: u32);
        #[selector(4)]
        #[retired("use halt")]
        fn reset(&self);
        #[selector(5)]
        fn probe(&self);
        #[selector(6)]
        #[out(value)]
        fn status(&self) -> u32;
        #[selector(9)]
        #[retired("use store")]
        fn older(&self);
    }
}
