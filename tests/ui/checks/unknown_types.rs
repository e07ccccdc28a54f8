#[iigen_client::user_client(provider = "RingDriver")]
mod ring {
    #[repr(C)]
    pub struct Record {
        pub tag: uint32_t,
        pub kind: Knd,
        pub name: str,
    }

    #[repr(u8)]
    pub enum Kind {
        Key = 0,
    }

    pub trait RingUserClient {
        #[selector(0)]
        fn size(&self, size: usize, mask: c_int, kind: Kid);
        #[selector(1)]
        fn read(&self, #[max(4)] records: &mut [Rcord]);
    }
}

fn main() {}
