//! The driver on the loopback, with the properties that `Info.plist` gives it on a Mac.

use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use iigen_loopback::{Builder, Leaks, Loopback, StartError};

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

/// Stops the driver after a run, and fails if something of it is left. Sinks are let go on other
/// threads, and may take a moment.
pub fn finish(mut loopback: Arc<Loopback>) -> Result<(), Leaks> {
    let begun = Instant::now();
    loop {
        match Arc::try_unwrap(loopback) {
            Ok(alone) => return alone.finish(),
            Err(held) => loopback = held,
        }
        assert!(
            begun.elapsed() < Duration::from_secs(10),
            "somebody holds the loopback: a sink wasn't dropped"
        );
        thread::sleep(Duration::from_millis(1));
    }
}
