//! Services that come and go.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use super::super::fake::{Fake, FakeService, Value};
use super::super::kit::Kit;
use super::super::watch;
use super::{RING, Seen, Told, ring};
use crate::{
    ErrorKind, RawWatch, Service, ServiceEvent, ServiceId, ServiceSink, ServiceWatch, Transport,
};

pub(super) fn begin(kit: &Kit<Fake>, service: &Service<'_>) -> (RawWatch, Arc<Told<Seen>>) {
    let told = Told::new();
    let watch = kit.watch(service, Arc::clone(&told) as _);
    (watch.expect("it watches"), told)
}

#[test]
fn what_is_there_arrives_first_and_then_what_comes() {
    let fake = ring();
    fake.arrive(FakeService::kext(9, &["LampKext", "RingDriver"]));
    fake.arrive(FakeService::dext(1, "Other"));
    let kit = fake.kit();
    let (of, told) = begin(&kit, &RING);
    fake.settle();
    assert_eq!(told.take(), [Seen::Arrived(7), Seen::Arrived(9)]);
    fake.arrive(FakeService::dext(2, "Other"));
    fake.arrive(FakeService::dext(3, "RingDriver"));
    fake.arrive(FakeService::dext(4, "RingDriver"));
    fake.settle();
    assert_eq!(told.take(), [Seen::Arrived(3), Seen::Arrived(4)]);
    fake.remove(7);
    fake.remove(1);
    fake.remove(3);
    fake.settle();
    assert_eq!(told.take(), [Seen::Removed(7), Seen::Removed(3)]);
    fake.remove(9);
    fake.arrive(FakeService::dext(5, "RingDriver"));
    fake.settle();
    let mut told_last = told.take();
    told_last.sort_by_key(|it| matches!(it, Seen::Removed(_)));
    assert_eq!(told_last, [Seen::Arrived(5), Seen::Removed(9)]);
    kit.unwatch(of);
    assert_eq!(Arc::strong_count(&told), 1, "the sink is dropped at once");
    fake.assert_clean();
}

/// libdispatch may be quicker than the thread that watches.
#[test]
fn what_is_there_may_be_told_before_it_is_known_which_watch_it_is() {
    let fake = ring();
    fake.be_eager();
    let kit = fake.kit();
    let (of, told) = begin(&kit, &RING);
    assert_eq!(told.take(), [Seen::Arrived(7)]);
    fake.remove(7);
    fake.settle();
    assert_eq!(told.take(), [Seen::Removed(7)]);
    kit.unwatch(of);
    fake.assert_clean();
}

#[test]
fn any_service_can_be_watched() {
    let fake = ring();
    let serial = Value::Text("A1".to_owned());
    fake.arrive(FakeService::dext(3, "RingDriver").with("serial", serial));
    let kit = fake.kit();
    for (service, expected) in [
        (Service::Name("RingDriver"), vec![7, 3]),
        (Service::Property("serial", "A1".into()), vec![3]),
        (Service::Id(ServiceId(7)), vec![7]),
        (Service::Class("Nobody"), vec![]),
    ] {
        let (of, told) = begin(&kit, &service);
        fake.settle();
        let expected: Vec<Seen> = expected.into_iter().map(Seen::Arrived).collect();
        assert_eq!(told.take(), expected, "{service}");
        kit.unwatch(of);
    }
    fake.assert_clean();
}

/// Both of the ways in which a class is found tell of such a service.
#[test]
fn a_service_that_both_ways_find_comes_and_goes_once() {
    let service = || {
        let service = FakeService::kext(5, &["RingDriver"]);
        service.with("IOUserClass", Value::Text("RingDriver".to_owned()))
    };
    let fake = Fake::new([service(), FakeService::dext(6, "RingDriver")]);
    let kit = fake.kit();
    let (of, told) = begin(&kit, &RING);
    fake.settle();
    assert_eq!(told.take(), [Seen::Arrived(5), Seen::Arrived(6)]);
    fake.remove(5);
    fake.settle();
    assert_eq!(told.take(), [Seen::Removed(5)]);
    fake.arrive(service());
    fake.settle();
    assert_eq!(told.take(), [Seen::Arrived(5)]);
    kit.unwatch(of);
    fake.assert_clean();
}

/// A service that is gone before it's told of has come all the same, and one after the other.
#[test]
fn what_comes_and_goes_unread_comes_before_it_goes() {
    let fake = Fake::new([]);
    let kit = fake.kit();
    let (of, told) = begin(&kit, &RING);
    fake.arrive(FakeService::dext(1, "RingDriver"));
    fake.remove(1);
    fake.settle();
    assert_eq!(told.take(), [Seen::Arrived(1), Seen::Removed(1)]);
    fake.arrive(FakeService::dext(2, "RingDriver"));
    fake.remove(2);
    fake.settle();
    assert_eq!(told.take(), [Seen::Arrived(2), Seen::Removed(2)]);
    kit.unwatch(of);
    fake.assert_clean();
}

/// What was there before the watch and goes later is told; what went before isn't.
#[test]
fn only_what_arrived_is_removed() {
    let fake = ring();
    fake.remove(7);
    let kit = fake.kit();
    let (of, told) = begin(&kit, &RING);
    fake.settle();
    assert_eq!(told.take(), []);
    assert!(watch::is_known(of.0));
    kit.unwatch(of);
    assert!(!watch::is_known(of.0));
    // Once, and one that isn't known.
    kit.unwatch(of);
    kit.unwatch(RawWatch(u64::MAX));
    fake.assert_clean();
}

#[test]
fn nothing_is_told_after_unwatch() {
    let fake = ring();
    let kit = fake.kit();
    // Before it has begun.
    let (of, told) = begin(&kit, &RING);
    kit.unwatch(of);
    fake.settle();
    assert_eq!(told.take(), []);
    fake.assert_clean();
    // With a notification on its way.
    let (of, told) = begin(&kit, &RING);
    fake.settle();
    assert_eq!(told.take(), [Seen::Arrived(7)]);
    fake.remove(7);
    kit.unwatch(of);
    fake.settle();
    assert_eq!(told.take(), []);
    fake.assert_clean();
}

#[test]
fn the_last_clone_takes_its_watches_with_it() {
    let fake = ring();
    let kit = fake.kit();
    let (_, told) = begin(&kit.clone(), &RING);
    fake.settle();
    assert_eq!(told.take(), [Seen::Arrived(7)]);
    fake.remove(7);
    drop(kit);
    fake.settle();
    assert_eq!(told.take(), []);
    assert_eq!(Arc::strong_count(&told), 1);
    fake.assert_clean();
}

/// Ends its own watch at the first arrival.
struct Ends {
    kit: Kit<Fake>,
    watch: Mutex<Option<RawWatch>>,
    told: Arc<Told<Seen>>,
}

impl ServiceSink for Ends {
    fn arrived(&self, service: ServiceId) {
        self.told.arrived(service);
        let watch = self.watch.lock().expect("no test panics with it").take();
        self.kit.unwatch(watch.expect("it ends once"));
    }

    fn removed(&self, service: ServiceId) {
        self.told.removed(service);
    }
}

#[test]
fn a_sink_may_end_its_watch() {
    // From what is there first, or from a notification.
    for there in [true, false] {
        let fake = Fake::new([]);
        let arrive = || {
            fake.arrive(FakeService::dext(1, "RingDriver"));
            fake.arrive(FakeService::dext(2, "RingDriver"));
        };
        if there {
            arrive();
        }
        let kit = fake.kit();
        let told = Told::new();
        let sink = Arc::new(Ends {
            kit: kit.clone(),
            watch: Mutex::default(),
            told: Arc::clone(&told),
        });
        let of = kit
            .watch(&RING, Arc::clone(&sink) as _)
            .expect("it watches");
        *sink.watch.lock().expect("no test panics with it") = Some(of);
        if !there {
            fake.settle();
            arrive();
        }
        fake.settle();
        assert_eq!(told.take(), [Seen::Arrived(1)]);
        assert_eq!(Arc::strong_count(&sink), 1);
        drop((sink, kit));
        fake.assert_clean();
    }
}

#[test]
fn clients_see_services_come_and_go() {
    let fake = ring();
    let kit = fake.kit();
    let mut watch = ServiceWatch::new(kit.clone(), &RING).expect("it watches");
    fake.settle();
    let next = |watch: &mut ServiceWatch<_>| watch.next(Duration::ZERO);
    assert_eq!(next(&mut watch), Ok(ServiceEvent::Arrived(ServiceId(7))));
    fake.remove(7);
    fake.settle();
    assert_eq!(next(&mut watch), Ok(ServiceEvent::Removed(ServiceId(7))));
    let nothing = next(&mut watch).expect_err("nothing came");
    assert_eq!(nothing.kind(), ErrorKind::Timeout);
    drop(watch);
    fake.assert_clean();
}

#[test]
fn waiting_ends_when_a_service_comes() {
    let fake = Fake::new([]);
    let kit = fake.kit();
    let (long, short) = (Duration::from_secs(60), Duration::from_millis(5));
    let found = fake.with_threads(|| {
        let late = crate::wait_for(&kit, &RING, short).expect_err("nobody is there");
        assert!(matches!(late.kind(), ErrorKind::NoService(_)));
        std::thread::scope(|scope| {
            let found = scope.spawn(|| crate::wait_for(&kit, &RING, long));
            fake.arrive(FakeService::dext(4, "RingDriver"));
            found.join().expect("it doesn't panic")
        })
    });
    assert_eq!(found, Ok(ServiceId(4)));
    fake.assert_clean();
}
