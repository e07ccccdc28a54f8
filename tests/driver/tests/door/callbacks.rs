//! Callbacks: the message arrives where the action was made for, with its context.

use driver_tests::Loopback;
use driver_tests::door::panel::PanelUserClient;
use std::time::{Duration, Instant};

use crate::start;

/// Asks until the answer is another; callbacks come when the queue has time for them.
fn later<A: PartialEq>(before: &A, ask: impl Fn() -> A) -> A {
    let started = Instant::now();
    loop {
        let answer = ask();
        if answer != *before {
            return answer;
        }
        assert!(
            started.elapsed() < Duration::from_secs(10),
            "nobody calls back"
        );
        std::thread::yield_now();
    }
}

#[test]
fn the_user_client_is_called_back() {
    let loopback = start();
    let panel: PanelUserClient<&Loopback> = PanelUserClient::open(&loopback).expect("it opens");
    for round in 1..=20 {
        let before = panel.heard().expect("it answers");
        panel
            .ring(1 << 40 | round, u64::from(u32::MAX) + round, 440)
            .expect("it rings");
        let heard = later(&before, || panel.heard().expect("it answers"));
        assert_eq!(
            (heard.number, heard.count, heard.tone, heard.times),
            (
                1 << 40 | round,
                u64::from(u32::MAX) + round,
                440,
                u32::try_from(round).expect("it is small")
            )
        );
    }
    assert!(panel.plain().expect("it answers"));
    drop(panel);
    loopback.finish().expect("every action is released");
}

#[test]
fn the_provider_is_called_back() {
    let loopback = start();
    let panel = PanelUserClient::open(&loopback).expect("it opens");
    let before = panel.told().expect("it answers");
    panel.tell(99).expect("it rings");
    let told = later(&before, || panel.told().expect("it answers"));
    assert_eq!((told.number, told.count), (99, 3));
    drop(panel);
    loopback.finish().expect("every action is released");
}
