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

/// The client of a driver that answers later.
#[allow(unreachable_pub)]
pub mod stream {
    include!(concat!(env!("OUT_DIR"), "/stream_user_client.rs"));
}

/// The client of memory of every kind.
#[allow(unreachable_pub)]
pub mod mapped {
    include!(concat!(env!("OUT_DIR"), "/mapped_user_client.rs"));
}

/// The clients of a provider with several user clients.
#[allow(unreachable_pub)]
pub mod door {
    /// Called back, and handled by the provider.
    pub mod panel {
        include!(concat!(env!("OUT_DIR"), "/panel_user_client.rs"));
    }
    /// Behind an entitlement.
    pub mod vault {
        include!(concat!(env!("OUT_DIR"), "/vault_user_client.rs"));
    }
    /// Behind an entitlement that nobody looks for.
    pub mod lax {
        include!(concat!(env!("OUT_DIR"), "/lax_user_client.rs"));
    }
    /// For root.
    pub mod throne {
        include!(concat!(env!("OUT_DIR"), "/throne_user_client.rs"));
    }
    /// An interface with a handshake.
    pub mod vfn {
        include!(concat!(env!("OUT_DIR"), "/vfn_user_client.rs"));
    }
    /// Another version of it.
    pub mod vfn_2 {
        include!(concat!(env!("OUT_DIR"), "/vfn2_user_client.rs"));
    }
    /// A newer one, which has no driver.
    pub mod vfn_3 {
        include!(concat!(env!("OUT_DIR"), "/vfn3_user_client.rs"));
    }
    /// Many methods.
    pub mod many {
        include!(concat!(env!("OUT_DIR"), "/many_user_client.rs"));
    }
}

// These two clients are made by the macro, of what shapes.yaml and structs.yaml say in Rust; the
// driver's side is made of the YAML.
#[path = "../shapes.rs"]
mod shapes_in_rust;
#[path = "../structs.rs"]
mod structs_in_rust;

pub mod targets;

pub use echo::*;
// Links the runtime that the driver calls.
pub use iigen_loopback::Loopback;
pub use shapes_in_rust::shapes;
pub use structs_in_rust::structs;
