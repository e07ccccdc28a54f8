#[iigen_client::user_client(provider = "RingDriver")]
mod ring {
    pub const ONE: u32 = TWO + 1;
    pub const TWO: u32 = ONE - 1;
    pub const SHIFT: u32 = 1 << 200;
    pub const ZERO: u32 = 1 / (2 - 2);
    pub const MANY: u64 = u64::MAX;

    pub trait RingUserClient {
        #[selector(0)]
        fn ping(&self);
    }
}

fn main() {}
