//! What happens to a driver by itself: callbacks that a `.iig` declares with `TYPE(...)` really run, and so
//! do the actions of a kext's event sources.

use std::time::{Duration, Instant};

use driver_tests::Loopback;
use driver_tests::life::LifeUserClient;
use driver_tests::targets::Target;
use iigen_loopback::Builder;

/// A driver of every kind.
fn builders() -> impl Iterator<Item = Builder> {
    Target::ALL.into_iter().map(|target| {
        println!("the driver is {target}");
        let clients = [("LifeProperties", "LifeUserClient")];
        target.add(Loopback::builder(), "LifeDriver", &clients)
    })
}

fn open(loopback: &Loopback) -> LifeUserClient<&Loopback> {
    LifeUserClient::open(loopback).expect("the user client opens")
}

const MS: Duration = Duration::from_millis(1);

fn nanoseconds(duration: Duration) -> u64 {
    u64::try_from(duration.as_nanos()).expect("it is short")
}

#[test]
fn virtual_time_passes_when_it_is_told_to() {
    for builder in builders() {
        let loopback = builder.virtual_time().start().expect("it starts");
        let life = open(&loopback);
        life.arm(nanoseconds(10 * MS), 3).expect("it arms");
        loopback.advance(9 * MS);
        assert_eq!(life.ticks().expect("it answers").count, 0);
        loopback.advance(MS);
        let ticks = life.ticks().expect("it answers");
        assert_eq!((ticks.count, ticks.last), (1, nanoseconds(10 * MS)));
        // Each is armed by the one before, and then never more.
        loopback.advance(3600 * 1000 * MS);
        let ticks = life.ticks().expect("it answers");
        assert_eq!((ticks.count, ticks.last), (3, nanoseconds(30 * MS)));
        drop(life);
        loopback.finish().expect("nothing is left");
    }
}

#[test]
fn a_later_time_replaces_an_earlier_one_and_a_disabled_timer_is_silent() {
    for builder in builders() {
        let loopback = builder.virtual_time().start().expect("it starts");
        let life = open(&loopback);
        life.arm(nanoseconds(5 * MS), 1).expect("it arms");
        life.arm(nanoseconds(10 * MS), 1).expect("it arms");
        loopback.advance(7 * MS);
        assert_eq!(life.ticks().expect("it answers").count, 0);
        loopback.advance(7 * MS);
        assert_eq!(life.ticks().expect("it answers").count, 1);
        life.arm(nanoseconds(5 * MS), 1).expect("it arms");
        life.disarm().expect("it disarms");
        loopback.advance(7 * MS);
        assert_eq!(life.ticks().expect("it answers").count, 1);
        drop(life);
        loopback.finish().expect("nothing is left");
    }
}

#[test]
fn real_time_passes_by_itself() {
    for builder in builders() {
        let loopback = builder.start().expect("it starts");
        let life = open(&loopback);
        life.arm(nanoseconds(2 * MS), 3).expect("it arms");
        let begun = Instant::now();
        while life.ticks().expect("it answers").count < 3 {
            assert!(begun.elapsed() < Duration::from_secs(10));
            std::thread::sleep(MS);
        }
        assert!(life.ticks().expect("it answers").last >= nanoseconds(6 * MS));
        // It may end while a timer is armed.
        life.arm(nanoseconds(3600 * 1000 * MS), 1).expect("it arms");
        drop(life);
        loopback.finish().expect("nothing is left");
    }
}

#[test]
fn interrupts_are_counted_and_told_when_they_are_enabled() {
    for builder in builders() {
        let loopback = builder.virtual_time().start().expect("it starts");
        let life = open(&loopback);
        assert!(loopback.interrupt("LifeDriver", 0));
        assert!(!loopback.interrupt("LifeDriver", 1));
        assert!(!loopback.interrupt("Nobody", 0));
        assert!(loopback.interrupt("LifeDriver", 0));
        loopback.advance(Duration::ZERO);
        assert_eq!(life.interrupts().expect("it answers").told, 0);
        life.enable(true).expect("it enables");
        loopback.advance(Duration::ZERO);
        let interrupts = life.interrupts().expect("it answers");
        assert_eq!((interrupts.told, interrupts.count), (1, 2));
        assert!(loopback.interrupt("LifeDriver", 0));
        loopback.advance(Duration::ZERO);
        let interrupts = life.interrupts().expect("it answers");
        assert_eq!((interrupts.told, interrupts.count), (2, 3));
        drop(life);
        loopback.finish().expect("nothing is left");
    }
}
