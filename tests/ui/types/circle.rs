#[iigen_client::user_client(provider = "RingDriver")]
mod ring {
    #[repr(C)]
    pub struct Node {
        pub tag: u64,
        pub next: Node,
    }

    #[repr(C)]
    pub struct One {
        pub other: Other,
    }

    #[repr(C)]
    pub struct Other {
        pub one: [One; 2],
    }

    pub trait RingUserClient {
        #[selector(0)]
        fn write(&self, node: &Node);
    }
}

fn main() {}
