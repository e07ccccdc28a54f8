#[iigen_client::user_client(provider = "RingDriver")]
mod ring {
    #[repr(u8)]
    pub enum Kind {
        Key = 1,
        Dial = 1,
        Far = 256,
        Below = -1,
        Named = FIRST,
    }

    #[repr(i8)]
    pub enum Sign {
        Minus = -129,
        #[max(3)]
        Plus = 127,
        Next,
    }

    pub trait RingUserClient {
        #[selector(0)]
        fn turn(&self, #[default(Keys)] kind: Kind);
    }
}

fn main() {}
