#[iigen_client::user_client(provider = "RingDriver", target = [kext, dext, kext, kext_2023])]
mod twice {
    pub trait RingUserClient {
        #[selector(0)]
        fn reset(&self);
    }
}

#[iigen_client::user_client(provider = "RingDriver", target = [])]
mod none {
    pub trait RingUserClient {
        #[selector(0)]
        fn reset(&self);
    }
}

#[iigen_client::user_client(provider = "RingDriver", target = [kext, kext_2022])]
mod kexts {
    pub trait RingUserClient {
        #[selector(0)]
        fn reset(&self);

        #[memory(1, size = 4096, backing = usb_buffer)]
        fn map_packets(&self) -> Mapping<[u8], ReadWrite>;

        #[callback("IOUSBHostPipe::CompleteAsyncIO")]
        fn transfer_done(&self);
    }
}

fn main() {}
