#[user_client(provider = "RingDriver")]
mod ring {
    #[repr(C)]
    pub struct Transfer {
        pub slot: u32,
    }

    pub trait RingUserClient {
        #[selector(0)]
        fn start(&self);

        #[callback("IOUSBHostPipe::CompleteAsyncIO")]
        fn returns(&self, context: &Transfer) -> u32;

        #[callback("IOUSBHostPipe::CompleteAsyncIO")]
        fn two(&self, context: &Transfer, more: u32);

        #[callback("IOUSBHostPipe::CompleteAsyncIO")]
        fn by_value(&self, context: Transfer);

        #[callback("IOUSBHostPipe::CompleteAsyncIO")]
        fn otherwise(&self, transfer: &Transfer);

        #[callback(IOTimerDispatchSource)]
        fn unquoted(&self);

        #[callback("IOTimerDispatchSource::TimerOccurred", on = driver)]
        fn elsewhere(&self);

        #[callback]
        fn bare(&self);
    }
}
