//! Services are found, and opened.

use super::super::fake::{Fake, FakeService, Value};
use super::{RING, close};
use crate::{IoReturn, PropertyValue, Service, ServiceId, Transport};

/// Two dexts, and a kext of a class that is derived from another.
fn registry() -> Fake {
    let serial = Value::Text("A1".to_owned());
    Fake::new([
        FakeService::kext(1, &["LampKext", "RingDriver", "IOService"]),
        FakeService::dext(2, "RingDriver")
            .with("serial", serial)
            .with("port", Value::Number(1 << 40)),
        FakeService::dext(3, "RingDriver").with("ready", Value::Flag(true)),
        FakeService::dext(4, "Other"),
    ])
}

fn found(fake: &Fake, service: Service<'_>) -> Vec<u64> {
    let services = fake.kit().services(&service).expect("it looks");
    fake.assert_clean();
    services.iter().map(|id| id.0).collect()
}

#[test]
fn a_class_is_that_of_dexts_and_of_kexts_with_those_derived_from_it() {
    let fake = registry();
    assert_eq!(found(&fake, RING), [2, 3, 1]);
    assert_eq!(found(&fake, Service::Class("LampKext")), [1]);
    assert_eq!(found(&fake, Service::Class("IOUserService")), [2, 3, 4]);
    assert_eq!(found(&fake, Service::Class("Nobody")), []);
}

#[test]
fn a_service_that_both_ways_find_is_one() {
    let service = FakeService::kext(5, &["Both"]);
    let class = Value::Text("Both".to_owned());
    let fake = Fake::new([service.with("IOUserClass", class)]);
    assert_eq!(found(&fake, Service::Class("Both")), [5]);
}

#[test]
fn names_properties_and_numbers_find_services() {
    let fake = registry();
    let by = |key, value| found(&fake, Service::Property(key, value));
    assert_eq!(found(&fake, Service::Name("RingDriver")), [2, 3]);
    assert_eq!(found(&fake, Service::Name("LampKext")), [1]);
    assert_eq!(found(&fake, Service::Id(ServiceId(4))), [4]);
    assert_eq!(found(&fake, Service::Id(ServiceId(5))), []);
    assert_eq!(by("serial", PropertyValue::Text("A1")), [2]);
    assert_eq!(by("serial", PropertyValue::Text("A")), []);
    assert_eq!(by("port", PropertyValue::Number(1 << 40)), [2]);
    assert_eq!(by("ready", PropertyValue::Flag(true)), [3]);
    assert_eq!(by("ready", PropertyValue::Flag(false)), []);
}

#[test]
fn an_iterator_that_has_become_invalid_is_read_again() {
    for changes in 1..16 {
        let fake = registry();
        fake.change_registry(changes);
        assert_eq!(found(&fake, RING), [2, 3, 1]);
        assert!(fake.called().len() > changes);
    }
}

#[test]
fn a_registry_that_never_rests_is_busy() {
    let fake = registry();
    fake.change_registry(1000);
    let kit = fake.kit();
    assert_eq!(kit.services(&RING), Err(IoReturn::BUSY));
    assert_eq!(kit.open(&RING, 0), Err(IoReturn::BUSY));
    fake.assert_clean();
}

#[test]
fn the_first_service_is_opened_with_the_type() {
    let fake = registry();
    let kit = fake.kit();
    let first = kit.open(&RING, 0).expect("it opens");
    let other = Service::Id(ServiceId(4));
    let second = kit.open(&other, 0x7269_6e67).expect("it opens");
    assert_eq!(fake.opened(), [(2, 0), (4, 0x7269_6e67)]);
    close(&kit, first);
    assert_eq!(fake.opened(), [(4, 0x7269_6e67)]);
    close(&kit, second);
    fake.assert_clean();
}

#[test]
fn what_is_not_there_is_not_found() {
    let fake = registry();
    let opened = fake.kit().open(&Service::Class("Nobody"), 0);
    assert_eq!(opened, Err(IoReturn::NOT_FOUND));
    fake.make_empty_iterators();
    assert_eq!(found(&fake, Service::Class("Nobody")), []);
    let opened = fake.kit().open(&Service::Class("Nobody"), 0);
    assert_eq!(opened, Err(IoReturn::NOT_FOUND));
    fake.assert_clean();
}

#[test]
fn a_connection_is_closed_once() {
    let fake = registry();
    let kit = fake.kit();
    let connection = kit.open(&RING, 0).expect("it opens");
    close(&kit, connection);
    // SAFETY: it has mapped nothing.
    let again = unsafe { kit.close(connection) };
    assert_eq!(again, Err(IoReturn::NOT_OPEN));
    fake.assert_clean();
}
