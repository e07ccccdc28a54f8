#[user_client(provider = "CardDriver", target = kext)]
mod card {
    pub trait BadUserClient {
        #[memory(0, backing = pci_bar, bar = 2)]
        fn map_behind(&self) -> Mapping<[u8], ReadOnly>;
        #[memory(1, bar = 1, backing = pci_bar)]
        fn map_before(&self) -> Mapping<[u8], ReadOnly>;
        #[memory(2, backing = handler, bar = 3)]
        fn map_left(&self) -> Mapping<[u8], ReadOnly>;
    }
}
