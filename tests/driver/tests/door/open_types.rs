//! One provider, several user clients, and handlers that the provider has itself.

use driver_tests::Loopback;
use driver_tests::door::panel::PanelUserClient;
use iigen_client::{Connection, IoReturn, Method, Service, StructureOutput};

use crate::start;

#[test]
fn the_type_chooses_the_user_client() {
    let loopback = start();
    let panel = PanelUserClient::open(&loopback).expect("it opens");
    panel.entered().expect("it is its own method");
    let service = Service::Class(PanelUserClient::<&Loopback>::PROVIDER);
    for open_type in [0, 7, u32::MAX] {
        let error = Connection::open(&loopback, &service, open_type).expect_err("nobody has it");
        assert_eq!(error.io_return(), Some(IoReturn::UNSUPPORTED));
    }
    drop(panel);
    loopback.finish().expect("nothing is left");
}

/// All user clients share the provider's state, and the provider knows whose call it is.
#[test]
fn the_provider_handles_calls() {
    let loopback = start();
    let one = PanelUserClient::open(&loopback).expect("it opens");
    let other = PanelUserClient::open(&loopback).expect("it opens again");
    assert_eq!(one.set_level(10).expect("it is set"), 0);
    assert_eq!(other.set_level(20).expect("it is set"), 10);
    let level = |client: &PanelUserClient<&Loopback>| {
        let mut words = [0; 2];
        client
            .level(&[], &[], &mut words, StructureOutput::none())
            .expect("it answers");
        words
    };
    assert_eq!(level(&one), [20, 0]);
    assert_eq!(level(&other), [20, 1]);

    // Checked by the client, and by the driver.
    assert_eq!(
        one.set_level(101).expect_err("too loud").to_string(),
        "set_level: level must be at most 100, not 101"
    );
    let set_level = Method::new("set_level", 2);
    for word in [101, 1 << 32, u64::MAX] {
        let outcome = one
            .connection()
            .call(set_level, &[word], &[], &mut [0], &mut []);
        let error = outcome.expect_err("too loud");
        assert_eq!(error.io_return(), Some(IoReturn::BAD_ARGUMENT));
    }
    assert_eq!(level(&one), [20, 0]);
    drop((one, other));
    loopback.finish().expect("nothing is left");
}
