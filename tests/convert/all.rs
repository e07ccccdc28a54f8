/// Moves buffers between an app and a ring device.
///
///   indented: "quoted"
/// The end.
#[iigen_client::user_client(
    provider = "RingDriver",
    target = dext,
    version = 3,
    reserved(50, 0x60..=0x6f),
    access(entitlement = "com.example.ring", administrator),
    open_type = 2,
    handshake(selector = 0xfff0)
)]
mod ring {
    /// How many slots there are.
    pub const SLOTS: u32 = 32;
    pub const PAGE_SIZE: u64 = 4 << 10;
    pub const pageSize2: u64 = 0x10;
    pub const r#Limit: i16 = -3;

    /// A way.
    #[repr(u32)]
    pub enum Direction {
        /// To the device.
        In = 0,
        Out = 1,
        r#Both = 0x10,
        keepAlive = 17,
        SELF = 18,
        V_2 = 19,
    }

    #[repr(i8)]
    pub enum Offset {
        Back = -1,
        None = 0,
    }

    #[flags]
    #[repr(u32)]
    pub enum Flags {
        Last = 1 << 0,
        /// Hurry.
        Urgent = 1 << 3,
    }

    #[repr(u8)]
    pub enum EventKind {
        None = 0,
        Key = 1,
        Dial = 2,
        r#Pair = 3,
    }

    #[repr(C, packed)]
    pub struct KeyEvent {
        pub key: u8,
        pub time: u64,
    }

    #[repr(C)]
    pub struct DialEvent {
        pub dial: u8,
        pub ticks: i8,
    }

    #[tag(EventKind)]
    #[repr(C, packed)]
    pub enum Event {
        Key(KeyEvent),
        /// A dial was turned.
        Dial(DialEvent),
        r#Pair([u8; 2]),
    }

    #[tag(EventKind)]
    #[repr(C)]
    pub enum Small {
        Key(u8),
    }

    #[repr(C)]
    pub struct FrameCounts {
        pub sent: u32,
        pub lost: u32,
    }

    #[repr(C)]
    pub struct Identity {
        pub vendor: u16,
        pub serial: [u16; 3],
    }

    #[repr(C)]
    pub struct Request {
        /// Where it begins.
        #[max(31)]
        pub slot: u32,
        pub length: u32,
        pub time: u64,
    }

    /// One transfer.
    #[repr(C)]
    pub struct Transfer {
        #[min(1)]
        #[max(31)]
        pub slot: u32,
        #[one_of(1, 0x2, 4)]
        pub align: u32,
        pub way: Direction,
        pub flags: Flags,
        pub values: [u64; SLOTS],
        pub pages: [[u8; 4]; pageSize2],
        pub many: [u8; 4 << 10],
    }

    #[repr(C)]
    pub struct Completion {
        pub tag: u32,
    }

    #[repr(C)]
    pub struct Sample {
        pub at: u64,
        pub left: f32,
        pub right: f32,
    }

    pub trait RingUserClient {
        #[selector(0)]
        fn ping(&self);

        /// Sets the rate.
        /// Answers what it is.
        #[selector(0x1)]
        #[out(
            /// What it is now.
            #[max(1000000)] actual
        )]
        fn set_rate(
            &self,
            /// How often.
            #[min(1)]
            #[max(1000000)]
            hz: u32,
        ) -> u32;

        #[selector(2)]
        fn scalars(
            &self,
            way: Direction,
            flags: Flags,
            small: i8,
            ids: [u32; 4],
            frames: FrameCounts,
            #[spread] identity: Identity,
            on: bool,
            ratio: f64,
        ) -> u64;

        #[selector(3)]
        #[out(
            _,
            #[one_of(1, 2)] other,
            #[scalar] frames,
            #[spread] identity,
            ids,
            kind
        )]
        fn results(&self) -> (u8, u16, FrameCounts, Identity, [u16; 2], EventKind);

        #[selector(4)]
        fn defaults(
            &self,
            #[default(0x10)] a: u32,
            #[default(Direction::Out)] b: Direction,
            #[default(Flags::Urgent)] c: Flags,
            #[default(9)] d: Flags,
            #[default(true)] e: bool,
            #[default(-1.5)] f: f32,
            #[default(1e3)] g: f64,
            #[default(4 << 10)]
            #[max(1 << 20)]
            h: u64,
            #[default(-3)] i: i8,
            #[default(Direction::r#Both)] j: Direction,
            #[max(9)] k: Option<u8>,
        );

        #[selector(5)]
        fn spread_last(&self, #[spread] identity: Option<Identity>);

        #[selector(6)]
        fn counted(
            &self,
            #[count(1..=3)]
            #[max(7)]
            values: &[u64],
        );

        #[selector(7)]
        fn counted_exactly(&self, #[count(0..=2)] ways: &[Direction]);

        #[selector(8)]
        fn fixed(&self, transfer: &Transfer) -> Transfer;

        #[selector(9)]
        #[out(#[structure] output)]
        fn fixed_names(&self, input: &u32) -> [u8; 16];

        #[selector(10)]
        #[out(#[structure] _)]
        fn fixed_types(&self, value: &[Request; 2]) -> u64;

        #[selector(11)]
        fn events(&self, event: &Event) -> Small;

        #[selector(12)]
        fn load(
            &self,
            #[min(16)]
            #[max(4 << 20)]
            firmware: &[u8],
        );

        #[selector(13)]
        fn octets(
            &self,
            #[array]
            #[max(100)]
            values: &[u8],
            #[array]
            #[min(1)]
            #[max(100)]
            more: &mut [u8],
        );

        #[selector(14)]
        #[out(count)]
        fn history(&self, from: u64, #[max(256)] requests: &mut [Request]) -> u32;

        #[selector(15)]
        fn same_names(&self, #[max(10)] bytes: &[u8], #[max(10)] bytes_out: &mut [u8]);

        #[selector(16)]
        fn write(&self, header: &Request, #[max(64 << 10)] tail: &[u8]);

        #[selector(17)]
        #[out(#[structure] _, #[max(64)] note)]
        fn exchange(&self, front: &Request, #[max(64)] words: &[u16]) -> (u32, String);

        #[selector(18)]
        fn both_ends(
            &self,
            header: &Request,
            #[max(9)] tail: &str,
            #[max(9)] tail_out: &mut [u8],
        ) -> Request;

        #[selector(19)]
        #[out(#[min(1)] #[max(64)] #[nul] _)]
        fn rename(
            &self,
            #[max(255)]
            #[nul]
            name: &str,
        ) -> String;

        #[selector(20)]
        #[out(#[sizes(8, 16)] _)]
        fn begin(&self, #[sizes(8, 16)] request: &Request) -> Request;

        #[selector(21)]
        fn lengths(&self, #[sizes(8, 16)] bytes: &[u8], #[sizes(4, 8)] bytes_out: &mut [u8]);

        #[selector(22)]
        fn send(
            &self,
            #[zero_copy]
            #[max(16 << 20)]
            bytes: &[u8],
        );

        #[selector(23)]
        #[out(length)]
        fn receive(
            &self,
            #[zero_copy]
            #[min(4097)]
            #[max(1 << 20)]
            bytes: &mut [u8],
        ) -> u64;

        #[selector(24)]
        #[at_least(out, struct_out)]
        #[out(value)]
        fn status(&self) -> (u32, FrameCounts);

        /// Takes anything.
        #[selector(25)]
        #[unchecked]
        fn probe(&self);

        #[selector(26)]
        #[handler(post_report)]
        fn post_keyboard(&self, report: &FrameCounts);

        #[selector(27)]
        #[handler(post_report)]
        fn post_mouse(&self, report: &Identity);

        #[selector(28)]
        #[retired("use load, \"really\"")]
        fn load_old(&self, request: &Request);

        #[selector(29)]
        #[retired]
        fn older(&self);

        #[selector(30)]
        #[frozen(0x77eecc66)]
        fn stop_one(&self, slot: u32);

        #[selector(40)]
        fn flush(&self) -> iigen_client::Completion;

        #[selector(41)]
        #[event(
            /// At the input.
            volts,
            ticks
        )]
        fn measure(&self) -> iigen_client::Completion<(f32, u64)>;

        #[selector(42)]
        fn watch(&self) -> Events<Request>;

        #[selector(43)]
        #[event(#[max(9)] at)]
        fn poke(&self) -> Option<iigen_client::Completion<u64>>;

        #[selector(44)]
        #[out(now)]
        #[event(#[scalar] frames)]
        fn mixed(&self) -> (u32, Request, Option<Events<(FrameCounts, u8)>>);

        #[selector(45)]
        fn named_value(&self) -> iigen_client::Completion<u8>;

        #[selector(46)]
        fn union_event(&self) -> iigen_client::Completion<Event>;

        #[selector(47)]
        #[entitlement("com.example.ring.erase")]
        fn erase(&self);

        #[selector(48)]
        #[on(provider)]
        fn set_mode(&self, mode: u32);

        #[selector(49)]
        #[since(3)]
        fn drain(&self);

        /// What both see.
        #[memory(0, size = 64 << 10, backing = buffer)]
        fn map_ring(&self) -> Mapping<Sample, ReadWrite>;

        #[memory(0x1, size = 64 << 10, backing = buffer, cache = write_combine)]
        fn map_slots(&self) -> Mapping<[Request], ReadWrite>;

        #[array]
        #[memory(2, size = 64, backing = buffer)]
        fn map_octets(&self) -> Mapping<[u8], ReadOnly>;

        #[memory(3, size = 64, backing = buffer)]
        fn map_first(&self) -> Mapping<u8, ReadOnly>;

        #[memory(base = 0x10000, index = 0..=5, size = 4 << 10, backing = buffer)]
        fn map_channel(&self, index: u32) -> Mapping<[u8], ReadWrite>;

        #[memory(base = 0x40000, index = 0..=31, count = driver, backing = handler)]
        fn map_counters(&self, index: u32) -> Mapping<FrameCounts, ReadOnly>;

        #[memory(base = 0x50000, index = 1, backing = handler)]
        fn map_one(&self, index: u32) -> Mapping<[u8], ReadOnly>;

        #[memory(base = 0x100, index = 0..=5, backing = pci_bar, cache = inhibit)]
        fn map_bar(&self, index: u32) -> Mapping<[u8], ReadWrite>;

        #[memory(7, size = 4 << 10, backing = pci_bar, bar = 2)]
        fn map_registers(&self) -> Mapping<[u8], ReadOnly>;

        #[memory(
            9,
            size = 32 << 10,
            backing = usb_buffer,
            cache = posted_combined_reordered
        )]
        fn map_packets(&self) -> Mapping<[u8], ReadWrite>;

        #[memory(10, backing = buffer)]
        fn map_samples(&self) -> RingConsumer<Sample, 1024>;

        #[memory(11, backing = buffer)]
        fn map_orders(&self) -> RingProducer<u64, 64>;

        /// A transfer is done.
        #[callback("IOUSBHostPipe::CompleteAsyncIO")]
        fn bulk_done(&self, context: &Request);

        #[callback("IOTimerDispatchSource::TimerOccurred", on = provider)]
        fn tick(&self);

        #[callback(
            "Engine::Finished",
            include = "Engine.iig",
            parameters("OSAction * action", "uint32_t length"),
            on(class = Queue, extends = IOService)
        )]
        fn finished(&self);
    }
}
