#[iigen_client::user_client(provider = "RingDriver")]
mod ring {
    pub trait RingUserClient {
        #[memory(0, size = 8192, backing = buffer)]
        fn map_odd(&self) -> RingConsumer<u32, 1000>;
        #[memory(1, backing = handler)]
        fn map_handler(&self) -> RingConsumer<u32, 1024>;
        #[memory(2, backing = buffer)]
        fn map_text(&self) -> RingProducer<String, 1024>;
        #[memory(3, backing = buffer)]
        fn map_capacity(&self) -> RingProducer<u32>;
    }
}

fn main() {}
