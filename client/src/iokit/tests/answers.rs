//! What clients see of completions.

use std::time::Duration;

use super::completions::driver;
use super::{connected, ring};
use crate::{Completion, ErrorKind, Event, Events, IoReturn, Method};

const METHOD: Method = Method::new("watch", 3);
const OK: IoReturn = IoReturn::SUCCESS;

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
