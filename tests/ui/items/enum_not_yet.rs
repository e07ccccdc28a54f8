#[iigen_client::user_client(provider = "RingDriver")]
mod ring {
    #[repr(u32)]
    pub enum Direction {
        In = 0,
        Out = 1,
    }

    pub trait RingUserClient {
        #[selector(0)]
        fn turn(&self, direction: &Direction);
    }
}

fn main() {}
