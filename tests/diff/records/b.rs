#[user_client(provider = "RingDriver")]
mod ring {
    #[repr(C)]
    pub struct Grown {
        pub tag: u32,
        pub length: u32,
        pub time: u64,
    }
    #[repr(C)]
    pub struct Shrunk {
        pub length: u32,
    }
    #[repr(C)]
    pub struct Reordered {
        pub tail: u32,
        pub head: u32,
    }
    #[repr(C)]
    pub struct Renamed {
        pub first: u32,
        pub tail: u32,
    }
    #[repr(C)]
    pub struct Retyped {
        pub head: i32,
        pub bytes: [u16; 2],
    }
    #[repr(C)]
    pub struct Bounded {
        #[max(63)]
        pub slot: u32,
    }
    #[repr(C, packed)]
    pub struct Aligned {
        pub tag: u32,
    }
    #[repr(C)]
    pub struct Another {
        pub tag: u32,
    }
    #[repr(C)]
    pub struct Unused {
        pub tag: u64,
    }
    #[repr(C)]
    pub struct New {
        pub tag: u32,
    }
    pub trait RingUserClient {
        #[selector(1)]
        fn a(&self, grown: &Grown);
        #[selector(2)]
        fn b(&self, shrunk: &Shrunk);
        #[selector(3)]
        fn c(&self, reordered: &Reordered);
        #[selector(4)]
        fn d(&self, renamed: &Renamed);
        #[selector(5)]
        fn e(&self, retyped: &Retyped);
        #[selector(6)]
        fn f(&self, bounded: &Bounded);
        #[selector(7)]
        fn g(&self, #[max(4)] _: &[Aligned]);
        #[selector(8)]
        #[out(grown)]
        fn h(&self, other: &Another) -> Grown;
    }
}
