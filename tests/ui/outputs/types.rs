#[iigen_client::user_client(provider = "RingDriver")]
mod ring {
    #[repr(C)]
    pub struct Record {
        pub words: [u64; 4],
    }

    pub trait RingUserClient {
        #[selector(0)]
        fn result(&self) -> Result<u32, u32>;
        #[selector(1)]
        fn borrowed(&self) -> &Record;
        #[selector(2)]
        fn list(&self) -> Vec<Record>;
        #[selector(3)]
        fn two(&self) -> (Record, Record);
        #[selector(4)]
        fn text(&self) -> String;
        #[selector(5)]
        fn maybe(&self) -> Option<u32>;
        #[selector(6)]
        fn unnamed(&self) -> Recrod;
    }
}

fn main() {}
