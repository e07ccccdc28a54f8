//! The generated client of a driver that echoes; the tests are in `tests/`.

#[allow(unreachable_pub)]
mod echo {
    include!(concat!(env!("OUT_DIR"), "/echo_user_client.rs"));
}

/// The client of what happens by itself.
#[allow(unreachable_pub)]
pub mod life {
    include!(concat!(env!("OUT_DIR"), "/life_user_client.rs"));
}

/// The client of structures and types.
#[allow(unreachable_pub)]
pub mod structs {
    include!(concat!(env!("OUT_DIR"), "/structs_user_client.rs"));
}

pub use echo::*;
// Links the runtime that the driver calls.
pub use iigen_loopback::Loopback;
