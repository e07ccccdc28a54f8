#[iigen_client::user_client(provider = "RingDriver")]
mod ring {
    pub const HALF: f32 = 0.5;
    pub const YES: bool = true;
    pub const LENGTH: usize = 4;
    pub const LATER: u32;
    pub const fn four() -> u32 {
        4
    }
    pub const FOUR: u32 = four();

    pub trait RingUserClient {
        #[selector(0)]
        fn ping(&self);
    }
}

fn main() {}
