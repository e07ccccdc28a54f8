#[user_client(provider = "RingDriver")]
mod ring {
    #[repr(C)]
    pub struct Record {
        pub tag: u32,
        pub length: u32,
    }

    pub trait RingUserClient {
        #[selector(0)]
        fn borrowed(&self, record: Option<&Record>);

        #[selector(1)]
        fn quoted(&self, #[default("3")] priority: u8);

        #[selector(2)]
        fn counted(&self, #[count(1..=3)] value: u64);

        #[selector(3)]
        fn owned(&self, #[max(255)] name: String);

        #[selector(4)]
        fn early(&self) -> (Completion<u64>, u32);

        #[selector(5)]
        #[out(#[scalar] #[structure] record)]
        fn both(&self) -> Record;

        #[selector(6)]
        fn elements(&self, #[zero_copy] #[max(64)] records: &[Record]);
    }
}
