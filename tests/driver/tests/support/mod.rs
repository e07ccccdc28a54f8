//! What every test begins with.

use driver_tests::Loopback;

/// The driver, with both of its user clients.
pub(crate) fn start() -> Loopback {
    Loopback::builder()
        .provider("EchoDriver")
        .user_client("EchoProperties", "EchoUserClient")
        .user_client("DenseProperties", "DenseUserClient")
        .start()
        .expect("the driver starts")
}
