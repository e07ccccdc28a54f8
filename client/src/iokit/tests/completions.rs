//! What drivers answer later.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use super::super::fake::{Answer, Fake, completion, no_senders, put};
use super::super::functions::Port;
use super::super::kit::Kit;
use super::{Answered, Told, bare, close, connected, open, ring};
use crate::{
    Call, Completion, CompletionSink, ErrorKind, Event, Events, IoReturn, Method, RawConnection,
    StructureOutput, Transport,
};

const METHOD: Method = Method::new("watch", 3);
const OK: IoReturn = IoReturn::SUCCESS;

/// Keeps the right that the driver got last.
fn driver(fake: &Fake) -> Arc<Mutex<Port>> {
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
fn called(fake: &Fake, kit: &Kit<Fake>, connection: RawConnection) -> (Port, Arc<Told<Answered>>) {
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

#[test]
fn stray_messages_are_thrown_away() {
    let fake = ring();
    let kit = fake.kit();
    let connection = open(&kit);
    let (wake, told) = called(&fake, &kit, connection);
    let mut forged = completion(OK, &[1, 2]);
    put(&mut forged, 24, 4 + 8 * 16);
    let mut with_rights = completion(OK, &[1]);
    put(&mut with_rights, 0, 0x8000_0000);
    let mut no_notice = no_senders();
    put(&mut no_notice, 4, 24);
    for stray in [
        forged,
        with_rights,
        no_notice,
        completion(OK, &[0; 17]),
        completion(OK, &[0; 60]), // longer than there is room for
        vec![0; 24],
        vec![0xff; 400],
    ] {
        fake.send(wake, stray);
    }
    fake.complete(wake, OK, &[3]);
    fake.settle();
    assert_eq!(told.take(), [Answered::With(OK, vec![3])]);
    fake.let_go(wake);
    fake.settle();
    assert_eq!(told.take(), [Answered::Gone]);
    close(&kit, connection);
    fake.assert_clean();
}

/// A port that can't be read any more is the end, not a loop.
#[test]
fn a_port_that_cannot_be_read_is_gone() {
    let fake = ring();
    let kit = fake.kit();
    let connection = open(&kit);
    let (wake, told) = called(&fake, &kit, connection);
    fake.complete(wake, OK, &[1]);
    fake.complete(wake, OK, &[2]);
    fake.fail_next(IoReturn::MACH_RCV_BODY_ERROR);
    fake.settle();
    assert_eq!(told.take(), [Answered::Gone]);
    close(&kit, connection);
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

fn word(words: &[u64]) -> Result<u64, crate::Error> {
    METHOD.scalar("value", words[0])
}

/// What a client does with them: an answer, a driver that lets go, and nobody who wants it any more.
#[test]
fn clients_see_answers_ends_and_drops() {
    let fake = ring();
    let wake = driver(&fake);
    let right = || *wake.lock().expect("no test panics with it");
    let connection = connected(&fake.kit());
    let call = |of: &dyn Fn() -> Result<(), crate::Error>| {
        of().expect("it answers");
        right()
    };

    let mut once = Completion::new(METHOD, Event::new(1, word));
    let call_once = |once: &Completion<u64>| {
        call(&|| {
            connection
                .completing(once)
                .call(METHOD, &[], &[], &mut [], &mut [])
        })
    };
    let wake = call_once(&once);
    let early = once.wait(Duration::ZERO).expect_err("nothing came");
    assert_eq!(early.kind(), ErrorKind::Timeout);
    fake.complete(wake, OK, &[5]);
    fake.let_go(wake);
    fake.settle();
    assert_eq!(once.wait(Duration::ZERO), Ok(5));

    let mut forgotten = Completion::new(METHOD, Event::new(1, word));
    fake.let_go(call_once(&forgotten));
    fake.settle();
    let error = forgotten.wait(Duration::ZERO).expect_err("it's over");
    assert_eq!(error.kind(), ErrorKind::Gone);

    let unwanted = Completion::new(METHOD, Event::new(1, word));
    let wake = call_once(&unwanted);
    drop(unwanted);
    fake.complete(wake, OK, &[6]);
    fake.let_go(wake);
    fake.settle();

    let mut events = Events::new(METHOD, Event::new(1, word));
    let wake = call(&|| {
        connection
            .completing(&events)
            .call(METHOD, &[], &[], &mut [], &mut [])
    });
    fake.complete(wake, OK, &[7]);
    fake.complete(wake, OK, &[8]);
    fake.settle();
    assert_eq!(events.next(Duration::ZERO), Some(Ok(7)));
    assert_eq!(events.next(Duration::ZERO), Some(Ok(8)));
    drop(connection);
    fake.settle();
    let error = events
        .next(Duration::ZERO)
        .expect("an error")
        .expect_err("it's over");
    assert_eq!(error.kind(), ErrorKind::Gone);
    assert_eq!(events.next(Duration::ZERO), None);
    fake.assert_clean();
}
