//! Families of memory, BARs, buffers for USB, rings: each is what the spec says, and what it isn't
//! is refused.

mod devices;
mod families;
mod rings;

use driver_tests::Loopback;
use driver_tests::mapped::MappedUserClient;
use driver_tests::targets::Target;
use iigen_client::{RawConnection, Service, Transport};
use iigen_loopback::Builder;

type Client<'l> = MappedUserClient<&'l Loopback>;

/// The driver, without hardware so far.
fn builder() -> Builder {
    Loopback::builder()
        .provider("MappedDriver")
        .user_client("MappedProperties", "MappedUserClient")
}

/// Runs a test with a driver of every kind, without hardware, which has to be clean in the end.
fn with_driver(test: impl Fn(&Loopback, Target)) {
    for target in [Target::Dext, Target::Kext, Target::Kext2022] {
        println!("the driver is {target}");
        let loopback = match target {
            Target::Dext => builder().start().expect("the driver starts"),
            _ => target.start("MappedDriver", &[]),
        };
        test(&loopback, target);
        loopback.finish().expect("nothing is left");
    }
}

fn open(loopback: &Loopback) -> Client<'_> {
    MappedUserClient::open(loopback).expect("the user client opens")
}

/// A connection without a generated client around it.
fn open_raw(loopback: &Loopback) -> RawConnection {
    let service = Service::Class("MappedDriver");
    loopback.open(&service, 0).expect("the user client opens")
}
