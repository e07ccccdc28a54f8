//! Families of memory, BARs, buffers for USB, rings: each is what the spec says, and what it isn't
//! is refused.

mod devices;
mod families;
mod rings;

use driver_tests::Loopback;
use driver_tests::mapped::MappedUserClient;
use iigen_client::{RawConnection, Service, Transport};
use iigen_loopback::Builder;

type Client<'l> = MappedUserClient<&'l Loopback>;

/// The driver, without hardware so far.
fn builder() -> Builder {
    Loopback::builder()
        .provider("MappedDriver")
        .user_client("MappedProperties", "MappedUserClient")
}

/// Runs a test with a driver without hardware, which has to be clean in the end.
fn with_driver(test: impl FnOnce(&Loopback)) {
    let loopback = builder().start().expect("the driver starts");
    test(&loopback);
    loopback.finish().expect("nothing is left");
}

fn open(loopback: &Loopback) -> Client<'_> {
    MappedUserClient::open(loopback).expect("the user client opens")
}

/// A connection without a generated client around it.
fn open_raw(loopback: &Loopback) -> RawConnection {
    let service = Service::Class("MappedDriver");
    loopback.open(&service, 0).expect("the user client opens")
}
