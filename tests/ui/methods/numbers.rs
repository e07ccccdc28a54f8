#[iigen_client::user_client(provider = "RingDriver")]
mod ring {
    pub trait RingUserClient {
        #[selector(-1)]
        fn below(&self);
        #[selector]
        fn bare(&self);
        #[selector("1")]
        fn text(&self);
        #[selector(1, 2)]
        fn two(&self);
        #[selector(1)]
        #[selector(2)]
        fn twice(&self);
    }
}

fn main() {}
