#[iigen_client::user_client(provider = "ThermoDriver")]
mod thermo {
    #[repr(C)]
    pub struct Reading {
        pub at: u64,
        pub name: String,
    }

    pub trait ThermoUserClient {
        #[selector(0)]
        async fn wait(&self, celsius: u32) -> u32;

        #[selector(1)]
        fn watch(&self) -> impl Stream<Item = Reading>;

        #[memory(0, size = 4096, backing = buffer)]
        fn map_page(&self) -> &Reading;
    }
}
