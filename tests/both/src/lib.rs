//! The client of both drivers: it is made once.

#[allow(unreachable_pub)]
mod both {
    include!(env!("CLIENT"));
}

pub use both::*;
// Links the runtime that the drivers call.
pub use iigen_loopback::Loopback;
