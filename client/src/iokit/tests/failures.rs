//! Whatever fails, and at whatever step, everything is given back, and the error is the one that was
//! answered.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use super::super::fake::{Answer, Fake, FakeService};
use super::super::functions::Port;
use super::RING;
use super::steps::{at_every_step, at_every_step_but};
use crate::{
    Cache, Completion, Connection, Error, ErrorKind, Event, Events, IoReturn, Memory, Method,
    NotificationSink, PropertyValue, ReadWrite, Service, ServiceId, ServiceWatch, StructureOutput,
    Transport, services,
};

const METHOD: Method = Method::new("submit", 3);

/// Each way to find the same services, or one of them.
fn all() -> [Service<'static>; 6] {
    [
        RING,
        Service::Name("RingDriver"),
        Service::Property("serial", PropertyValue::Text("A1")),
        Service::Property("port", PropertyValue::Number(3)),
        Service::Property("ready", PropertyValue::Flag(true)),
        Service::Id(ServiceId(2)),
    ]
}

#[test]
fn services_are_listed() {
    for service in all() {
        at_every_step(|_, kit| {
            let found = services(kit, &service)?;
            assert!(found.len() <= 3);
            Ok(())
        });
    }
}

#[test]
fn a_registry_that_changes_is_listed() {
    at_every_step(|fake, kit| {
        fake.change_registry(3);
        services(kit, &RING).map(drop)
    });
}

#[test]
fn connections_are_opened_and_closed() {
    for service in all() {
        at_every_step(|_, kit| {
            let one = Connection::open(kit.clone(), &service, 0)?;
            let other = Connection::open(kit.clone(), &service, 1)?;
            drop(one);
            drop(other);
            Ok(())
        });
    }
}

#[test]
fn methods_are_called() {
    at_every_step(|_, kit| {
        let connection = Connection::open(kit.clone(), &RING, 0)?;
        let (mut scalars, mut small, mut large) = ([0; 3], [0; 16], vec![0; 5000]);
        connection.call(METHOD, &[1], b"in", &mut scalars, &mut small)?;
        connection.call(METHOD, &[], &large.clone(), &mut [], &mut large)?;
        let elements = connection.call_variable(METHOD, &[], &[], &mut scalars, &mut large)?;
        assert_eq!(elements, 5000);
        let mut bytes = Vec::new();
        let variable = StructureOutput::Variable(&mut bytes);
        connection.call_raw(METHOD, &[], &[], &mut [], variable)?;
        assert_eq!(bytes.len(), 5000);
        Ok(())
    });
}

#[test]
fn memory_is_mapped_and_unmapped() {
    at_every_step(|_, kit| {
        let connection = Connection::open(kit.clone(), &RING, 0)?;
        let map = |number| {
            connection.map_bytes::<ReadWrite>(Memory {
                name: "ring",
                number,
                size: 4096,
                cache: Cache::Default,
            })
        };
        let one = map(1)?;
        let same = map(1)?;
        let other = map(2)?;
        one.copy_from(0, b"x")?;
        drop(one);
        drop(connection);
        let mut byte = [0];
        same.copy_to(0, &mut byte)?;
        assert_eq!(&byte, b"x");
        drop(other);
        Ok(())
    });
}

/// Hears nothing.
struct Deaf;

impl NotificationSink for Deaf {
    fn notified(&self) {}
}

#[test]
fn notifications_are_asked_for() {
    at_every_step(|fake, kit| {
        let told = |code| Error::new("events", ErrorKind::Call(code));
        let connection = kit.open(&RING, 0).map_err(told)?;
        let set = |sink| kit.set_notification_port(connection, 1, sink).map_err(told);
        let set = set(Some(Arc::new(Deaf) as _))
            .and_then(|()| set(Some(Arc::new(Deaf) as _)))
            .and_then(|()| set(None));
        fake.settle();
        // SAFETY: nothing of it is mapped.
        let _ = unsafe { kit.close(connection) };
        set
    });
}

fn word(words: &[u64]) -> Result<u64, Error> {
    METHOD.scalar("value", words[0])
}

/// Keeps the rights that the driver has.
fn keep_rights(fake: &Fake) -> Arc<Mutex<Vec<Port>>> {
    let rights = Arc::new(Mutex::new(Vec::new()));
    let kept = Arc::clone(&rights);
    fake.drive(move |_, called| {
        let mut rights = kept.lock().expect("no test panics with it");
        rights.extend(called.wake);
        Answer::default()
    });
    rights
}

#[test]
fn completions_come() {
    at_every_step(|fake, kit| {
        let rights = keep_rights(fake);
        let right = |index: usize| rights.lock().expect("no test panics with it")[index];
        let connection = Connection::open(kit.clone(), &RING, 0)?;
        let call = |connection: &Connection<_>| connection.call(METHOD, &[], &[], &mut [], &mut []);

        let mut events = Events::new(METHOD, Event::new(1, word));
        call(&connection.completing(&events))?;
        fake.complete(right(0), IoReturn::SUCCESS, &[1]);
        fake.complete(right(0), IoReturn::SUCCESS, &[2]);
        fake.settle();
        // All of them, or those before the failure and an error.
        while let Some(Ok(event)) = events.next(Duration::ZERO) {
            assert!(event <= 2);
        }

        let mut once = Completion::new(METHOD, Event::new(1, word));
        call(&connection.completing(&once))?;
        fake.complete(right(1), IoReturn::SUCCESS, &[3]);
        fake.let_go(right(1));
        fake.settle();
        assert!(once.wait(Duration::ZERO).is_ok_and(|it| it == 3) || fake.has_failed("mach_msg"));

        let dropped = Completion::new(METHOD, Event::new(1, word));
        call(&connection.completing(&dropped))?;
        drop(dropped);
        // The last call is under way when the connection is closed.
        drop(connection);
        Ok(())
    });
}

#[test]
fn services_are_watched() {
    for service in all() {
        // A service whose number can't be read can't be told of.
        at_every_step_but("IORegistryEntryGetRegistryEntryID", |fake, kit| {
            let mut watch = ServiceWatch::new(kit.clone(), &service)?;
            let mut seen = 0;
            let mut look = |watch: &mut ServiceWatch<_>| {
                fake.settle();
                while watch.next(Duration::ZERO).is_ok() {
                    seen += 1;
                }
            };
            look(&mut watch);
            fake.arrive(FakeService::dext(4, "RingDriver"));
            look(&mut watch);
            fake.remove(2);
            look(&mut watch);
            assert!(seen <= 5);
            // With something under way.
            fake.remove(4);
            Ok(())
        });
    }
}
