#[iigen_client::user_client(provider = "RingDriver")]
mod ring {
    use std::fmt;

    #[repr(C)]
    pub struct Record {
        pub tag: u32,
    }

    impl fmt::Display for Record {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            write!(f, "{}", self.tag)
        }
    }

    pub union Either {
        pub one: u32,
        pub other: f32,
    }

    pub trait RingUserClient {
        #[selector(0)]
        fn reset(&self);
    }
}

fn main() {}
