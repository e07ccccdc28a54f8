//! What drivers answer later.

use std::sync::{Arc, Mutex};

use super::super::fake::{Answer, Fake};
use super::super::functions::Port;
use super::super::kit::Kit;
use super::{Answered, Told, bare, close, open, ring};
use crate::{Call, CompletionSink, IoReturn, RawConnection, StructureOutput, Transport};

const OK: IoReturn = IoReturn::SUCCESS;

/// Keeps the right that the driver got last.
pub(super) fn driver(fake: &Fake) -> Arc<Mutex<Port>> {
    let wake = Arc::new(Mutex::new(0));
    let kept = Arc::clone(&wake);
    fake.drive(move |_, called| {
        assert_eq!(called.references, 3);
        *kept.lock().expect("no test panics with it") = called.wake.expect("it's asynchronous");
        Answer::default()
    });
    wake
}

/// An asynchronous call: the driver's right, and what is told of it.
pub(super) fn called(
    fake: &Fake,
    kit: &Kit<Fake>,
    connection: RawConnection,
) -> (Port, Arc<Told<Answered>>) {
    let (wake, told) = (driver(fake), Told::new());
    let sink: Arc<dyn CompletionSink> = Arc::clone(&told) as _;
    kit.call_async(connection, bare(3), sink)
        .expect("it answers");
    let wake = *wake.lock().expect("no test panics with it");
    (wake, told)
}

#[test]
fn events_come_in_their_order_until_the_driver_lets_go() {
    let fake = ring();
    let kit = fake.kit();
    let connection = open(&kit);
    let (wake, told) = called(&fake, &kit, connection);
    fake.settle();
    assert_eq!(told.take(), []);
    fake.complete(wake, OK, &[]);
    fake.settle();
    assert_eq!(told.take(), [Answered::With(OK, vec![])]);
    let words: Vec<u64> = (1..=16).collect();
    fake.complete(wake, OK, &words);
    fake.complete(wake, IoReturn::ABORTED, &[5]);
    fake.let_go(wake);
    fake.settle();
    let last = Answered::With(IoReturn::ABORTED, vec![5]);
    assert_eq!(
        told.take(),
        [Answered::With(OK, words), last, Answered::Gone]
    );
    assert_eq!(Arc::strong_count(&told), 1);
    // Nothing of it waits for the end of the connection.
    assert_eq!(fake.left(), ["a connection"]);
    close(&kit, connection);
    fake.assert_clean();
}

#[test]
fn the_call_itself_returns_what_any_call_does() {
    let fake = ring();
    let kit = fake.kit();
    let connection = open(&kit);
    fake.drive(|_, called| {
        assert_eq!(
            (&called.scalars[..], &called.structure[..]),
            (&[1][..], &b"in"[..])
        );
        Answer {
            scalars: vec![8],
            structure: b"out".to_vec(),
            ..Answer::default()
        }
    });
    let (mut scalars, mut bytes) = ([0; 1], [0; 4]);
    let call = Call {
        scalar_input: &[1],
        structure_input: b"in",
        scalar_output: &mut scalars,
        structure_output: StructureOutput::Buffer(&mut bytes),
        ..bare(3)
    };
    let returned = kit.call_async(connection, call, Told::<Answered>::new());
    let returned = returned.expect("it answers");
    assert_eq!((returned.scalars, returned.structure), (1, 3));
    assert_eq!((scalars, &bytes), ([8], b"out\0"));

    let mut bytes = Vec::new();
    let call = Call {
        structure_output: StructureOutput::Variable(&mut bytes),
        ..bare(3)
    };
    let returned = kit.call_async(connection, call, Told::<Answered>::new());
    assert_eq!(returned, Err(IoReturn::IPC_ERROR));
    close(&kit, connection);
    fake.settle();
    fake.assert_clean();
}

/// A driver may complete before it answers the call.
#[test]
fn an_answer_before_the_call_returns_isnt_lost() {
    let fake = ring();
    fake.drive(|fake, called| {
        let wake = called.wake.expect("it's asynchronous");
        fake.complete(wake, OK, &[4]);
        fake.let_go(wake);
        Answer::default()
    });
    let kit = fake.kit();
    let connection = open(&kit);
    let told = Told::new();
    kit.call_async(connection, bare(3), Arc::clone(&told) as _)
        .expect("it answers");
    fake.settle();
    assert_eq!(told.take(), [Answered::With(OK, vec![4]), Answered::Gone]);
    close(&kit, connection);
    fake.assert_clean();
}

#[test]
fn a_call_that_fails_tells_nothing() {
    // With a reply that is too large, the driver keeps its right and may complete.
    for code in [IoReturn::BAD_ARGUMENT, IoReturn::MIG_ARRAY_TOO_LARGE] {
        let fake = ring();
        let wake = Arc::new(Mutex::new(0));
        let kept = Arc::clone(&wake);
        fake.drive(move |fake, called| {
            let wake = called.wake.expect("it's asynchronous");
            fake.complete(wake, OK, &[1]);
            *kept.lock().expect("no test panics with it") = wake;
            Answer::code(code)
        });
        let kit = fake.kit();
        let connection = open(&kit);
        let told = Told::new();
        let called = kit.call_async(connection, bare(3), Arc::clone(&told) as _);
        assert_eq!(called, Err(code));
        assert_eq!(Arc::strong_count(&told), 1, "the sink is dropped at once");
        fake.settle();
        fake.complete(*wake.lock().expect("no test panics with it"), OK, &[2]);
        fake.settle();
        assert_eq!(told.take(), []);
        assert_eq!(fake.left(), ["a connection"]);
        close(&kit, connection);
        fake.assert_clean();
    }
}

#[test]
fn closing_ends_what_has_not_come() {
    let fake = ring();
    let kit = fake.kit();
    let connection = open(&kit);
    let (first, told) = called(&fake, &kit, connection);
    let (second, others) = called(&fake, &kit, connection);
    assert_ne!(first, second);
    fake.complete(first, OK, &[1]);
    close(&kit, connection);
    fake.settle();
    // What came too late to be read isn't told.
    assert_eq!(told.take(), [Answered::Gone]);
    assert_eq!(others.take(), [Answered::Gone]);
    fake.complete(second, OK, &[2]);
    fake.let_go(first);
    fake.settle();
    assert_eq!((told.take(), others.take()), (vec![], vec![]));
    fake.assert_clean();

    let sink = Told::<Answered>::new();
    let called = kit.call_async(connection, bare(3), Arc::clone(&sink) as _);
    assert_eq!(called, Err(IoReturn::NOT_OPEN));
    assert_eq!(Arc::strong_count(&sink), 1);
}

/// Another thread closes it before the driver has answered.
#[test]
fn a_connection_that_is_closed_during_the_call_is_over() {
    let fake = ring();
    let kit = fake.kit();
    let connection = open(&kit);
    let other = kit.clone();
    fake.drive(move |_, _| {
        close(&other, connection);
        Answer::default()
    });
    let told = Told::new();
    kit.call_async(connection, bare(3), Arc::clone(&told) as _)
        .expect("it answers");
    fake.settle();
    assert_eq!(told.take(), [Answered::Gone]);
    assert_eq!(Arc::strong_count(&told), 1);
    fake.assert_clean();
}

/// Closes its own connection at the first answer.
struct Closes {
    kit: Kit<Fake>,
    connection: RawConnection,
    told: Arc<Told<Answered>>,
}

impl CompletionSink for Closes {
    fn complete(&self, status: IoReturn, words: &[u64]) {
        self.told.complete(status, words);
        close(&self.kit, self.connection);
    }

    fn gone(&self) {
        self.told.gone();
    }
}

#[test]
fn a_sink_may_close_its_connection() {
    let fake = ring();
    let kit = fake.kit();
    let connection = open(&kit);
    let (wake, told) = (driver(&fake), Told::new());
    let sink = Closes {
        kit: kit.clone(),
        connection,
        told: Arc::clone(&told),
    };
    kit.call_async(connection, bare(3), Arc::new(sink))
        .expect("it answers");
    let wake = *wake.lock().expect("no test panics with it");
    fake.complete(wake, OK, &[1]);
    fake.complete(wake, OK, &[2]);
    fake.settle();
    assert_eq!(told.take(), [Answered::With(OK, vec![1]), Answered::Gone]);
    assert_eq!(Arc::strong_count(&told), 1);
    fake.assert_clean();
}
