//! Lints of what the user has written are said of it, and none of what is generated.

#![deny(dead_code, deprecated, missing_docs, nonstandard_style, unused_must_use)]

/// A device.
#[iigen_client::user_client(provider = "RingDriver")]
pub mod ring {
    #[repr(C)]
    pub struct Request {
        pub slotIndex: u32,
    }

    pub trait RingUserClient {
        #[selector(0)]
        #[deprecated = "use push"]
        fn submit(&self, request: &Request);

        #[selector(1)]
        #[must_use]
        fn push(&self) -> u32;
    }

    pub fn undocumented() {}

    fn unused() {}
}

/// Uses all of it.
pub fn uses(client: &ring::RingUserClient<impl iigen_client::Transport>) {
    let request = ring::Request { slot_index: 3 };
    client.submit(&request).unwrap();
    client.push();
}

fn main() {}
