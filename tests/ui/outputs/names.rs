#[iigen_client::user_client(provider = "RingDriver")]
mod ring {
    pub trait RingUserClient {
        #[selector(0)]
        #[out(one, two)]
        fn more(&self) -> u32;
        #[selector(1)]
        #[out(one, one)]
        fn same(&self) -> (u32, u32);
        #[selector(2)]
        #[out]
        fn bare(&self) -> u32;
        #[selector(3)]
        #[out(#[scalar] #[structure] sum)]
        fn both(&self) -> u32;
        #[selector(4)]
        #[out(#[default(3)] sum)]
        fn default(&self) -> u32;
        #[selector(5)]
        #[out(actual)]
        fn nothing(&self);
        #[selector(6)]
        #[out(sum: u32)]
        fn typed(&self) -> u32;
    }
}

fn main() {}
