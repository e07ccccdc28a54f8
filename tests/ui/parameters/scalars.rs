#[iigen_client::user_client(provider = "RingDriver")]
mod ring {
    #[repr(C)]
    pub struct Large {
        pub words: [u64; 2],
    }

    #[repr(u8)]
    pub enum Kind {
        Key = 0,
    }

    pub trait RingUserClient {
        #[selector(0)]
        fn too_large(&self, large: Large);
        #[selector(1)]
        fn text(&self, text: String);
        #[selector(2)]
        fn bytes(&self, bytes: Vec<u8>);
        #[selector(3)]
        fn kinds(&self, kinds: [Kind; 2]);
        #[selector(4)]
        fn tuple(&self, pair: (u32, u32));
        #[selector(5)]
        fn pattern(&self, (one, two): u32);
        #[selector(6)]
        fn unnamed(&self, _: u32);
        #[selector(7)]
        fn generic(&self, rate: impl Into<u32>);
    }
}

fn main() {}
