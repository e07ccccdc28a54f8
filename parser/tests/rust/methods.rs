//! Mistakes in the methods of the trait.

#[user_client(provider = "RingDriver", reserved(7, 20..31, "x"))]
mod ring {
    pub const SLOTS: u32 = 32;

    #[repr(C)]
    pub struct Record {
        pub tag: u32,
    }

    pub trait RingUserClient {
        fn no_selector(&self);
        #[selector(one)]
        fn bad_selector(&self);
        #[selector(1)]
        fn same_selector(&self);
        #[selector(1)]
        fn same_selector_again(&self);
        #[selector(2)]
        async fn later(&self);
        #[selector(3)]
        fn generic<T: Copy>(&self, value: T);
        #[selector(4)]
        fn wherever(&self) -> u32
        where
            Self: Sized;
        #[selector(5)]
        fn body(&self) {
            panic!("no");
        }
        #[selector(6)]
        fn nobody();
        #[selector(8)]
        fn consumed(self);
        #[selector(9)]
        fn exclusive(&mut self, mut value: u32, _: u32, (a, b): (u8, u8));
        #[selector(10)]
        fn lifetimes<'a>(&'a self, bytes: &'a [u8]);
        #[selector(11)]
        fn by_value(&self, record: Record, words: [u64; 2], number: &u32);
        #[selector(12)]
        fn outputs(&self, record: &mut Record) -> Result<u32, Error>;
        #[selector(13)]
        fn returned(&self) -> (Record, u32, Record);
        #[selector(14)]
        #[out(one, two)]
        fn named(&self) -> u32;
        #[selector(15)]
        fn order(&self, #[max(4)] out: &mut [u8], record: &Record, number: u32);
        #[selector(16)]
        fn two(&self, one: &Record, two: &Record);
        #[selector(17)]
        fn bounds(&self, bytes: &[u8], #[max(9)] record: &Record, #[max(900)] byte: u8);
        #[selector(18)]
        #[completion]
        #[unchecked(all)]
        #[inline]
        fn attributes(&self);
        #[selector(19)]
        fn text(&self, text: &str, size: usize) -> &[u8];
        #[selector(21)]
        fn many(&self, words: &[u64; 17], unknown: Recrod) -> impl Copy
    }
}
