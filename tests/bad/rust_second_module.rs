//! Each would do alone.

mod app {
    #[iigen_client::user_client(provider = "RingDriver")]
    mod ring {
        pub trait RingUserClient {
            #[selector(0)]
            fn reset(&self);
        }
    }
}

#[user_client(provider = "LampDriver")]
mod lamp {
    pub trait LampUserClient {
        #[selector(0)]
        fn light(&self);
    }
}
