//! IOKit itself, on a Mac: what every Mac has, and no driver of anybody's.
#![cfg(target_vendor = "apple")]

use std::time::Duration;

use iigen_client::{
    Connection, ErrorKind, IoKit, IoReturn, PropertyValue, Service, ServiceEvent, ServiceWatch,
    services, wait_for,
};

/// The service of the machine itself; there is one.
const MACHINE: Service<'_> = Service::Class("IOPlatformExpertDevice");
const NOBODY: Service<'_> = Service::Class("IigenNobodyHasThisClass");
const LONG: Duration = Duration::from_secs(60);

#[test]
fn the_machine_is_found_by_its_class_and_by_its_number() {
    let iokit = IoKit::new();
    let found = services(&iokit, &MACHINE).expect("it looks");
    let [machine] = found[..] else {
        panic!("one machine, not {found:?}");
    };
    let by_id = services(&iokit, &Service::Id(machine));
    assert_eq!(by_id, Ok(vec![machine]));
}

#[test]
fn what_nobody_has_is_not_found() {
    let iokit = IoKit::new();
    let nowhere = Service::Property("IigenNobodyHasThis", PropertyValue::Text("value"));
    for service in [NOBODY, Service::Name("IigenNobodyHasThisName"), nowhere] {
        assert_eq!(services(&iokit, &service), Ok(vec![]));
        let error = Connection::open(iokit.clone(), &service, 0).expect_err("nobody is there");
        assert!(matches!(error.kind(), ErrorKind::NoService(_)));
        assert_eq!(error.io_return(), Some(IoReturn::NOT_FOUND));
    }
}

#[test]
fn a_watch_tells_first_of_what_is_there() {
    let iokit = IoKit::new();
    let machine = wait_for(&iokit, &MACHINE, LONG).expect("it's there");
    for _ in 0..100 {
        let mut watch = ServiceWatch::new(&iokit, &MACHINE).expect("it watches");
        assert_eq!(watch.next(LONG), Ok(ServiceEvent::Arrived(machine)));
    }
    let mut watch = ServiceWatch::new(iokit, &NOBODY).expect("it watches");
    let late = watch.next(Duration::from_millis(50));
    assert_eq!(late.map_err(|error| error.kind()), Err(ErrorKind::Timeout));
}
