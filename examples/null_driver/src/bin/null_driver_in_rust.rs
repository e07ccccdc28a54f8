//! The same app with the same spec in Rust, instead of null_driver.yaml.

#[path = "../app.rs"]
mod app;

/// Apple's sample of a driver without hardware, as a spec: its calls do sums, so that an app can see
/// that they arrive, and answers some of them later.
#[iigen_client::user_client(provider = "NullDriver")]
mod null_driver {
    /// Two numbers.
    #[repr(C)]
    pub struct Sample {
        pub first: u64,
        pub second: u64,
    }

    pub trait NullDriverUserClient {
        /// Adds 1 to each scalar; the driver checks by hand, on purpose.
        #[selector(0)]
        #[unchecked]
        fn any_scalar(&self);

        /// Adds 1 to each byte; the driver checks by hand, on purpose.
        #[selector(1)]
        #[unchecked]
        fn any_struct(&self);

        /// Adds 1 to each of sixteen scalars.
        #[selector(2)]
        #[out(#[scalar] sums)]
        fn checked_scalar(&self, values: [u64; 16]) -> [u64; 16];

        /// Adds 1 to first and 10 to second.
        #[selector(3)]
        #[out(answer)]
        fn checked_struct(&self, sample: &Sample) -> Sample;

        /// Adds 1 to first and 10 to second, and keeps the completion for the replies to come.
        #[selector(4)]
        #[out(answer)]
        #[event(kind, first, second)]
        fn register_async_callback(&self, sample: &Sample) -> (Sample, Events<(u64, u64, u64)>);

        /// Is replied to later, by the completion of the call, or else by the one that was registered.
        #[selector(5)]
        #[event(kind, first, second)]
        fn async_request(&self, sample: &Sample) -> Option<Completion<(u64, u64, u64)>>;
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    app::run()
}
