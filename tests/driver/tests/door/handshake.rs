//! Clients and drivers of different versions: what differs is named when the client opens.

use driver_tests::Loopback;
use driver_tests::door::many::ManyUserClient;
use driver_tests::door::panel::PanelUserClient;
use driver_tests::door::vfn::VfnUserClient;
use driver_tests::door::vfn_2::Vfn2UserClient;
use driver_tests::door::vfn_3::Vfn3UserClient;
use iigen_client::{Difference, ErrorKind, IoReturn, Method, Part, StructureOutput};

use crate::redirect::Redirect;
use crate::start;

fn redirect(loopback: &Loopback, open_type: u32) -> Redirect<'_> {
    Redirect {
        loopback,
        open_type,
    }
}

#[test]
fn a_client_meets_its_own_driver() {
    let loopback = start();
    let vfn = VfnUserClient::open(&loopback).expect("the same interface");
    assert_eq!(vfn.driver_version(), 1);
    let vfn_2 = Vfn2UserClient::open(&loopback).expect("the same interface");
    assert_eq!(vfn_2.driver_version(), 2);
    drop((vfn, vfn_2));
    loopback.finish().expect("nothing is left");
}

/// The two published versions differ in the structure that selector 4 returns.
#[test]
fn the_method_that_differs_is_named() {
    let loopback = start();
    let newer = redirect(&loopback, VfnUserClient::<&Loopback>::OPEN_TYPE);
    let error = Vfn2UserClient::open(newer).expect_err("another interface");
    assert_eq!(error.method(), "alloc_buffer");
    assert_eq!(
        error.to_string(),
        "alloc_buffer: the driver returns a structure of 8 bytes, this client expects 0 \
         (the driver is older: version 1, not 2)"
    );
    let older = redirect(&loopback, Vfn2UserClient::<&Loopback>::OPEN_TYPE);
    let error = VfnUserClient::open(older).expect_err("another interface");
    assert_eq!(
        error.to_string(),
        "alloc_buffer: the driver returns no structure, this client expects a structure of 8 bytes \
         (the driver is newer: version 2, not 1)"
    );
    let difference = Difference {
        part: Part::StructureOut,
        driver: 0,
        client: 8,
    };
    let (driver, client) = (2, 1);
    assert_eq!(
        error.kind(),
        ErrorKind::Differs {
            difference,
            driver,
            client
        }
    );
    loopback.finish().expect("both were closed");
}

/// It opens, and what the driver lacks isn't called.
#[test]
fn a_newer_client_on_an_older_driver() {
    let loopback = start();
    let client = Vfn3UserClient::open(&loopback).expect("what both have is the same");
    assert_eq!(client.driver_version(), 1);
    // What both have is called: the handler says that it does nothing yet.
    let error = client.init().expect_err("it does nothing yet");
    assert_eq!(error.io_return(), Some(IoReturn::UNSUPPORTED));
    let error = client.flush(1).expect_err("the driver lacks it");
    assert_eq!(
        error.to_string(),
        "flush: not supported by this driver: it needs version 3, and the driver has 1"
    );
    let missing = |since| ErrorKind::NotSupportedByDriver { since, driver: 1 };
    assert_eq!(error.kind(), missing(3));
    assert_eq!(client.format().expect_err("it lacks it").kind(), missing(2));
    let raw = client.raw(&[], &[], &mut [], StructureOutput::none());
    assert_eq!(raw.expect_err("it lacks it").kind(), missing(3));
    drop(client);
    // The other driver is of version 2, and so has to have what came with it.
    let other = redirect(&loopback, Vfn2UserClient::<&Loopback>::OPEN_TYPE);
    let error = Vfn3UserClient::open(other).expect_err("another interface");
    assert_eq!(error.method(), "alloc_buffer");
    loopback.finish().expect("nothing is left");
}

#[test]
fn a_driver_without_a_handshake() {
    let loopback = start();
    let panel = redirect(&loopback, PanelUserClient::<&Loopback>::OPEN_TYPE);
    let error = VfnUserClient::open(panel).expect_err("nobody knows what it has");
    assert_eq!(
        error.kind(),
        ErrorKind::NoHandshake(IoReturn::UNSUPPORTED),
        "{error}"
    );
    assert_eq!(error.method(), "handshake");
    loopback.finish().expect("it was closed");
}

/// 300 entries are more than 4,096 bytes.
#[test]
fn an_answer_that_does_not_fit_into_a_message() {
    let loopback = start();
    let many = ManyUserClient::open(&loopback).expect("the same interface");
    let handshake = Method::new("handshake", 0);
    let mut answer = Vec::new();
    let output = StructureOutput::Variable(&mut answer);
    let connection = many.connection();
    connection
        .call_raw(handshake, &[], &[], &mut [], output)
        .expect("it answers");
    assert_eq!(answer.len(), 24 + 300 * 28);

    // A descriptor of that length does as well, a shorter one is refused.
    for (room, answered) in [(24 + 300 * 28, true), (24 + 299 * 28, false), (100, false)] {
        let mut bytes = vec![0x5a; room];
        let output = StructureOutput::Buffer(&mut bytes);
        let outcome = connection.call_raw(handshake, &[], &[], &mut [], output);
        if answered {
            outcome.expect("there is room");
            assert_eq!(bytes, answer);
        } else {
            let error = outcome.expect_err("there is no room");
            assert_eq!(error.io_return(), Some(IoReturn::NO_SPACE));
            assert!(bytes.iter().all(|byte| *byte == 0x5a));
        }
    }
    // As any method, it has a row.
    let error = connection
        .call_raw(handshake, &[1], &[], &mut [], StructureOutput::none())
        .expect_err("it has no scalars");
    assert_eq!(error.io_return(), Some(IoReturn::BAD_ARGUMENT));
    drop(many);
    loopback.finish().expect("nothing is left");
}
