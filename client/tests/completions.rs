//! Completions of a transport that sends what a test says: nothing of it is trusted.

mod support;

use std::future::Future;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::channel;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Wake, Waker};
use std::time::Duration;

use iigen_client::{
    Call, Completion, CompletionSink, Connection, ErrorKind, Event, Events, IoReturn, Method,
    Returned, Service,
};
use support::played::{Driver, Played};

const METHOD: Method = Method::new("watch", 3);
const LONG: Duration = Duration::from_secs(60);

/// Keeps the sink of the last asynchronous call.
#[derive(Default)]
struct Sink {
    sink: Mutex<Option<Arc<dyn CompletionSink>>>,
    refuses: bool,
}

impl Sink {
    fn sink(&self) -> Arc<dyn CompletionSink> {
        let sink = self.sink.lock().expect("no test panics with it");
        Arc::clone(sink.as_ref().expect("a call was made"))
    }

    fn send(&self, words: &[u64]) {
        self.sink().complete(IoReturn::SUCCESS, words);
    }

    fn gone(&self) {
        let sink = self.sink.lock().expect("no test panics with it").take();
        sink.expect("a call was made").gone();
    }
}

type Fake = Played<Sink>;

impl Driver for Sink {
    fn call_async(
        &self,
        call: Call<'_>,
        sink: Arc<dyn CompletionSink>,
    ) -> Result<Returned, IoReturn> {
        assert_eq!(call.selector, METHOD.selector);
        if self.refuses {
            return Err(IoReturn::BAD_ARGUMENT);
        }
        *self.sink.lock().expect("no test panics with it") = Some(sink);
        Ok(Returned {
            scalars: 0,
            structure: 0,
        })
    }
}

fn word(words: &[u64]) -> Result<u64, iigen_client::Error> {
    METHOD.scalar("value", words[0])
}

fn once(fake: &Fake) -> Completion<u64> {
    let completion = Completion::new(METHOD, Event::new(1, word));
    let connection = Connection::open(fake, &Service::Class("Demo"), 0).expect("it opens");
    let connection = connection.completing(&completion);
    let called = connection.call(METHOD, &[], &[], &mut [], &mut []);
    called.expect("the call succeeds");
    completion
}

fn events(fake: &Fake) -> Events<u64> {
    let events = Events::new(METHOD, Event::new(1, word));
    let connection = Connection::open(fake, &Service::Class("Demo"), 0).expect("it opens");
    let connection = connection.completing(&events);
    let called = connection.call(METHOD, &[], &[], &mut [], &mut []);
    called.expect("the call succeeds");
    events
}

#[test]
fn a_call_that_fails_leaves_no_sink() {
    let fake = Played(Sink {
        refuses: true,
        ..Sink::default()
    });
    let completion: Completion<()> = Completion::new(METHOD, Event::empty());
    let connection = Connection::open(&fake, &Service::Class("Demo"), 0).expect("it opens");
    let connection = connection.completing(&completion);
    let error = connection.call(METHOD, &[], &[], &mut [], &mut []);
    assert_eq!(error.unwrap_err().io_return(), Some(IoReturn::BAD_ARGUMENT));
}

#[test]
fn the_first_answer_is_the_only_one() {
    let fake = Fake::default();
    let mut completion = once(&fake);
    fake.send(&[1]);
    fake.send(&[2]);
    fake.gone();
    assert_eq!(completion.wait(LONG), Ok(1));
    assert_eq!(completion.wait(LONG).unwrap_err().kind(), ErrorKind::Gone);
}

#[test]
fn gone_without_an_answer() {
    let fake = Fake::default();
    let mut completion = once(&fake);
    fake.gone();
    let error = completion.wait(None).unwrap_err();
    assert_eq!(
        error.to_string(),
        "watch: nothing comes any more: the driver has let it go, or is gone"
    );
}

#[test]
fn words_that_are_no_event() {
    let fake = Fake::default();
    let mut events = events(&fake);
    for words in [&[][..], &[1, 2], &[0; 16], &[0; 17]] {
        fake.send(words);
        let error = events.next(LONG).expect("not the end").unwrap_err();
        let (expected, sent) = (1, words.len());
        assert_eq!(error.kind(), ErrorKind::EventSize { expected, sent });
    }
    fake.send(&[7]);
    assert_eq!(events.next(LONG), Some(Ok(7)));
}

/// Bytes that the record doesn't have are nobody's.
#[test]
fn records_in_words() {
    let fake = Fake::default();
    let mut events: Events<[u8; 3]> = Events::new(METHOD, Event::record());
    let connection = Connection::open(&fake, &Service::Class("Demo"), 0).expect("it opens");
    let connection = connection.completing(&events);
    let called = connection.call(METHOD, &[], &[], &mut [], &mut []);
    called.expect("the call succeeds");
    fake.send(&[0xffff_ffff_ff03_0201]);
    assert_eq!(events.next(LONG), Some(Ok([1, 2, 3])));
}

#[test]
fn a_status_ends_the_events() {
    let fake = Fake::default();
    let mut events = events(&fake).with_capacity(1);
    fake.send(&[1]);
    fake.sink().complete(IoReturn::ABORTED, &[]);
    fake.send(&[2]);
    fake.gone();
    // The queue was full, and why it ended is told all the same.
    assert_eq!(events.next(LONG), Some(Ok(1)));
    let error = events.next(LONG).expect("why").unwrap_err();
    assert_eq!(error.io_return(), Some(IoReturn::ABORTED));
    assert_eq!((events.next(LONG), events.lost()), (None, 0));
}

#[test]
fn nothing_after_drop() {
    let fake = Fake::default();
    drop(events(&fake));
    fake.send(&[1]);
    fake.gone();

    let (sender, called) = channel();
    let subscription = events(&fake).for_each(move |event| {
        let _ = sender.send(event);
    });
    fake.send(&[1]);
    assert_eq!(called.recv_timeout(LONG), Ok(Ok(1)));
    drop(subscription);
    fake.send(&[2]);
    assert!(called.recv_timeout(LONG).is_err(), "the callback is gone");
}

/// A waker is woken once for each time that it was left.
#[test]
fn wakes() {
    struct Count(AtomicUsize);
    impl Wake for Count {
        fn wake(self: Arc<Self>) {
            self.0.fetch_add(1, Ordering::SeqCst);
        }
    }
    let fake = Fake::default();
    let mut completion = std::pin::pin!(once(&fake));
    let count = Arc::new(Count(AtomicUsize::new(0)));
    let waker = Waker::from(Arc::clone(&count));
    let mut context = Context::from_waker(&waker);
    for _ in 0..3 {
        assert!(completion.as_mut().poll(&mut context).is_pending());
    }
    fake.send(&[5]);
    assert_eq!(count.0.load(Ordering::SeqCst), 1);
    assert_eq!(completion.as_mut().poll(&mut context), Poll::Ready(Ok(5)));
    fake.gone();
    assert_eq!(count.0.load(Ordering::SeqCst), 1);
}

/// A callback that panics doesn't keep the others from being called.
#[test]
fn callbacks_one_after_the_other() {
    let fake = Fake::default();
    let (sender, called) = channel();
    once(&fake).on_complete(|_| panic!("as the test wants"));
    fake.send(&[1]);
    once(&fake).on_complete(move |answer| sender.send(answer).expect("somebody listens"));
    fake.send(&[2]);
    assert_eq!(called.recv_timeout(LONG), Ok(Ok(2)));
}
