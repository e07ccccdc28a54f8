//! The ways into a driver with several user clients: open types, entitlements, handshakes, handlers on
//! the provider, and callbacks to both.

mod callbacks;
mod entitlements;
mod handshake;
mod kexts;
mod open_types;
mod redirect;

use driver_tests::Loopback;

/// The driver, with all its user clients.
fn start() -> Loopback {
    let classes = ["Panel", "Vault", "Lax", "Vfn", "Vfn2", "Many", "Throne"];
    let builder = Loopback::builder().provider("DoorDriver");
    let builder = classes.iter().fold(builder, |builder, name| {
        let class = format!("{name}UserClient");
        builder.user_client(format!("{class}Properties"), class)
    });
    builder.start().expect("the driver starts")
}
