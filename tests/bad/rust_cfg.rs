#[user_client(provider = "RingDriver")]
mod ring {
    #[cfg(test)]
    pub const SLOTS: u32 = 32;

    #[cfg_attr(feature = "packed", repr(C, packed))]
    #[repr(C)]
    pub struct Record {
        #[cfg(feature = "tag")]
        pub tag: u32,
    }

    #[repr(u32)]
    pub enum Direction {
        In,
        #[cfg(feature = "out")]
        Out,
    }

    pub trait RingUserClient {
        #[cfg(feature = "reset")]
        #[selector(0)]
        fn reset(&self, #[cfg(feature = "hard")] hard: u8);
    }

    #[cfg(test)]
    mod tests {}
}
