//! What every test begins with.

use driver_tests::Loopback;
use driver_tests::targets::{self, Target};

/// The driver of every kind, with both of its user clients.
pub(crate) fn each() -> impl Iterator<Item = (Target, Loopback)> {
    const CLIENTS: [(&str, &str); 2] = [
        ("EchoProperties", "EchoUserClient"),
        ("DenseProperties", "DenseUserClient"),
    ];
    targets::each("EchoDriver", &CLIENTS)
}

/// The same, for what doesn't ask which it is.
pub(crate) fn start() -> impl Iterator<Item = Loopback> {
    each().map(|(_, loopback)| loopback)
}
