//! It is used on several threads at once.

use std::sync::Arc;
use std::thread;
use std::time::Duration;

use super::super::fake::{Answer, Fake, FakeService};
use super::super::kit::Kit;
use super::{Answered, RING, Seen, Told, bare, close, ring};
use crate::{Cache, Connection, IoReturn, Mapping, ReadOnly, ReadWrite, ServiceWatch, Transport};

/// How often each thread does it.
const TIMES: usize = 300;

/// What can be sent to other threads, and used on several.
#[test]
fn the_transport_and_what_is_opened_is_send_and_sync() {
    fn both<T: Send + Sync>() {}
    both::<Kit<Fake>>();
    both::<Connection<Kit<Fake>>>();
    both::<Mapping<[u8], ReadOnly, Kit<Fake>>>();
    both::<Mapping<[u8], ReadWrite, Kit<Fake>>>();
    both::<ServiceWatch<Kit<Fake>>>();
}

fn on_threads(threads: usize, work: impl Fn() + Sync) {
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| (0..TIMES).for_each(|_| work()));
        }
    });
}

/// Answers come while the connection is being closed, and after it.
#[test]
fn completions_and_closes_at_once() {
    let fake = ring();
    fake.drive(|fake, called| {
        if let Some(wake) = called.wake {
            fake.complete(wake, IoReturn::SUCCESS, &[1]);
            fake.complete(wake, IoReturn::SUCCESS, &[2]);
            if called.selector == 1 {
                fake.let_go(wake);
            }
        }
        Answer::default()
    });
    let kit = fake.kit();
    let work = || {
        let connection = kit.open(&RING, 0).expect("it opens");
        let mapping = kit.map(connection, 1, Cache::Default).expect("it maps");
        let told = [0, 1].map(|selector| {
            let told = Told::new();
            let sink = Arc::clone(&told) as _;
            kit.call_async(connection, bare(selector), sink)
                .expect("it answers");
            told
        });
        kit.call(connection, bare(2)).expect("it answers");
        // SAFETY: it came from there, and isn't used.
        unsafe { kit.unmap(connection, 1, mapping) }.expect("it unmaps");
        close(&kit, connection);
        for told in told {
            // The sink is dropped behind the last that it's told.
            while Arc::strong_count(&told) > 1 {
                thread::yield_now();
            }
            let first = Answered::With(IoReturn::SUCCESS, vec![1]);
            let second = Answered::With(IoReturn::SUCCESS, vec![2]);
            let all = [first, second, Answered::Gone];
            let told = told.take();
            // All, or some and the end.
            assert_eq!(told.last(), Some(&Answered::Gone));
            assert_eq!(told[..told.len() - 1], all[..told.len() - 1]);
        }
    };
    fake.with_threads(|| on_threads(4, work));
    drop(kit);
    fake.assert_clean();
}

/// Watches begin and end while services come and go.
#[test]
fn watches_and_services_at_once() {
    let fake = ring();
    let kit = fake.kit();
    let watch = || {
        let told = Told::new();
        let watch = kit.watch(&RING, Arc::clone(&told) as _);
        thread::yield_now();
        kit.unwatch(watch.expect("it watches"));
        while Arc::strong_count(&told) > 1 {
            thread::yield_now();
        }
        let mut present = Vec::new();
        for seen in told.take() {
            match seen {
                Seen::Arrived(id) => {
                    assert!(!present.contains(&id), "it arrives once");
                    present.push(id);
                }
                Seen::Removed(id) => {
                    let index = present.iter().position(|it| *it == id);
                    present.swap_remove(index.expect("it had arrived"));
                }
            }
        }
    };
    fake.with_threads(|| {
        thread::scope(|scope| {
            scope.spawn(|| {
                for id in 100..100 + TIMES as u64 {
                    fake.arrive(FakeService::dext(id, "RingDriver"));
                    fake.arrive(FakeService::kext(id + 10_000, &["RingDriver"]));
                    fake.remove(id);
                    fake.remove(id + 10_000);
                }
            });
            on_threads(3, watch);
        });
        let found = crate::wait_for(&kit, &RING, Duration::from_secs(60));
        assert_eq!(found.map(|id| id.0), Ok(7));
    });
    drop(kit);
    fake.assert_clean();
}
