//! What needs nothing of an executor, on each.

use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::sync::Arc;
use std::thread;

use futures_core::Stream;
use iigen_client::{ErrorKind, IoReturn, Service, ServiceEvent, ServiceWatch};

use super::block_on::block_on;
use super::{Client, Loopback, Target, end_driver, finish, start};

/// The next of a stream.
async fn next<S: Stream + Unpin>(stream: &mut S) -> Option<S::Item> {
    poll_fn(|context| Pin::new(&mut *stream).poll_next(context)).await
}

/// The driver answers by another thread, when the task waits or before.
async fn completions(client: Client) {
    for value in 0..20 {
        let later = client.later(0).expect("it's kept");
        let answering = Arc::clone(&client);
        let thread = thread::spawn(move || answering.answer(0, 0, value).expect("answered"));
        assert_eq!(later.await.expect("it has come").value, value);
        thread.join().expect("nothing panics");
        assert_eq!(client.at_once().expect("it's called").await, Ok(77));
    }
}

/// Several wait at once; each gets its own answer.
async fn together(client: Client) {
    let one = client.later(1).expect("it's kept");
    let other = client.later(2).expect("it's kept");
    let answering = Arc::clone(&client);
    let thread = thread::spawn(move || {
        answering.answer(2, 0, 22).expect("answered");
        answering.answer(1, 0, 11).expect("answered");
    });
    assert_eq!(one.await.expect("it has come").value, 11);
    assert_eq!(other.await.expect("it has come").value, 22);
    thread.join().expect("nothing panics");
}

async fn events(client: Client) {
    let mut ticks = client.ticks().expect("it's kept");
    client.pump(0, 500).expect("they are sent");
    for tick in 0..500 {
        let event = next(&mut ticks).await.expect("more").expect("a tick");
        assert_eq!(event, tick);
    }
}

/// Tells what comes and goes, and why an answer doesn't.
async fn death(target: Target, loopback: Arc<Loopback>, client: Client) {
    let service = Service::Class("StreamDriver");
    let mut watch = ServiceWatch::new(Arc::clone(&loopback), &service).expect("it watches");
    let Some(ServiceEvent::Arrived(id)) = next(&mut watch).await else {
        panic!("it's there");
    };
    let later = client.later(0).expect("it's kept");
    let asking = Arc::clone(&client);
    let ending = thread::spawn(move || end_driver(target, &loopback, &asking));
    assert_eq!(next(&mut watch).await, Some(ServiceEvent::Removed(id)));
    let error = later.await.expect_err("nobody answers");
    let expected = match target {
        Target::Dext => ErrorKind::Gone,
        Target::Kext | Target::Kext2022 => ErrorKind::Call(IoReturn::ABORTED), // it has said so
    };
    assert_eq!(error.kind(), expected);
    ending.join().expect("nothing panics");
}

/// Each on a driver of its own, of every kind.
fn everything(mut run: impl FnMut(Pin<Box<dyn Future<Output = ()> + Send>>)) {
    type Part = fn(Target, Arc<Loopback>, Client) -> Pin<Box<dyn Future<Output = ()> + Send>>;
    const PARTS: [Part; 4] = [
        |_, _, client| Box::pin(completions(client)),
        |_, _, client| Box::pin(together(client)),
        |_, _, client| Box::pin(events(client)),
        |target, loopback, client| Box::pin(death(target, loopback, client)),
    ];
    for target in Target::ALL {
        for part in PARTS {
            let (loopback, client) = start(target);
            run(part(target, Arc::clone(&loopback), client));
            finish(loopback);
        }
    }
}

#[test]
fn without_a_runtime() {
    everything(block_on);
}

#[test]
fn on_one_thread_of_tokio() {
    let runtime = tokio::runtime::Builder::new_current_thread().build();
    let runtime = runtime.expect("it's made");
    everything(|future| runtime.block_on(future));
}

#[test]
fn on_threads_of_tokio() {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .build();
    let runtime = runtime.expect("it's made");
    everything(|future| {
        // As a task, so that it may move from thread to thread.
        let task = runtime.spawn(future);
        runtime.block_on(task).expect("nothing panics");
    });
}
