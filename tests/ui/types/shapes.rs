#[iigen_client::user_client(provider = "RingDriver")]
mod ring {
    #[repr(C)]
    pub struct Tuple(pub u32, pub u32);

    #[repr(C)]
    pub struct Unit;

    #[repr(C)]
    pub struct Empty {}

    #[repr(C, packed(2))]
    pub struct Packed {
        pub tag: u32,
    }

    #[repr(transparent)]
    pub struct Through {
        pub tag: u32,
    }

    #[repr(C)]
    struct Private {
        pub tag: u32,
    }

    #[repr(C)]
    pub struct Generic<T> {
        pub tag: T,
    }

    pub trait RingUserClient {
        #[selector(0)]
        fn ping(&self);
    }
}

fn main() {}
