/// Scalars that vary, records in scalars, room to spare, and selectors that share a handler or are no more.
#[iigen_client::user_client(
    provider = "ShapesDriver",
    target = [dext, kext, kext_2022],
    reserved(0..=1, 2334..=23333332)
)]
pub mod shapes {
    #[repr(u8)]
    pub enum Mode {
        Slow,
        Fast,
        Turbo = 7,
    }

    #[flags]
    #[repr(u16)]
    pub enum Flags {
        Sync = 1 << 0,
        Quiet = 1 << 3,
    }

    #[repr(C)]
    pub struct Identity {
        #[min(1)]
        pub vendor: u16,
        pub product: u16,
        pub scale: f32,
        pub mode: Mode,
        pub on: bool,
        pub data: [i16; 3],
    }

    #[repr(C, packed)]
    pub struct Uneven {
        pub tag: u8,
        pub value: f32,
        pub mode: Mode,
        pub on: bool,
    }

    #[repr(C)]
    pub struct FrameCounts {
        pub read: u16,
        pub written: u16,
    }

    #[repr(C)]
    pub struct Whole {
        #[max(9)]
        pub low: u32,
        pub mode: Mode,
        pub on: bool,
        pub rest: [u8; 2],
    }

    #[repr(C)]
    pub struct Sector {
        #[one_of(512, 1024, 4096)]
        pub size: u32,
        #[one_of(-1, 0, 1)]
        pub shift: i32,
    }

    #[repr(C)]
    pub struct Keyboard {
        pub keys: [u8; 6],
    }

    #[repr(C)]
    pub struct Mouse {
        #[max(99)]
        pub x: i16,
        pub y: i16,
    }

    #[repr(C)]
    pub struct Large {
        pub body: [u8; 5000],
    }

    pub trait ShapesUserClient {
        #[selector(2)]
        #[out(count, last)]
        fn entered(&self) -> (u64, u32);

        // Scalars that a call may not have

        #[selector(10)]
        #[out(back)]
        fn priority(
            &self,
            #[max(9)]
            #[default(3)]
            priority: u8,
        ) -> u8;

        #[selector(11)]
        #[out(on_back, mode_back, flags_back, gain_back, offset_back, size_back)]
        fn defaults(
            &self,
            always: u64,
            #[default(true)] on: bool,
            #[default(Mode::Turbo)] mode: Mode,
            #[default(Quiet)] flags: Flags,
            #[default(1.5)] gain: f32,
            #[default(-2)] offset: f64,
            #[one_of(1, 2, -4)]
            #[default(-4)]
            size: i32,
        ) -> (bool, Mode, Flags, f32, f64, i32);

        /// Which of them there were, and their sum.
        #[selector(12)]
        #[out(present, sum)]
        fn optionals(
            &self,
            always: u8,
            #[max(9)] hint: Option<u32>,
            gain: Option<f64>,
            mode: Option<Mode>,
            #[spread] identity: Option<Identity>,
            frames: Option<FrameCounts>,
        ) -> (u32, f64);

        #[selector(13)]
        #[out(present, sum)]
        fn optional_arrays(&self, ids: Option<[u32; 2]>, raw: Option<[u64; 3]>) -> (u32, u64);

        #[selector(14)]
        #[out(count, #[scalar] values_back)]
        fn values(&self, #[count(1..=3)] values: &[u64]) -> (u32, [u64; 3]);

        #[selector(15)]
        #[out(count, sum)]
        fn levels(
            &self,
            slot: u8,
            #[count(0..=8)]
            #[min(-100)]
            #[max(100)]
            levels: &[i16],
        ) -> (u32, i64);

        #[selector(16)]
        #[out(count, last)]
        fn modes(&self, #[count(2..=16)] modes: &[Mode]) -> (u32, Mode);

        #[selector(17)]
        #[out(sum)]
        fn sizes(
            &self,
            #[count(1..=4)]
            #[one_of(8, 16, 32)]
            sizes: &[u8],
        ) -> u32;

        #[selector(18)]
        #[out(#[scalar] gains_back)]
        fn gains(&self, #[count(1..=2)] gains: &[f32]) -> [f32; 2];

        // Records in scalars

        #[selector(20)]
        #[out(#[spread] identity_back, last_back)]
        fn spread(&self, #[spread] identity: Identity, last: u8) -> (Identity, u8);

        #[selector(21)]
        #[out(#[spread] uneven_back)]
        fn spread_uneven(&self, #[spread] uneven: Uneven) -> Uneven;

        #[selector(22)]
        #[out(#[scalar] whole_back, #[scalar] uneven_back, #[scalar] frames_back)]
        fn pack(
            &self,
            whole: Whole,
            uneven: Uneven,
            frames: FrameCounts,
        ) -> (Whole, Uneven, FrameCounts);

        #[selector(23)]
        #[unchecked]
        fn bad_padding(&self);

        // Lists of values

        #[selector(25)]
        #[out(back)]
        fn align(&self, #[one_of(1, 2, 4)] size: u32, sector: &Sector) -> u32;

        // Room to spare

        #[selector(30)]
        #[out(#[scalar] words)]
        #[at_least(out)]
        fn some_words(&self) -> [u64; 3];

        #[selector(31)]
        #[out(value, mouse)]
        #[at_least(out, struct_out)]
        fn a_place(&self) -> (u32, Mouse);

        #[selector(32)]
        #[out(large)]
        #[at_least(struct_out)]
        fn much(&self) -> Large;

        // One handler

        #[selector(40)]
        #[handler(post_report)]
        #[out(sum)]
        fn post_keyboard(&self, device: u32, report: &Keyboard) -> u64;

        #[selector(41)]
        #[handler(post_report)]
        #[out(sum)]
        fn post_mouse(&self, device: u32, report: &Mouse) -> u64;

        #[selector(42)]
        #[handler(post_report)]
        #[out(sum)]
        fn post_large(&self, device: u32, report: &Large) -> u64;

        #[selector(43)]
        #[handler(get_report)]
        #[out(report)]
        fn get_keyboard(&self) -> Keyboard;

        #[selector(44)]
        #[handler(get_report)]
        #[out(report)]
        fn get_large(&self) -> Large;

        #[selector(45)]
        #[handler(switch_power)]
        fn turn_on(&self, #[max(3)] level: u8);

        #[selector(46)]
        #[handler(switch_power)]
        fn turn_off(&self, #[max(1)] level: u8);

        // Selectors

        #[selector(100)]
        #[retired("use far")]
        fn gone(&self, word: u64);

        #[selector(23333333)]
        #[frozen(0x7fab7105)]
        #[out(word_back)]
        fn far(&self, word: u64) -> u64;

        #[selector(2333)]
        #[out(word_back)]
        fn near(&self, word: u64) -> u64;
    }
}
