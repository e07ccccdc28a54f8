//! The driver on the loopback, with the properties that `Info.plist` gives it on a Mac.

use iigen_loopback::{Builder, Loopback, StartError};

/// How many services may go, one for each behaviour that has one go.
const LEAVERS: usize = 3;

/// Starts the driver's services.
pub fn start() -> Result<Loopback, StartError> {
    let roles = std::iter::once("stays")
        .chain(std::iter::repeat_n("leaves", LEAVERS))
        .chain(["late"]);
    roles.fold(Loopback::builder(), service).start()
}

/// One more service.
fn service(builder: Builder, role: &str) -> Builder {
    builder
        .provider("ConformanceDriver")
        .user_client("ConformanceProperties", "ConformanceUserClient")
        .property("ConformanceRole", role)
        .property("ConformanceNumber", 7_u64)
        .property("ConformanceFlag", true)
}
