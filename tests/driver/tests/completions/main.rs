//! Completions, from the driver's objects to the client's waits and back.

mod endurance;
mod events;
mod once;

use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};
use std::time::Duration;

use driver_tests::{Loopback, stream::StreamUserClient};

/// Long enough for anything that comes at all.
const LONG: Duration = Duration::from_secs(60);

type Stream<'l> = StreamUserClient<&'l Loopback>;

/// Runs a test with a driver of its own, which has to be clean in the end.
fn with_stream(test: impl FnOnce(&Loopback, Stream<'_>)) {
    let loopback = Loopback::builder()
        .provider("StreamDriver")
        .user_client("StreamProperties", "StreamUserClient")
        .start()
        .expect("the driver starts");
    let stream = Stream::open(&loopback).expect("the driver opens");
    test(&loopback, stream);
    loopback.finish().expect("nothing is left");
}

/// Waits for a future, with nothing but a thread.
fn block_on<F: Future>(future: F) -> F::Output {
    struct Unpark(Thread);
    impl Wake for Unpark {
        fn wake(self: Arc<Self>) {
            self.0.unpark();
        }
    }
    let waker = Waker::from(Arc::new(Unpark(thread::current())));
    let mut context = Context::from_waker(&waker);
    let mut future = pin!(future);
    loop {
        match future.as_mut().poll(&mut context) {
            Poll::Ready(output) => return output,
            Poll::Pending => thread::park(),
        }
    }
}
