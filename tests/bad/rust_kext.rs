#[iigen_client::user_client(
    provider = "DemoDriver",
    target = [dext, kext_2022],
    access(administrator = yes, entitlement = "com.example.demo", root)
)]
mod bad {
    pub trait BadUserClient {
        #[selector(0)]
        fn reset(&self);
        #[memory(0, size = 4096, backing = usb_buffer)]
        fn map_packets(&self) -> Mapping<[u8], ReadWrite>;
        #[callback("IOTimerDispatchSource::TimerOccurred")]
        fn tick(&self);
    }
}
