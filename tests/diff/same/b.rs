/// Moves buffers between an app and a ring device.
#[iigen_client::user_client(
    provider = "RingDriver",
    version = 3,
    reserved(7, 20..=31),
    handshake(selector = 0xfff0)
)]
mod ring {
    pub const SLOTS: u32 = 32;

    #[flags]
    #[repr(u32)]
    pub enum Flags {
        Last = 1 << 0,
        Urgent = 1 << 3,
    }

    #[repr(C)]
    pub struct Request {
        /// Which one.
        #[max(31)]
        pub slot: u32,
        pub direction: Direction,
        pub times: [u64; SLOTS],
    }

    #[repr(u32)]
    pub enum Direction {
        In,
        Out,
    }

    pub trait RingUserClient {
        #[selector(6)]
        #[retired("use load")]
        fn finish(&self);
        #[selector(4)]
        #[event(volts)]
        fn watch(&self) -> Option<Events<f32>>;
        #[selector(3)]
        fn load(&self, #[max(4 << 20)] bytes: &[u8]);
        /// Sends one request.
        #[selector(2)]
        fn submit(&self, #[default(Out)] direction: Direction, request: &Request) -> u32;
        #[selector(1)]
        #[out(actual)]
        fn set_rate(&self, #[min(1)] hz: u32) -> u32;
        #[memory(0, size = 64 << 10, backing = buffer)]
        fn map_ring(&self) -> Mapping<[u8], ReadWrite>;
    }
}
