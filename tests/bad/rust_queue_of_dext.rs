#[user_client(provider = "EventDriver", target = dext)]
mod event {
    pub trait EventUserClient {
        #[memory(0)]
        fn map_events(&self) -> DataQueue<u64, 8>;
    }
}
