#[iigen_client::user_client(
    provider = "AboutDriver",
    version = 3,
    target = dext,
    access(entitlement = "com.example.ring", administrator),
    open_type = 2,
    handshake(selector = 0xfff0),
    reserved(7, 20..=31)
)]
mod about {
    #[repr(C)]
    pub struct Keyboard {
        pub keys: [u8; 8],
    }

    #[repr(C)]
    pub struct Mouse {
        pub x: i16,
        pub y: i16,
    }

    #[repr(C)]
    pub struct Record {
        pub tag: u32,
    }

    pub trait AboutClient {
        #[selector(1)]
        #[out(value)]
        #[at_least(out, struct_out)]
        fn status(&self) -> (u32, Record);

        #[selector(2)]
        #[out(value)]
        #[at_least(out)]
        fn more(&self) -> u32;

        #[selector(3)]
        #[handler(post_report)]
        fn post_keyboard(&self, report: &Keyboard);

        #[selector(4)]
        #[handler(post_report)]
        fn post_mouse(&self, report: &Mouse);

        #[selector(5)]
        #[retired("use load")]
        fn load_old(&self, _: &Record);

        #[selector(6)]
        #[retired]
        fn load_older(&self);

        /// Stops it.
        ///
        /// At once.
        #[selector(16)]
        #[frozen(0xa0bb163b)]
        fn stop_one(&self, slot: u32);

        #[selector(44)]
        #[entitlement("com.example.ring.erase")]
        fn erase(&self);

        #[selector(45)]
        #[on(provider)]
        fn set_mode(&self, mode: u32);

        #[selector(46)]
        #[since(3)]
        fn drain(&self);

        #[selector(47)]
        #[unchecked]
        #[entitlement("com.example.probe")]
        fn probe(&self);
    }
}
