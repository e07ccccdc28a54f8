//! Looking for services and watching them, with a driver that comes and goes as it's told.
#![cfg(feature = "runtime")]

use std::ffi::{CStr, c_char};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, mpsc};
use std::time::Duration;

use iigen_client::{
    Connection, ErrorKind, IoReturn, PropertyValue, RawWatch, Service, ServiceEvent, ServiceId,
    ServiceSink, ServiceWatch, Transport, wait_for,
};
use iigen_loopback::{Loopback, PciDevice};

#[link(
    name = "iigen_loopback_probe",
    kind = "static",
    modifiers = "+whole-archive"
)]
unsafe extern "C" {
    fn probe_begin();
    fn probe_end();
    fn probe_hide();
    fn probe_register();
    fn probe_rename(name: *const c_char);
    fn probe_terminate();
}

const LONG: Duration = Duration::from_secs(10);
const SHORT: Duration = Duration::from_millis(20);

/// The driver has one state for the process: the tests take turns.
struct Turn(#[expect(dead_code, reason = "held, not read")] MutexGuard<'static, ()>);

impl Turn {
    fn take() -> Self {
        static TURN: Mutex<()> = Mutex::new(());
        let guard = TURN.lock().unwrap_or_else(PoisonError::into_inner);
        // SAFETY: only the test whose turn it is runs it.
        unsafe { probe_begin() };
        Self(guard)
    }

    /// Drivers that are started after this don't register.
    fn hide(&self) {
        // SAFETY: as above.
        unsafe { probe_hide() };
    }

    /// The driver that was started last registers; it runs.
    fn register(&self) {
        // SAFETY: as above.
        unsafe { probe_register() };
    }

    /// It takes another name.
    fn rename(&self, name: &CStr) {
        // SAFETY: as above; the name is read before the function returns.
        unsafe { probe_rename(name.as_ptr()) };
    }

    /// It terminates itself, soon.
    fn terminate(&self) {
        // SAFETY: as above.
        unsafe { probe_terminate() };
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        // SAFETY: as above; the loopback of the test is gone.
        unsafe { probe_end() };
    }
}

/// Two of a kind, which differ in their properties.
fn two() -> Loopback {
    Loopback::builder()
        .provider("ProbeDriver")
        .property("Serial", "A1")
        .property("Port", 1_u64)
        .property("Fast", false)
        .provider("ProbeDriver")
        .property("Serial", "B2")
        .property("Port", 2_u64)
        .property("Fast", true)
        .on(PciDevice::new(0x1234, 0x5678))
        .start()
        .expect("the drivers start")
}

fn services(transport: &impl Transport, service: Service<'_>) -> Vec<ServiceId> {
    iigen_client::services(transport, &service).expect("it looks")
}

#[test]
fn each_way_of_saying_which() {
    let turn = Turn::take();
    let loopback = two();
    let both = services(&loopback, Service::Class("ProbeDriver"));
    let &[one, other] = &both[..] else {
        panic!("two are found, not {both:?}");
    };
    let found = |service| services(&loopback, service);
    assert_eq!(found(Service::Class("IOUserService")), both);
    assert_eq!(found(Service::Class("ProbeUserClient")), []);
    assert_eq!(found(Service::Name("ProbeDriver")), both);
    turn.rename(c"probe-2");
    assert_eq!(found(Service::Name("ProbeDriver")), [one]);
    assert_eq!(found(Service::Name("probe-2")), [other]);
    assert_eq!(found(Service::Id(one)), [one]);
    assert_eq!(found(Service::Id(ServiceId(1))), []);
    let property = |key, value: PropertyValue<'static>| found(Service::Property(key, value));
    assert_eq!(property("Serial", "B2".into()), [other]);
    assert_eq!(property("Serial", 2_u64.into()), []);
    assert_eq!(property("Port", 1_u64.into()), [one]);
    assert_eq!(property("Port", "1".into()), []);
    assert_eq!(property("Fast", true.into()), [other]);
    assert_eq!(property("Fast", false.into()), [one]);
    assert_eq!(property("IOUserClass", "ProbeDriver".into()), both);
    assert_eq!(property("IOClass", "IOUserService".into()), both);
    assert_eq!(property("IOProviderClass", "IOPCIDevice".into()), [other]);
    loopback.finish().expect("nothing leaks");
}

#[test]
fn each_opens_the_service_that_it_means() {
    let _turn = Turn::take();
    let loopback = two();
    let id = services(&loopback, Service::Property("Serial", "B2".into()))[0];
    for service in [
        Service::Class("ProbeDriver"),
        Service::Name("ProbeDriver"),
        Service::Property("Port", 2_u64.into()),
        Service::Id(id),
    ] {
        Connection::open(&loopback, &service, 0).expect("it opens");
    }
    let error = Connection::open(&loopback, &Service::Property("Port", 3_u64.into()), 0);
    assert_eq!(
        error.expect_err("there is none").to_string(),
        "open: no service was found by property Port = 3: no such driver runs, or it hasn't called \
         RegisterService"
    );
    loopback.finish().expect("nothing leaks");
}

/// An event of a watch, or `None` if none comes.
fn next<T: Transport>(watch: &mut ServiceWatch<T>, timeout: Duration) -> Option<ServiceEvent> {
    match watch.next(timeout) {
        Ok(event) => Some(event),
        Err(error) => {
            assert_eq!(error.kind(), ErrorKind::Timeout);
            None
        }
    }
}

#[test]
fn a_watch_hears_what_is_there_what_comes_and_what_goes() {
    let turn = Turn::take();
    turn.hide();
    let loopback = two();
    let mut watch =
        ServiceWatch::new(&loopback, &Service::Class("ProbeDriver")).expect("it watches");
    assert_eq!(next(&mut watch, SHORT), None);
    turn.register();
    let Some(ServiceEvent::Arrived(id)) = next(&mut watch, LONG) else {
        panic!("it arrives");
    };
    assert_eq!(
        services(&loopback, Service::Property("Port", 2_u64.into())),
        [id]
    );
    let found = wait_for(&loopback, &Service::Class("ProbeDriver"), LONG);
    assert_eq!(found.expect("it's there"), id);
    let mut late = ServiceWatch::new(&loopback, &Service::Id(id)).expect("it watches");
    assert_eq!(next(&mut late, LONG), Some(ServiceEvent::Arrived(id)));
    loopback.pci().unplug();
    assert_eq!(next(&mut watch, LONG), Some(ServiceEvent::Removed(id)));
    assert_eq!(next(&mut late, LONG), Some(ServiceEvent::Removed(id)));
    let error = wait_for(&loopback, &Service::Id(id), SHORT).expect_err("it's gone");
    assert!(matches!(error.kind(), ErrorKind::NoService(_)), "{error}");
    drop((watch, late));
    loopback.finish().expect("nothing leaks");
}

#[test]
fn a_service_that_ends_itself_or_crashes_is_removed() {
    let turn = Turn::take();
    let loopback = two();
    let mut watch =
        ServiceWatch::new(&loopback, &Service::Class("ProbeDriver")).expect("it watches");
    let mut there = Vec::new();
    for _ in 0..2 {
        match next(&mut watch, LONG) {
            Some(ServiceEvent::Arrived(id)) => there.push(id),
            other => panic!("{other:?}"),
        }
    }
    turn.terminate();
    assert_eq!(
        next(&mut watch, LONG),
        Some(ServiceEvent::Removed(there[1]))
    );
    loopback.crash_driver();
    assert_eq!(
        next(&mut watch, LONG),
        Some(ServiceEvent::Removed(there[0]))
    );
    assert_eq!(services(&loopback, Service::Class("ProbeDriver")), []);
    drop(watch);
    loopback.finish().expect("nothing leaks");
}

/// Ends its own watch in the middle of being told, and says when it's let go.
struct Quitter {
    loopback: Arc<Loopback>,
    watch: Mutex<mpsc::Receiver<RawWatch>>,
    // Dropped behind the loopback.
    told: mpsc::Sender<ServiceId>,
}

impl ServiceSink for Quitter {
    fn arrived(&self, service: ServiceId) {
        let watch = self.watch.lock().expect("nothing panics");
        self.loopback
            .unwatch(watch.recv_timeout(LONG).expect("it's said"));
        self.told.send(service).expect("the test hears");
    }

    fn removed(&self, _: ServiceId) {
        panic!("the watch has ended");
    }
}

#[test]
fn a_sink_may_end_its_own_watch() {
    let _turn = Turn::take();
    let loopback = Arc::new(two());
    let (number, watch) = mpsc::channel();
    let (told, heard) = mpsc::channel();
    let sink = Quitter {
        loopback: Arc::clone(&loopback),
        watch: Mutex::new(watch),
        told,
    };
    let raw = loopback
        .watch(&Service::Class("ProbeDriver"), Arc::new(sink))
        .expect("it watches");
    number.send(raw).expect("the sink waits for it");
    // One is told, the other not, and then the sink is gone.
    assert_eq!(heard.iter().count(), 1);
    let loopback = Arc::into_inner(loopback).expect("nobody else holds it");
    loopback.finish().expect("nothing leaks");
}

#[test]
fn a_dead_app_hears_nothing() {
    let turn = Turn::take();
    turn.hide();
    let loopback = two();
    let app = loopback.client();
    let mut watch = ServiceWatch::new(&app, &Service::Class("ProbeDriver")).expect("it watches");
    app.die();
    turn.register();
    assert_eq!(next(&mut watch, SHORT), None);
    let dead = Err(IoReturn(0x1000_0003));
    assert_eq!(app.services(&Service::Class("ProbeDriver")), dead);
    drop(watch);
    drop(app);
    loopback.finish().expect("nothing leaks");
}
