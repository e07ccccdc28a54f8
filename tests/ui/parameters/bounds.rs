#[iigen_client::user_client(provider = "RingDriver")]
mod ring {
    #[repr(u8)]
    pub enum Kind {
        Key = 0,
    }

    pub trait RingUserClient {
        #[selector(0)]
        fn range(&self, #[min(9)] #[max(3)] slot: u32);
        #[selector(1)]
        fn real(&self, #[min(1)] rate: f32);
        #[selector(2)]
        fn value(&self, #[max(256)] slot: u8);
        #[selector(3)]
        fn listed(&self, #[one_of(1, 1, 300)] slot: u8);
        #[selector(4)]
        fn of_kind(&self, #[max(1)] kind: Kind);
        #[selector(5)]
        fn half(&self, #[max(0.5)] slot: u32);
        #[selector(6)]
        fn unbounded(&self, #[max(..)] slot: u32);
        #[selector(7)]
        fn misspelt(&self, #[maxx(3)] slot: u32);
    }
}

fn main() {}
