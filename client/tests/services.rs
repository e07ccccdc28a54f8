//! Services of a transport that has those that a test says.

mod support;

use std::pin::Pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::channel;
use std::sync::{Arc, Mutex, MutexGuard};
use std::task::{Context, Poll, Wake, Waker};
use std::time::{Duration, Instant};

use futures_core::Stream;
use iigen_client::{
    Connection, ErrorKind, IoReturn, PropertyValue, RawWatch, Service, ServiceEvent, ServiceId,
    ServiceSink, ServiceWatch, Transport,
};
use support::played::{Driver, Played};

const LONG: Duration = Duration::from_secs(60);
const SHORT: Duration = Duration::from_millis(20);
const DEMO: Service<'_> = Service::Class("Demo");

/// Services of one class, and whoever watches them.
#[derive(Default)]
struct Services {
    state: Mutex<State>,
}

type Fake = Played<Services>;

#[derive(Default)]
struct State {
    present: Vec<ServiceId>,
    watches: Vec<(RawWatch, Arc<dyn ServiceSink>)>,
    watched: u64,
    /// What the driver answers to an open.
    refuses: Option<IoReturn>,
}

impl Fake {
    fn with(ids: &[u64]) -> Self {
        let fake = Self::default();
        fake.state().present = ids.iter().copied().map(ServiceId).collect();
        fake
    }
}

impl Services {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().expect("no test panics with it")
    }

    fn sinks(&self) -> Vec<Arc<dyn ServiceSink>> {
        let state = self.state();
        state
            .watches
            .iter()
            .map(|(_, sink)| Arc::clone(sink))
            .collect()
    }

    fn arrive(&self, id: u64) {
        self.state().present.push(ServiceId(id));
        for sink in self.sinks() {
            sink.arrived(ServiceId(id));
        }
    }

    fn remove(&self, id: u64) {
        self.state().present.retain(|of| of.0 != id);
        for sink in self.sinks() {
            sink.removed(ServiceId(id));
        }
    }
}

impl Driver for Services {
    fn open(&self) -> Result<(), IoReturn> {
        match self.state().refuses {
            Some(code) => Err(code),
            None => Ok(()),
        }
    }

    fn services(&self, service: &Service<'_>) -> Result<Vec<ServiceId>, IoReturn> {
        match service {
            Service::Class("Demo") => Ok(self.state().present.clone()),
            _ => Ok(Vec::new()),
        }
    }

    fn watch(
        &self,
        service: &Service<'_>,
        sink: Arc<dyn ServiceSink>,
    ) -> Result<RawWatch, IoReturn> {
        assert_eq!(*service, DEMO);
        let mut state = self.state();
        state.watched += 1;
        let watch = RawWatch(state.watched);
        for id in &state.present {
            sink.arrived(*id);
        }
        state.watches.push((watch, sink));
        Ok(watch)
    }

    fn unwatch(&self, watch: RawWatch) {
        self.state().watches.retain(|(of, _)| *of != watch);
    }
}

/// Has no services to look for.
fn bare() -> support::Fake {
    support::Fake::new().refuses_open(IoReturn::NOT_FOUND)
}

fn arrived(id: u64) -> ServiceEvent {
    ServiceEvent::Arrived(ServiceId(id))
}

fn removed(id: u64) -> ServiceEvent {
    ServiceEvent::Removed(ServiceId(id))
}

#[test]
fn what_is_there_arrives_first_and_all_in_order() {
    let fake = Fake::with(&[7, 8]);
    let found = iigen_client::services(&fake, &DEMO);
    assert_eq!(found, Ok(vec![ServiceId(7), ServiceId(8)]));
    let mut watch = ServiceWatch::new(&fake, &DEMO).expect("it watches");
    fake.remove(7);
    fake.arrive(9);
    for event in [arrived(7), arrived(8), removed(7), arrived(9)] {
        assert_eq!(watch.next(LONG), Ok(event));
    }
    let late = watch.next(SHORT).expect_err("nothing comes");
    assert_eq!(late.to_string(), "watch: no answer has come in time");
    fake.remove(9);
    assert_eq!(watch.next(None), Ok(removed(9)));
}

#[test]
fn a_watch_that_is_dropped_is_ended_and_tells_nothing() {
    let fake = Arc::new(Fake::with(&[7]));
    let watch = ServiceWatch::new(Arc::clone(&fake), &DEMO).expect("it watches");
    let sinks = fake.sinks();
    drop(watch);
    assert!(fake.sinks().is_empty(), "the transport was told");
    // What was on its way.
    sinks[0].arrived(ServiceId(8));

    let (sender, events) = channel();
    let watch = ServiceWatch::new(Arc::clone(&fake), &DEMO).expect("it watches");
    let subscription = watch.for_each(move |event| {
        let _ = sender.send(event);
    });
    assert_eq!(events.recv_timeout(LONG), Ok(arrived(7)));
    let sinks = fake.sinks();
    drop(subscription);
    assert!(fake.sinks().is_empty(), "the transport was told");
    sinks[0].arrived(ServiceId(8));
    // The thread ends, and the callback with it.
    assert!(events.recv_timeout(LONG).is_err());
}

#[test]
fn a_callback_may_open_and_ends_with_its_subscription() {
    let fake = Arc::new(Fake::default());
    let (sender, opened) = channel();
    let transport = Arc::clone(&fake);
    let watch = ServiceWatch::new(&*fake, &DEMO).expect("it watches");
    let subscription = watch.for_each(move |event| {
        if let ServiceEvent::Arrived(id) = event {
            let connection = Connection::open(&transport, &Service::Id(id), 0);
            let _ = sender.send(connection.is_ok());
        }
    });
    fake.arrive(1);
    assert_eq!(opened.recv_timeout(LONG), Ok(true));
    assert_eq!(subscription.lost(), 0);
}

#[test]
fn what_finds_no_room_is_counted() {
    let fake = Fake::default();
    let watch = ServiceWatch::new(&fake, &DEMO).expect("it watches");
    let mut watch = watch.with_capacity(2);
    for id in 0..5 {
        fake.arrive(id);
    }
    assert_eq!(watch.lost(), 3);
    assert_eq!(watch.next(LONG), Ok(arrived(0)));
    assert_eq!(watch.next(LONG), Ok(arrived(1)));
    assert!(watch.next(SHORT).is_err());
}

struct Counts(AtomicUsize);

impl Wake for Counts {
    fn wake(self: Arc<Self>) {
        self.0.fetch_add(1, Ordering::SeqCst);
    }
}

#[test]
fn a_watch_is_a_stream() {
    let fake = Fake::default();
    let mut watch = ServiceWatch::new(&fake, &DEMO).expect("it watches");
    let counts = Arc::new(Counts(AtomicUsize::new(0)));
    let waker = Waker::from(Arc::clone(&counts));
    let mut context = Context::from_waker(&waker);
    let mut poll = || Pin::new(&mut watch).poll_next(&mut context);
    assert_eq!(poll(), Poll::Pending);
    fake.arrive(3);
    assert_eq!(counts.0.load(Ordering::SeqCst), 1);
    assert_eq!(poll(), Poll::Ready(Some(arrived(3))));
    assert_eq!(poll(), Poll::Pending);
}

#[test]
fn one_can_wait_for_a_service() {
    let fake = Arc::new(Fake::default());
    let begun = Instant::now();
    let error = iigen_client::wait_for(&fake, &DEMO, SHORT).expect_err("there is none");
    assert!(begun.elapsed() >= SHORT);
    assert!(
        matches!(error.kind(), ErrorKind::NoService(sought) if sought.as_str() == "class Demo")
    );
    assert_eq!(
        error.to_string(),
        "wait_for: no service was found by class Demo: no such driver runs, or it hasn't called \
         RegisterService"
    );
    assert!(fake.sinks().is_empty(), "it watches no more");

    let later = Arc::clone(&fake);
    let thread = std::thread::spawn(move || {
        std::thread::sleep(SHORT);
        later.arrive(5);
    });
    assert_eq!(iigen_client::wait_for(&fake, &DEMO, LONG), Ok(ServiceId(5)));
    thread.join().expect("it arrives");
    assert_eq!(
        iigen_client::wait_for(&fake, &DEMO, Duration::ZERO),
        Ok(ServiceId(5))
    );
    assert_eq!(iigen_client::wait_for(&fake, &DEMO, None), Ok(ServiceId(5)));
}

#[test]
fn a_transport_without_services_says_so() {
    let error = iigen_client::services(&bare(), &DEMO).expect_err("it can't");
    assert_eq!(
        error.to_string(),
        "services: kIOReturnUnsupported (0xe00002c7): the transport can't look for services"
    );
    let error = ServiceWatch::new(bare(), &DEMO).expect_err("it can't");
    assert_eq!(error.io_return(), Some(IoReturn::UNSUPPORTED));
    let error = iigen_client::wait_for(&bare(), &DEMO, LONG).expect_err("it can't");
    assert_eq!(error.method(), "wait_for");
    assert_eq!(error.io_return(), Some(IoReturn::UNSUPPORTED));
}

#[test]
fn an_open_says_which_service_was_not_found() {
    let text = |service: Service<'_>| {
        let error = Connection::open(bare(), &service, 0).expect_err("there is none");
        assert_eq!(error.io_return(), Some(IoReturn::NOT_FOUND));
        let ErrorKind::NoService(sought) = error.kind() else {
            panic!("{error}")
        };
        assert!(
            error
                .to_string()
                .starts_with("open: no service was found by ")
        );
        sought.to_string()
    };
    assert_eq!(text(Service::Class("RingDriver")), "class RingDriver");
    assert_eq!(text(Service::Name("ring")), "name ring");
    assert_eq!(
        text(Service::Id(ServiceId(0x1_0000_0123))),
        "id 0x100000123"
    );
    let serial = Service::Property("Serial", PropertyValue::Text("a\"b"));
    assert_eq!(text(serial), "property Serial = \"a\\\"b\"");
    assert_eq!(
        text(Service::Property("Unit", 3.into())),
        "property Unit = 3"
    );
    assert_eq!(
        text(Service::Property("Fast", true.into())),
        "property Fast = true"
    );
    // As much as there is room for, in whole characters.
    let long = text(Service::Class(&"ä".repeat(100)));
    assert_eq!(long, format!("class {}...", "ä".repeat(31)));
    let exact = "a".repeat(65);
    assert_eq!(text(Service::Class(&exact)), format!("class {exact}"));
    assert_eq!(
        text(Service::Class(&"a".repeat(66))),
        format!("class {}...", &exact[..62])
    );
}

#[test]
fn a_driver_that_answers_not_found_is_there() {
    let fake = Fake::with(&[1]);
    fake.state().refuses = Some(IoReturn::NOT_FOUND);
    let error = Connection::open(&fake, &DEMO, 0).expect_err("it refuses");
    assert_eq!(error.kind(), ErrorKind::Call(IoReturn::NOT_FOUND));
    fake.state().present.clear();
    let error = Connection::open(&fake, &DEMO, 0).expect_err("it isn't there");
    assert!(matches!(error.kind(), ErrorKind::NoService(_)));
}

#[test]
fn a_pointer_to_a_transport_finds_services() {
    fn check(transport: impl Transport) {
        assert_eq!(transport.services(&DEMO), Ok(vec![ServiceId(4)]));
        let mut watch = ServiceWatch::new(transport, &DEMO).expect("it watches");
        assert_eq!(watch.next(LONG), Ok(arrived(4)));
    }
    let fake = Fake::with(&[4]);
    check(&fake);
    assert!(fake.sinks().is_empty(), "the drop came through");
    check(Box::new(Fake::with(&[4])));
    let fake = Arc::new(Fake::with(&[4]));
    check(Arc::clone(&fake));
    assert!(fake.sinks().is_empty(), "the drop came through");
}
