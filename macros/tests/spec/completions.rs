#[iigen_client::user_client(provider = "LaterDriver")]
mod completions {
    #[repr(C)]
    pub struct Record {
        pub tag: u32,
        pub data: [u8; 12],
    }

    #[repr(C)]
    pub struct Frames {
        pub played: u32,
        pub late: u32,
    }

    pub trait LaterClient {
        #[selector(1)]
        fn flush(&self) -> Completion;

        #[selector(2)]
        #[event(volts, /** Since it began. */ #[min(1)] ticks)]
        fn measure(&self) -> Completion<(f32, u64)>;

        #[selector(3)]
        fn watch(&self) -> Events<Record>;

        #[selector(4)]
        #[event(at)]
        fn poke(&self, at: u64) -> Option<Completion<u64>>;

        #[selector(5)]
        #[out(period)]
        fn ticks(&self) -> (u32, Record, Option<Events<u8>>);

        #[selector(6)]
        #[event(#[scalar] frames, #[max(9)] at)]
        fn play(&self) -> Completion<(Frames, u64)>;

        #[selector(7)]
        fn levels(&self) -> iigen_client::Completion<([i16; 3], bool)>;

        #[selector(8)]
        #[event(#[scalar] frames)]
        fn one(&self) -> Completion<Frames>;

        #[selector(9)]
        fn bare(&self) -> (u32, ::iigen_client::Events<()>);

        #[selector(10)]
        fn done(&self) -> Option<Completion>;
    }
}
