/// Structures and types; a handler echoes what it was given, and says that it was entered.
#[iigen_client::user_client(provider = "StructsDriver", target = [dext, kext, kext_2022])]
pub mod structs {
    #[repr(u8)]
    pub enum EventKind {
        None,
        Key,
        Dial,
        Touch,
        Switched,
        States,
    }

    #[repr(C, packed)]
    pub struct KeyEvent {
        #[max(31)]
        pub key: u8,
        pub time: u64,
    }

    #[repr(C)]
    pub struct DialEvent {
        pub dial: u8,
        pub ticks: i8,
    }

    /// What a panel reports, in 35 bytes at odd addresses.
    #[tag(EventKind)]
    #[repr(C, packed)]
    pub enum Event {
        Dial(DialEvent),
        Key(KeyEvent),
        Touch([u16; 17]),
        Switched(bool),
        States([EventKind; 3]),
    }

    #[repr(u32)]
    pub enum Speed {
        Slow = 7,
        Fast = 0xffff_ffff,
        Off = 0,
    }

    #[repr(C)]
    pub struct Blink {
        pub speed: Speed,
        #[min(1)]
        #[max(9)]
        pub count: u32,
    }

    /// Aligned; 12 bytes.
    #[tag(Speed)]
    #[repr(C)]
    pub enum Order {
        Slow(u32),
        Fast(Blink),
    }

    #[repr(C)]
    pub struct Batch {
        #[max(3)]
        pub count: u32,
        pub orders: [Order; 3],
        pub last: Order,
    }

    /// Unions inside of a union.
    #[tag(Speed)]
    #[repr(C)]
    pub enum Outer {
        Slow(Batch),
        Fast([Order; 2]),
    }

    #[repr(u32)]
    pub enum Mode {
        Off,
        On,
    }

    /// Has grown twice; 24 bytes.
    #[repr(C)]
    pub struct Request {
        #[min(1)]
        #[max(31)]
        pub slot: u32,
        pub length: u32,
        pub mode: Mode,
        #[max(9)]
        pub limit: u32,
        pub time: u64,
    }

    /// Has grown across what goes in-band, 8193 bytes.
    #[repr(C, packed)]
    pub struct Huge {
        pub id: u64,
        pub body: [u8; 4088],
        pub last: u8,
        pub more: [Mode; 1024],
    }

    #[repr(C)]
    pub struct Key {
        #[max(7)]
        pub index: u32,
        pub generation: u32,
    }

    pub trait StructsUserClient {
        /// How many handlers were entered, but for this one.
        #[selector(0)]
        #[out(count)]
        fn entered(&self) -> u64;

        // Unions

        #[selector(10)]
        #[out(back)]
        fn echo_event(&self, value: &Event) -> Event;

        #[selector(11)]
        #[out(back)]
        fn echo_order(&self, value: &Order) -> Order;

        #[selector(12)]
        #[out(back)]
        fn echo_batch(&self, value: &Batch) -> Batch;

        #[selector(13)]
        #[out(back)]
        fn echo_outer(&self, value: &Outer) -> Outer;

        #[selector(14)]
        fn echo_events(&self, #[max(200)] values: &[Event], #[max(200)] back: &mut [Event]);

        /// An event of any kind, a tag that the spec doesn't name included; all but the tag is left alone.
        #[selector(15)]
        #[out(_)]
        fn make_event(&self, kind: u8) -> Event;

        // Text

        #[selector(20)]
        #[out(#[max(100)] back)]
        fn echo_text(&self, #[max(100)] text: &str) -> String;

        #[selector(21)]
        #[out(#[max(100)] #[nul] back)]
        fn echo_ended(
            &self,
            #[max(100)]
            #[nul]
            text: &str,
        ) -> String;

        #[selector(22)]
        #[out(#[max(5000)] back)]
        fn long_text(&self, #[max(5000)] _: &str) -> String;

        #[selector(23)]
        #[out(#[min(1)] #[max(5000)] #[nul] back)]
        fn long_ended(
            &self,
            #[min(1)]
            #[max(5000)]
            #[nul]
            _: &str,
        ) -> String;

        #[selector(24)]
        #[out(length, found, #[max(640)] back)]
        fn label(&self, times: u8, key: &Key, #[max(64)] text: &str) -> (u32, Key, String);

        #[selector(25)]
        #[out(found, #[max(64)] #[nul] back)]
        fn label_ended(
            &self,
            key: &Key,
            #[max(64)]
            #[nul]
            text: &str,
        ) -> (Key, String);

        /// Text that isn't any, by its number.
        #[selector(26)]
        #[out(#[max(16)] _)]
        fn bad_text(&self, which: u8) -> String;

        #[selector(27)]
        #[out(#[max(16)] #[nul] _)]
        fn bad_ended(&self, which: u8) -> String;

        /// What a driver of another make answers to `bad_ended`.
        #[selector(28)]
        fn raw_text(&self, #[max(17)] _: &[u8], #[max(17)] back: &mut [u8]);

        // What has grown

        #[selector(30)]
        #[out(seen, #[sizes(4, 8, 24)] back)]
        fn submit(&self, priority: u8, #[sizes(8, 16, 24)] _: &Request) -> (u64, Request);

        #[selector(31)]
        #[out(seen, #[sizes(8, 4096, 4097, 8193)] back)]
        fn submit_huge(&self, #[sizes(8, 4096, 4097, 8193)] value: &Huge) -> (u64, Huge);

        #[selector(32)]
        fn block(
            &self,
            add: u8,
            #[sizes(1, 4096, 4097)] _: &[u8],
            #[sizes(1, 4096, 4097)] back: &mut [u8],
        );

        // Descriptors

        #[selector(40)]
        #[out(total, length)]
        fn sum(
            &self,
            #[zero_copy]
            #[max(10_000)]
            _: &[u8],
        ) -> (u64, u64);

        #[selector(41)]
        #[out(total)]
        fn sum_large(
            &self,
            start: u64,
            #[zero_copy]
            #[min(4097)]
            #[max(10_000)]
            _: &[u8],
        ) -> u64;

        /// Fills so many bytes with the value, and says that it has filled `told`.
        #[selector(42)]
        #[out(room)]
        fn fill(
            &self,
            value: u8,
            length: u64,
            told: u64,
            #[zero_copy]
            #[min(16)]
            #[max(10_000)]
            _: &mut [u8],
        ) -> u64;

        #[selector(43)]
        fn fill_large(
            &self,
            value: u8,
            #[zero_copy]
            #[min(4097)]
            #[max(10_000)]
            _: &mut [u8],
        );

        /// The bytes, the last one first.
        #[selector(44)]
        fn turn(
            &self,
            #[zero_copy]
            #[max(10_000)]
            bytes: &[u8],
            #[zero_copy]
            #[max(10_000)]
            back: &mut [u8],
        );

        /// Keeps the descriptor for `sum_kept`.
        #[selector(45)]
        fn keep(
            &self,
            #[zero_copy]
            #[min(1)]
            #[max(10_000)]
            _: &[u8],
        );

        #[selector(46)]
        #[out(total)]
        fn sum_kept(&self) -> u64;

        // At least so much

        #[selector(50)]
        #[out(first)]
        fn large_only(
            &self,
            add: u8,
            #[min(4097)]
            #[max(5000)]
            _: &[u8],
            #[min(4097)]
            #[max(5000)]
            back: &mut [u8],
        ) -> u8;
    }
}
