//! What tokio adds: calls on threads of their own, limits of time, tasks that are given up.

use std::sync::Arc;
use std::time::Duration;

use tokio::task::{spawn, spawn_blocking, yield_now};
use tokio::time::{sleep, timeout};
use tokio_stream::StreamExt;

use iigen_client::{Service, ServiceEvent, ServiceWatch};

use super::{Client, LONG, Loopback, SHORT, Target, end_driver, finish, start};

/// Runs a test of either kind of runtime.
macro_rules! on_both {
    ($($test:ident)*) => {
        mod one_thread {
            $(#[tokio::test]
            async fn $test() {
                super::on_its_own(super::$test).await;
            })*
        }
        mod threads {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $test() {
                super::on_its_own(super::$test).await;
            })*
        }
    };
}

on_both! {
    calls_move_to_threads_of_their_own
    a_wait_moves_to_a_thread_of_its_own
    a_limit_of_time_ends_the_wait_and_not_the_call
    what_comes_first_is_taken
    what_is_given_up_is_forgotten
    a_task_that_is_aborted_leaves_nothing
    events_and_services_are_streams
}

/// A test with a driver of every kind, which has to be clean in the end.
async fn on_its_own<F: Future<Output = ()>>(test: impl Fn(Target, Arc<Loopback>, Client) -> F) {
    for target in Target::ALL {
        let (loopback, client) = start(target);
        test(target, Arc::clone(&loopback), client).await;
        finish(loopback);
    }
}

/// Answers from a thread of tokio's for what blocks.
async fn answer(client: &Client, slot: u8, value: u64) {
    let client = Arc::clone(client);
    let answered = spawn_blocking(move || client.answer(slot, 0, value)).await;
    answered.expect("nothing panics").expect("answered");
}

async fn calls_move_to_threads_of_their_own(_: Target, _: Arc<Loopback>, client: Client) {
    let calls = (0..16).map(|number| {
        let client = Arc::clone(&client);
        spawn_blocking(move || client.add_without_completion(number, 1))
    });
    let calls: Vec<_> = calls.collect();
    for (call, sum) in calls.into_iter().zip(1..) {
        assert_eq!(call.await.expect("nothing panics"), Ok(sum));
    }
}

/// While a thread waits, the executor goes on: it's what makes the answer come.
async fn a_wait_moves_to_a_thread_of_its_own(_: Target, _: Arc<Loopback>, client: Client) {
    let mut later = client.later(0).expect("it's kept");
    let waiting = spawn_blocking(move || later.wait(LONG));
    sleep(SHORT).await;
    answer(&client, 0, 4).await;
    let answer = waiting.await.expect("nothing panics");
    assert_eq!(answer.expect("it has come").value, 4);
}

async fn a_limit_of_time_ends_the_wait_and_not_the_call(
    _: Target,
    _: Arc<Loopback>,
    client: Client,
) {
    let mut later = client.later(0).expect("it's kept");
    timeout(SHORT, &mut later)
        .await
        .expect_err("nobody answers");
    answer(&client, 0, 5).await;
    let answer = timeout(LONG, later).await.expect("in time");
    assert_eq!(answer.expect("it has come").value, 5);
}

async fn what_comes_first_is_taken(_: Target, _: Arc<Loopback>, client: Client) {
    let (mut one, mut other) = (
        client.later(1).expect("it's kept"),
        client.later(2).expect("it's kept"),
    );
    let answering = Arc::clone(&client);
    let task = spawn(async move { answer(&answering, 2, 2).await });
    let first = tokio::select! {
        answer = &mut one => answer,
        answer = &mut other => answer,
    };
    assert_eq!(first.expect("it has come").value, 2);
    task.await.expect("nothing panics");
    answer(&client, 1, 1).await;
    assert_eq!(one.await.expect("it has come").value, 1);
}

/// Polled, then dropped: the driver answers nobody, and the next call isn't mistaken for it.
async fn what_is_given_up_is_forgotten(_: Target, _: Arc<Loopback>, client: Client) {
    for _ in 0..20 {
        let later = client.later(0).expect("it's kept");
        timeout(Duration::from_millis(1), later)
            .await
            .expect_err("nobody answers");
        answer(&client, 0, 1).await;
        let next = client.later(0).expect("it's kept");
        answer(&client, 0, 2).await;
        assert_eq!(next.await.expect("it has come").value, 2);
    }
}

async fn a_task_that_is_aborted_leaves_nothing(_: Target, _: Arc<Loopback>, client: Client) {
    let waiting = Arc::clone(&client);
    let task = spawn(async move {
        let later = waiting.later(0).expect("it's kept");
        let mut ticks = waiting.ticks().expect("it's kept");
        while StreamExt::next(&mut ticks).await.is_some() {}
        later.await.map(|_| ())
    });
    let asking = Arc::clone(&client);
    while !asking.waits(0).expect("asked") {
        yield_now().await;
    }
    client.pump(0, 10).expect("they are sent");
    task.abort();
    assert!(task.await.expect_err("it's aborted").is_cancelled());
    answer(&client, 0, 1).await;
}

async fn events_and_services_are_streams(target: Target, loopback: Arc<Loopback>, client: Client) {
    let ticks = client.ticks().expect("it's kept");
    client.pump(0, 100).expect("they are sent");
    let seen: Vec<_> = ticks
        .take(100)
        .map(|tick| tick.expect("a tick"))
        .collect()
        .await;
    assert_eq!(seen, Vec::from_iter(0..100));

    let service = Service::Class("StreamDriver");
    let watch = ServiceWatch::new(Arc::clone(&loopback), &service).expect("it watches");
    let ending = spawn_blocking(move || end_driver(target, &loopback, &client));
    let seen: Vec<_> = watch.take(2).collect().await;
    ending.await.expect("nothing panics");
    let [ServiceEvent::Arrived(one), ServiceEvent::Removed(other)] = seen[..] else {
        panic!("{seen:?}");
    };
    assert_eq!(one, other);
}
