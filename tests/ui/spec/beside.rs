//! The file says all of the interface.

#[iigen_client::user_client(spec = "good.yaml", version = 3, clas = "RingUserClient")]
mod ring {
    pub const OURS: u32 = 3;

    #[repr(C)]
    pub struct Record {
        pub tag: u32,
    }

    #[flags]
    #[repr(u32)]
    pub enum Flags {
        Last = 1,
    }

    pub trait Extend {
        fn extended(&self) -> u32;
    }

    pub trait RingUserClient {
        #[selector(0)]
        fn read(&self) -> u32;
    }
}

fn play(transport: impl iigen_client::Transport) -> Result<u32, iigen_client::Error> {
    ring::RingUserClient::open(transport)?.read()
}

fn main() {}
