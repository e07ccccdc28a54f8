#[iigen_client::user_client(provider = "DemoDriver", target = [])]
mod bad {
    pub trait BadUserClient {
        #[selector(0)]
        fn reset(&self);
    }
}
