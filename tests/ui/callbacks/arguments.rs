#[iigen_client::user_client(provider = "RingDriver")]
mod ring {
    #[repr(C)]
    pub struct Context {
        pub slot: u32,
    }

    pub trait RingUserClient {
        #[selector(0)]
        fn ping(&self);
        #[callback]
        fn bare(&self);
        #[callback(Engine::Finished)]
        fn unquoted(&self);
        #[callback("Engine::Finished")]
        fn unknown(&self);
        #[callback("IOUSBHostPipe::CompleteAsyncIO", include = "Pipe.iig")]
        fn known(&self);
        #[callback("IOUSBHostPipe::CompleteAsyncIO")]
        fn returns(&self) -> u32;
        #[callback("IOUSBHostPipe::CompleteAsyncIO")]
        fn two(&self, one: &Context, two: &Context);
        #[callback("IOUSBHostPipe::CompleteAsyncIO")]
        fn by_value(&self, context: Context);
        #[callback("IOUSBHostPipe::CompleteAsyncIO")]
        fn lost(&self, context: &Contxt);
        #[callback("IOUSBHostPipe::CompleteAsyncIO", on = client)]
        fn target(&self);
    }
}

fn main() {}
