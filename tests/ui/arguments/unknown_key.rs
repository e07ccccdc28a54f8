#[iigen_client::user_client(provider = "RingDriver", verson = 3, target = kext)]
mod ring {
    pub trait RingUserClient {
        #[selector(0)]
        fn reset(&self);
    }
}

fn main() {}
