#[iigen_client::user_client(provider = "RingDriver")]
mod ring {
    pub enum NoRepr {
        In = 0,
    }

    #[repr(u128)]
    pub enum Large {
        In = 0,
    }

    #[repr(C)]
    pub enum OfC {
        In = 0,
    }

    #[repr(u8)]
    pub enum Data {
        In(u32),
        Out { at: u32 },
    }

    #[repr(u8)]
    pub enum Empty {}

    pub trait RingUserClient {
        #[selector(0)]
        fn ping(&self);
    }
}

fn main() {}
