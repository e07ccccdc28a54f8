#[iigen_client::user_client(provider = "DemoDriver", target = [kext, dext, kext, kext-2022, "kext"])]
mod bad {
    pub trait BadUserClient {
        #[selector(0)]
        fn reset(&self);
    }
}
