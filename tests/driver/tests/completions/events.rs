//! Answers that come any number of times.

use std::future::poll_fn;
use std::pin::Pin;
use std::sync::mpsc::channel;
use std::time::Duration;

use driver_tests::stream::{Mode, Status};
use futures_core::Stream as _;
use iigen_client::{ErrorKind, Event, Events, IoReturn, Method};

use super::{LONG, block_on, with_stream};

#[test]
fn records_in_order() {
    with_stream(|_, stream| {
        let mut events = stream.watch().expect("it is kept");
        for level in 0..50 {
            stream.report(5, level).expect("sent");
        }
        for level in 0..50 {
            let event: Status = events.next(LONG).expect("more").expect("an event");
            let (mode, seen, tag) = (event.mode, event.level, event.tag);
            assert_eq!((mode, seen, tag), (Mode::BUSY, level, [1, 2, 3, 4, 5]));
        }
        let late = events.next(Duration::from_millis(10)).expect("not the end");
        assert_eq!(late.unwrap_err().kind(), ErrorKind::Timeout);
    });
}

#[test]
fn what_a_driver_sends_is_checked() {
    with_stream(|_, stream| {
        let mut events = stream.watch().expect("it is kept");
        stream.report(7, 1).expect("sent");
        stream.report(0, 101).expect("sent");
        stream.report(0, 100).expect("sent");
        let mut error = || events.next(LONG).expect("more").unwrap_err().to_string();
        assert_eq!(
            error(),
            "watch: the driver sent an event: event.mode must be one of IDLE, BUSY, not 7"
        );
        assert_eq!(
            error(),
            "watch: the driver sent an event: event.level must be at most 100, not 101"
        );
        let good = events.next(LONG).expect("more").expect("a good one");
        assert_eq!({ good.level }, 100);
    });
}

/// A client whose spec says another number of words.
#[test]
fn wrong_words() {
    with_stream(|_, stream| {
        let method = Method::new("ticks", 5);
        let mut events: Events<()> = Events::new(method, Event::new(2, |_| Ok(())));
        let connection = stream.connection().completing(&events);
        connection
            .call(method, &[], &[], &mut [], &mut [])
            .expect("it is kept");
        stream.pump(0, 1).expect("pumped");
        let error = events.next(LONG).expect("more").unwrap_err();
        assert_eq!(
            error.kind(),
            ErrorKind::EventSize {
                expected: 2,
                sent: 1
            }
        );
    });
}

#[test]
fn a_slow_consumer_loses_and_counts() {
    with_stream(|_, stream| {
        let mut events = stream.ticks().expect("it is kept").with_capacity(10);
        stream.pump(0, 100).expect("pumped");
        while events.lost() < 90 {
            std::thread::sleep(Duration::from_millis(1));
        }
        for tick in 0..10 {
            assert_eq!(events.next(LONG), Some(Ok(tick)));
        }
        stream.pump(100, 1).expect("pumped");
        assert_eq!(events.next(LONG), Some(Ok(100)));
        assert_eq!(events.lost(), 90);
    });
}

#[test]
fn is_a_stream() {
    with_stream(|_, stream| {
        let mut events = stream.ticks().expect("it is kept").with_capacity(100_000);
        stream.pump(0, 10_000).expect("pumped");
        block_on(async {
            for tick in 0..10_000 {
                let next = poll_fn(|context| Pin::new(&mut events).poll_next(context)).await;
                assert_eq!(next, Some(Ok(tick)));
            }
        });
        drop(stream);
        block_on(async {
            let last = poll_fn(|context| Pin::new(&mut events).poll_next(context)).await;
            assert!(last.expect("why it ends").is_err());
            let end = poll_fn(|context| Pin::new(&mut events).poll_next(context)).await;
            assert_eq!(end, None);
        });
    });
}

/// The callback calls the driver; dropped, nothing comes any more.
#[test]
fn calls_back() {
    with_stream(|loopback, stream| {
        let (sender, ticks) = channel();
        let subscription = stream.ticks().expect("it is kept").for_each(move |tick| {
            let _ = sender.send(tick);
        });
        stream.pump(0, 100).expect("pumped");
        for tick in 0..100 {
            assert_eq!(ticks.recv_timeout(LONG).expect("called"), Ok(tick));
        }
        assert_eq!(subscription.lost(), 0);
        drop(subscription);
        stream.pump(100, 100).expect("pumped");
        assert!(
            ticks.recv_timeout(LONG).is_err(),
            "the callback is dropped, uncalled"
        );
        let _ = loopback;
    });
}

#[test]
fn replaced() {
    with_stream(|_, stream| {
        let mut first = stream.ticks().expect("it is kept");
        let mut second = stream.ticks().expect("it is kept");
        stream.pump(5, 1).expect("pumped");
        let error = first.next(LONG).expect("why it ends").unwrap_err();
        assert_eq!(error.io_return(), Some(IoReturn::ABORTED));
        assert_eq!(first.next(LONG), None);
        assert_eq!(second.next(LONG), Some(Ok(5)));
    });
}

/// The user client stops while another queue sends.
#[test]
fn stops_while_it_sends() {
    for _ in 0..20 {
        with_stream(|_, stream| {
            let mut events = stream.ticks().expect("it is kept").with_capacity(1 << 20);
            stream.pump(0, 1 << 30).expect("pumped");
            assert_eq!(events.next(LONG), Some(Ok(0)));
            drop(stream);
            let mut expected = 1;
            loop {
                match events.next(LONG) {
                    Some(Ok(tick)) => assert_eq!(tick, expected),
                    Some(Err(_)) => break,
                    None => unreachable!("the error comes first"),
                }
                expected += 1;
            }
            assert_eq!(events.next(LONG), None);
        });
    }
}
