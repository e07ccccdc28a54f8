//! A kext whose spec is a module of Rust.

/// Plays sounds.
#[iigen_client::user_client(provider = "RingDriver", target = kext_2022, open_type = 3)]
mod ring {
    #[repr(C)]
    pub struct Sample {
        pub at: u64,
    }

    pub trait RingUserClient {
        #[selector(0)]
        fn play(&self, user_pointer: u64, length: u64);
        #[selector(1)]
        fn log(&self, #[max(65536)] bytes: &mut [u8]);
        #[selector(2)]
        fn watch(&self) -> Events<Sample>;
    }
}
