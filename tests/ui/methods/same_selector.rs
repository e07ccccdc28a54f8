#[iigen_client::user_client(provider = "RingDriver", reserved(7))]
mod ring {
    pub trait RingUserClient {
        #[selector(1)]
        fn reset(&self);
        #[selector(0 + 1)]
        fn begin(&self);
        #[selector(7)]
        fn end(&self);
        fn forgotten(&self);
    }
}

fn main() {}
