#[iigen_client::user_client(provider = "RingDriver")]
mod ring {
    #[repr(C)]
    pub struct Large {
        pub words: [u64; 17],
    }

    pub trait RingUserClient {
        #[selector(0)]
        fn early(&self) -> (Completion, u32);
        #[selector(1)]
        fn two(&self) -> (Completion, Events<u32>);
        #[selector(2)]
        fn too_large(&self) -> Completion<Large>;
        #[selector(3)]
        fn text(&self) -> Completion<String>;
        #[selector(4)]
        fn silent(&self) -> Events;
        #[selector(5)]
        #[event(volts)]
        fn none(&self) -> u32;
        #[selector(6)]
        #[event(volts, ticks)]
        fn one(&self) -> Completion<f32>;
        #[selector(7)]
        fn two_types(&self) -> Completion<u32, u32>;
    }
}

fn main() {}
