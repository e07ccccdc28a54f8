#[iigen_client::user_client(provider = "RingDriver")]
mod ring {
    #[repr(C)]
    pub struct Record {
        pub tag: u32,
        pub length: u32,
    }

    pub trait RingUserClient {
        #[selector(0)]
        fn falling(&self, #[sizes(8, 4)] record: &Record);
        #[selector(1)]
        fn inside(&self, #[sizes(2, 8)] record: &Record);
        #[selector(2)]
        fn largest(&self, #[sizes(4)] record: &Record);
        #[selector(3)]
        fn scalar(&self, #[sizes(4, 8)] slot: u32);
        #[selector(4)]
        fn copied(&self, #[zero_copy] #[max(64)] records: &[Record]);
        #[selector(5)]
        fn far(&self, #[max(0x1_0000_0000)] bytes: &[u8]);
    }
}

fn main() {}
