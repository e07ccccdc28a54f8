//! Every method called through the generated client with values at each of its bounds: what was
//! sent comes back, and what the spec doesn't allow is refused before a call.

mod lists;
mod refusals;
mod scalars;
mod structures;
#[path = "../support/mod.rs"]
mod support;
mod values;

use driver_tests::{EchoUserClient, Loopback};

type Echo<'l> = EchoUserClient<&'l Loopback>;

/// Runs a test with a driver of its own, which has to be clean in the end, and to have been called
/// so many times.
fn with_echo(calls: u64, test: impl Fn(&Echo<'_>)) {
    for loopback in support::start() {
        let echo = Echo::open(&loopback).expect("the driver opens");
        test(&echo);
        assert_eq!(echo.entered().expect("entered").count, calls);
        drop(echo);
        loopback.finish().expect("nothing is left");
    }
}
