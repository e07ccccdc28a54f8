#[iigen_client::user_client(provider = "RingDriver")]
mod ring {
    pub trait RingUserClient {
        #[selector(0)]
        #[at_least(out)]
        fn ping(&self);
        #[selector(1)]
        #[retired]
        fn load(&self, slot: u32);
        #[selector(2)]
        #[frozen]
        fn reset(&self);
        #[selector(3)]
        #[frozen(0x1234_5678)]
        fn start_all(&self);
        #[selector(4)]
        #[since(3)]
        fn later(&self);
        #[selector(5)]
        #[entitlement("com example")]
        fn erase(&self);
        #[selector(6)]
        #[on(driver)]
        fn set_mode(&self);
        #[selector(7)]
        #[unchecked]
        fn probe(&self, slot: u32);
        #[selector(8)]
        #[handler]
        fn post(&self);
    }
}

fn main() {}
