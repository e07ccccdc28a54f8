#[iigen_client::user_client(provider = "RingDriver")]
mod ring {
    pub const SLOTS: u8 = 1 << 8;
    pub const HALF: u32 = 0.5;

    #[repr(C)]
    pub struct Record {
        #[min(9)]
        #[max(SLOTS - 250)]
        pub slot: u32,
        pub data: [u8; SLOTZ],
    }

    pub trait RingUserClient {
        #[selector(0)]
        fn write(&self, record: &Record);
    }
}

fn main() {}
