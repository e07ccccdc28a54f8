#[iigen_client::user_client(provider = "RingDriver")]
mod ring {
    #[repr(u8)]
    pub enum Kind {
        Key = 0,
    }

    pub trait RingUserClient {
        #[selector(0)]
        fn order(&self, hint: Option<u32>, slot: u32);
        #[selector(1)]
        fn nested(&self, hint: Option<Option<u32>>);
        #[selector(2)]
        fn default(&self, #[default(9)] #[max(3)] slot: u32);
        #[selector(3)]
        fn of_kind(&self, #[default(Kind::Dial)] kind: Kind);
        #[selector(4)]
        fn both(&self, #[default(3)] hint: Option<u32>);
        #[selector(5)]
        fn counted(&self, #[count(1..3)] values: &[u64]);
        #[selector(6)]
        fn many(&self, #[count(0..=17)] values: &[u64]);
        #[selector(7)]
        fn plain(&self, #[count(1..=3)] value: u64);
        #[selector(8)]
        fn spread(&self, #[spread] slot: u32);
    }
}

fn main() {}
