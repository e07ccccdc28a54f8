#[iigen_client::user_client(provider = "RingDriver")]
mod ring {
    #[repr(C)]
    pub struct Record {
        pub tag: u32,
    }

    pub trait RingUserClient {
        #[selector(0)]
        async fn later(&self);
        #[selector(1)]
        fn generic<T>(&self);
        #[selector(2)]
        fn body(&self) {}
        #[selector(3)]
        fn consumed(self);
        #[selector(4)]
        fn by_value(&self, record: Record);
        #[selector(5)]
        fn two(&self, one: &Record, two: &Record);
        #[selector(6)]
        fn order(&self, record: &Record, number: u32);
        #[selector(7)]
        fn fails(&self) -> Result<u32, ()>;
        #[selector(8)]
        #[out(one, two)]
        fn named(&self) -> u32;
    }
}

fn main() {}
