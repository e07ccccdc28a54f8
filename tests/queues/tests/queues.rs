//! A kext with two queues, and its clients.

use std::sync::{Arc, mpsc};
use std::time::{Duration, Instant};
use std::{env, thread};

use iigen_client::{Cache, Connection, Error, ErrorKind, IoReturn, Memory, Service, Transport};
use iigen_loopback::Loopback;
use queue_tests::events::{Event, EventUserClient, Kind};

/// Far more than anything here takes.
const LONG: Duration = Duration::from_secs(120);

const KEXTS: [&str; 2] = ["event_kext", "event_kext_2022"];

/// Runs with a kext of each kind, and sees that nothing is left of it.
fn with_kext(test: impl Fn(&Loopback)) {
    for kext in KEXTS {
        let loopback = Loopback::builder().kext("EventKext").of(kext).start();
        let loopback = loopback.expect("the kext starts");
        test(&loopback);
        loopback.finish().expect("nothing is left");
    }
}

fn open<T: Transport>(transport: T) -> EventUserClient<T> {
    EventUserClient::open(transport).expect("the kext opens")
}

/// A million, or fewer where each costs much more.
fn many() -> u64 {
    if env::var_os("IIGEN_SANITIZED").is_some() {
        50_000
    } else {
        1_000_000
    }
}

/// Whether it is the event that the kext makes of a number.
#[track_caller]
fn assert_numbered(event: &Event, source: u32, number: u64) {
    let check = number.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let check = check.wrapping_add(u64::from(source));
    let expected = (number, check, source, (number % 3) as u32);
    let got = (event.number, event.check, event.source, event.kind.0);
    assert_eq!(got, expected);
}

/// The line that the kext makes of a number.
fn line(number: u64) -> Vec<u8> {
    let mut line = number.to_ne_bytes().to_vec();
    let length = 8 + number % 293;
    line.extend((8..length).map(|at| number.wrapping_add(at) as u8));
    line
}

#[test]
fn a_million_events_come_whole_and_in_order_in_two_queues() {
    let count = many();
    with_kext(|loopback| {
        let client = open(loopback);
        let mut events = client.map_events().expect("it maps");
        let mut log = client.map_log().expect("it maps");
        client.listen().expect("it listens");
        let other = open(loopback);
        thread::scope(|scope| {
            let flood = scope.spawn(|| other.flood(0, count));
            scope.spawn(|| {
                for number in (0..count).step_by(8) {
                    assert_eq!(log.next(LONG), Some(Ok(line(number))));
                }
                assert_eq!(log.try_next(), Ok(None));
            });
            for number in 0..count {
                let event = events.next(LONG).expect("it isn't the end");
                assert_numbered(&event.expect("it's an event"), 0, number);
            }
            assert_eq!(flood.join().expect("no panic"), Ok(()));
        });
        assert!(matches!(events.try_next(), Ok(None)));
    });
}

/// Several threads of the kext fill one queue: none of their events is lost, and those of each keep their
/// order.
#[test]
fn threads_share_a_queue() {
    const SOURCES: u32 = 3;
    let count = many() / 10;
    with_kext(|loopback| {
        let client = open(loopback);
        let mut events = client.map_events().expect("it maps");
        client.listen().expect("it listens");
        thread::scope(|scope| {
            for source in 1..=SOURCES {
                scope.spawn(move || open(loopback).flood(source, count).expect("it floods"));
            }
            let mut next = [0; SOURCES as usize];
            for _ in 0..u64::from(SOURCES) * count {
                let event = events.next(LONG).expect("it isn't the end");
                let event = event.expect("it's an event");
                let next = &mut next[event.source as usize - 1];
                assert_numbered(&event, event.source, *next);
                *next += 1;
            }
            assert_eq!(next, [count; SOURCES as usize]);
        });
    });
}

/// Where there is no room the kext is told, and what it was told is there, is.
#[test]
fn a_full_queue_loses_nothing_that_it_has_taken() {
    with_kext(|loopback| {
        let client = open(loopback);
        let mut events = client.map_events().expect("it maps");
        client.listen().expect("it listens");
        let (mut sent, mut taken) = (0, 0);
        for round in 0..1000_u64 {
            let accepted = client.fill(sent).expect("it fills");
            sent += accepted;
            let held = sent - taken;
            // As many as it has room for, and one more where nothing has come around the end.
            assert!((256..=257).contains(&held), "{held} in round {round}");
            assert_eq!(client.fill(sent), Ok(0));
            for _ in 0..round % 250 + 1 {
                let event = events.try_next().expect("it's well").expect("it's there");
                assert_numbered(&event, 0, taken);
                taken += 1;
            }
        }
        while let Some(event) = events.try_next().expect("it's well") {
            assert_numbered(&event, 0, taken);
            taken += 1;
        }
        assert_eq!(taken, sent);
    });
}

#[test]
fn entries_are_as_the_spec_says() {
    with_kext(|loopback| {
        let client = open(loopback);
        let mut events = client.map_events().expect("it maps");
        let mut log = client.map_log().expect("it maps");
        client.listen().expect("it listens");
        assert_eq!(client.write(&[7; 300]), Ok(true));
        assert_eq!(client.write(&[7; 301]), Ok(false));
        assert_eq!(client.write(&[]), Ok(true));
        assert_eq!(log.next(LONG), Some(Ok(vec![7; 300])));
        assert_eq!(log.next(LONG), Some(Ok(vec![])));
        assert_eq!(log.try_next(), Ok(None));
        // A kind that the spec doesn't have.
        assert_eq!(client.odd(), Ok(true));
        assert_eq!(client.fill(9).map(|accepted| accepted > 0), Ok(true));
        let kind = events.next(LONG).expect("it isn't the end");
        let kind = kind.expect_err("it isn't an event");
        assert_eq!(kind.kind(), ErrorKind::Element { field: "kind" });
        let event = events.try_next().expect("it's well").expect("it's there");
        assert_numbered(&event, 0, 9);
        assert_eq!(event.kind, Kind::FIRST);
    });
}

/// A queue that was left full is taken from by the next that maps it, who is told of what is new.
#[test]
fn a_queue_is_left_and_taken_up() {
    with_kext(|loopback| {
        let client = open(loopback);
        client.listen().expect("it listens");
        // Nobody has it mapped, and nobody is told.
        let accepted = client.fill(0).expect("it fills");
        let mut events = client.map_events().expect("it maps");
        let in_use = client.map_events().expect_err("it's mapped");
        assert_eq!(in_use.kind(), ErrorKind::InUse);
        for number in 0..accepted / 2 {
            let event = events.try_next().expect("it's well").expect("it's there");
            assert_numbered(&event, 0, number);
        }
        drop(events);
        let mut events = client.map_events().expect("it maps again");
        for number in accepted / 2..accepted {
            let event = events.try_next().expect("it's well").expect("it's there");
            assert_numbered(&event, 0, number);
        }
        thread::scope(|scope| {
            scope.spawn(|| {
                thread::sleep(Duration::from_millis(20));
                client.fill(1000)
            });
            let event = events.next(LONG).expect("it isn't the end");
            assert_numbered(&event.expect("it's an event"), 0, 1000);
        });
    });
}

#[test]
fn the_kext_takes_ports_for_its_queues_only() {
    with_kext(|loopback| {
        let connection = Connection::open(loopback, &Service::Class("EventKext"), 0);
        let connection = connection.expect("the kext opens");
        let map = |number| {
            let memory = Memory {
                name: "strange",
                number,
                size: 0,
                cache: Cache::Default,
            };
            let queue = connection.data_queue::<u64>(memory);
            queue.map(drop).map_err(|error| error.io_return())
        };
        assert_eq!(map(0), Ok(()));
        assert_eq!(map(1), Ok(()));
        assert_eq!(map(2), Err(Some(IoReturn::BAD_ARGUMENT)));
        drop(connection);

        let raw = loopback
            .open(&Service::Class("EventKext"), 0)
            .expect("it opens");
        let set = |number| loopback.set_notification_port(raw, number, None);
        assert_eq!(set(0), Ok(()));
        assert_eq!(set(2), Err(IoReturn::UNSUPPORTED));
        // SAFETY: opened above, and without mappings.
        unsafe { loopback.close(raw) }.expect("it closes");
    });
}

/// An app dies at some point of a flood: the kext goes on, and another app listens.
#[test]
fn an_app_that_dies_takes_nothing_with_it() {
    with_kext(|loopback| {
        let flooding = open(loopback);
        for round in 0..20_u64 {
            let app = loopback.client();
            let client = open(&app);
            let mut events = client.map_events().expect("it maps");
            let mut log = client.map_log().expect("it maps");
            client.listen().expect("it listens");
            thread::scope(|scope| {
                let flood = scope.spawn(|| flooding.flood(0, u64::MAX));
                let lines = scope.spawn(|| while let Some(Ok(_)) = log.next(LONG) {});
                for number in 0..round * 100 {
                    let event = events.next(LONG).expect("it isn't the end");
                    assert_numbered(&event.expect("it's an event"), 0, number);
                }
                app.die();
                // What the kext is doing ends.
                assert!(flood.join().expect("no panic").is_err(), "round {round}");
                lines.join().expect("no panic");
            });
            // What is in the memory is still there, and then it's the end.
            let start = Instant::now();
            let end = loop {
                match events.next(LONG) {
                    Some(Ok(_)) => {}
                    Some(Err(error)) => break error,
                    None => panic!("the end has an error"),
                }
            };
            assert_eq!(end, Error::new("events", ErrorKind::Gone));
            assert!(start.elapsed() < LONG);
            drop((events, log));
        }
    });
}

/// Entries are brought to a callback, which may call the kext.
#[test]
fn entries_are_brought_to_callbacks() {
    let loopback = Loopback::builder().kext("EventKext").of(KEXTS[0]).start();
    let loopback = Arc::new(loopback.expect("the kext starts"));
    let client = Arc::new(open(Arc::clone(&loopback)));
    client.listen().expect("it listens");
    let (send, receive) = mpsc::channel();
    let caller = Arc::clone(&client);
    let log = client.map_log().expect("it maps");
    let subscription = log.for_each(move |line| {
        let mut line = line.expect("it's a line");
        send.send(line.clone()).expect("it's received");
        line.push(0);
        if line.len() < 10 {
            assert_eq!(caller.write(&line), Ok(true));
        }
    });
    assert_eq!(client.write(b"x"), Ok(true));
    for length in 1..10 {
        let line = receive.recv_timeout(LONG).expect("it comes");
        assert_eq!(line.len(), length);
    }
    drop(subscription);
    // Its thread ends, and with it all that it has.
    assert!(receive.recv_timeout(LONG).is_err());
    drop(client);
    while Arc::strong_count(&loopback) > 1 {
        thread::yield_now();
    }
    let loopback = Arc::into_inner(loopback).expect("nobody else has it");
    loopback.finish().expect("nothing is left");
}
