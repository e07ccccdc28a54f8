//! A crowd of hostile apps, of several threads each: raw calls of anything, memory and notification
//! ports of any type, closes and deaths in the midst of calls, drivers that leave, memory that is
//! rewritten. Nothing crashes, hangs or leaks, and nobody gets bytes that nobody has written.
//!
//! `IIGEN_CROWD_SEED` is the seed of the first round, `IIGEN_CROWD_ROUNDS` how many there are; the next
//! ones have the next seeds. A failure names its round, whose threads may come in another order.

mod app;
mod call;
#[path = "../support/held.rs"]
mod held;
#[path = "../support/random.rs"]
mod random;
mod rows;
#[path = "../support/watch.rs"]
mod watch;

use std::hash::{BuildHasher, RandomState};
use std::thread;

use driver_tests::Loopback;
use driver_tests::targets::Target;

use held::{Held, eventually};
use random::{Random, number};
use rows::{DOOR, Driver, ECHO, MAPPED, SHAPES, STREAM, STRUCTS};

/// Drivers of one kind; the last is there as a kext only.
const DRIVERS: [&Driver; 6] = [&ECHO, &STREAM, &SHAPES, &STRUCTS, &MAPPED, &DOOR];

fn round(seed: u64) {
    let mut random = Random::new(seed);
    let target = random.one_of(&Target::ALL);
    let drivers = match target {
        Target::Dext => &DRIVERS[..5],
        Target::Kext | Target::Kext2022 => &DRIVERS,
    };
    let builder = drivers.iter().fold(Loopback::builder(), |builder, driver| {
        target.add(builder, driver.provider, driver.clients)
    });
    let loopback = builder.start().expect("the drivers start");
    let held = Held::default();
    watch::step("apps");
    thread::scope(|scope| {
        for _ in 0..=random.below(3) {
            let random = Random::new(random.next());
            let (loopback, held) = (&loopback, &held);
            scope.spawn(move || app::run(loopback, drivers, held, random));
        }
    });
    watch::step("the drivers' end");
    loopback
        .finish()
        .unwrap_or_else(|leaks| panic!("of {target}: {leaks}"));
    watch::step("what listeners hold");
    eventually(|| held.others() == 0);
}

#[test]
fn a_crowd_does_what_it_likes() {
    let rounds = number("IIGEN_CROWD_ROUNDS").unwrap_or(100);
    let first = number("IIGEN_CROWD_SEED").unwrap_or_else(|| RandomState::new().hash_one(0) >> 16);
    watch::start(|seed| format!("IIGEN_CROWD_SEED={seed} IIGEN_CROWD_ROUNDS=1"));
    for seed in first..first + rounds {
        let _round = watch::Point::new(seed);
        round(seed);
    }
}
