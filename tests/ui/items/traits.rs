#[iigen_client::user_client(provider = "RingDriver")]
mod ring {
    unsafe trait RingUserClient<T>: Clone {
        type Item;
        const SLOTS: u32 = 3;
        make! {}
        #[selector(0)]
        pub fn ping(&self);
        #[selector(1)]
        fn no_receiver(slot: u32);
        #[selector(2)]
        unsafe fn dangerous(&mut self);
        #[selector(3)]
        fn bound(&self) -> u32
        where
            u32: Copy;
    }

    pub trait Second {
        #[selector(4)]
        fn pong(&self);
    }
}

fn main() {}
