//! Completions, from the driver's objects to the client's waits and back.

#[path = "../support/block_on.rs"]
mod block_on;
mod endurance;
mod events;
mod once;

use std::time::Duration;

use block_on::block_on;
use driver_tests::{Loopback, stream::StreamUserClient};

/// Long enough for anything that comes at all.
const LONG: Duration = Duration::from_secs(60);

type Stream<'l> = StreamUserClient<&'l Loopback>;

/// Runs a test with a driver of its own, which has to be clean in the end.
fn with_stream(test: impl FnOnce(&Loopback, Stream<'_>)) {
    let loopback = Loopback::builder()
        .provider("StreamDriver")
        .user_client("StreamProperties", "StreamUserClient")
        .start()
        .expect("the driver starts");
    let stream = Stream::open(&loopback).expect("the driver opens");
    test(&loopback, stream);
    loopback.finish().expect("nothing is left");
}
