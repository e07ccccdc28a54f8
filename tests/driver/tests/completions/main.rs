//! Completions, from the driver's objects to the client's waits and back.

#[path = "../support/block_on.rs"]
mod block_on;
mod endurance;
mod events;
mod once;

use std::time::Duration;

use block_on::block_on;
use driver_tests::{Loopback, stream::StreamUserClient, targets};

/// Long enough for anything that comes at all.
const LONG: Duration = Duration::from_secs(60);

type Stream<'l> = StreamUserClient<&'l Loopback>;

/// Runs a test with a driver of its own of every kind, which has to be clean in the end.
fn with_stream(test: impl Fn(&Loopback, Stream<'_>)) {
    const CLIENTS: [(&str, &str); 1] = [("StreamProperties", "StreamUserClient")];
    for (_, loopback) in targets::each("StreamDriver", &CLIENTS) {
        let stream = Stream::open(&loopback).expect("the driver opens");
        test(&loopback, stream);
        loopback.finish().expect("nothing is left");
    }
}
