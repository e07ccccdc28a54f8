#[iigen_client::user_client(provider = "CallbackDriver")]
mod callbacks {
    #[repr(C)]
    pub struct Slot {
        pub tag: u32,
        pub length: u32,
    }

    pub trait CallbackClient {
        #[selector(0)]
        fn reset(&self);

        /// A transfer has ended.
        #[callback("IOUSBHostPipe::CompleteAsyncIO")]
        fn bulk_done(&self, context: &Slot);

        #[callback(
            "Engine::Finished",
            include = "Engine.iig",
            parameters("OSAction * action", "uint32_t length"),
            on(class = Queue, extends = IOService)
        )]
        fn finished(&self);

        #[callback("IOTimerDispatchSource::TimerOccurred", on = provider)]
        fn tick(&self);
    }
}
