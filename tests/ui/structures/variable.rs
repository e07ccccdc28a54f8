#[iigen_client::user_client(provider = "RingDriver")]
mod ring {
    #[repr(C)]
    pub struct Record {
        pub tag: u32,
    }

    pub trait RingUserClient {
        #[selector(0)]
        fn no_maximum(&self, records: &[Record]);
        #[selector(1)]
        fn none(&self, #[max(0)] bytes: &[u8]);
        #[selector(2)]
        fn range(&self, #[min(9)] #[max(3)] bytes: &[u8]);
        #[selector(3)]
        fn name(&self, name: &str);
        #[selector(4)]
        fn text(&self, #[max(8)] #[nul] bytes: &[u8]);
        #[selector(5)]
        fn list(&self, #[max(8)] records: &Vec<Record>);
        #[selector(6)]
        fn two(&self, #[max(8)] one: &[u8], #[max(8)] two: &[u8]);
        #[selector(7)]
        fn room(&self, record: &mut Record);
        #[selector(8)]
        fn room_for_text(&self, #[max(8)] text: &mut str);
    }
}

fn main() {}
