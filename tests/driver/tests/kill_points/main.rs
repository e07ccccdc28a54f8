//! A driver or its app dies at a thousand random points: nothing leaks, nothing hangs, nothing is
//! used after it is gone, and every error that the app sees says what happened.
//!
//! `IIGEN_KILL_POINTS` is how many points there are, `IIGEN_KILL_SEED` the seed of the first one;
//! the next ones have the next seeds. A failure names its point.

mod app;
#[path = "../support/block_on.rs"]
mod block_on;
mod fate;
mod random;
mod watch;

use std::hash::{BuildHasher, RandomState};
use std::time::{Duration, Instant};

use driver_tests::Loopback;
use driver_tests::mapped::MappedUserClient;
use driver_tests::stream::StreamUserClient;
use iigen_client::{Error, ErrorKind, IoReturn};
use iigen_loopback::{Client, Victim};

use fate::{Fate, Held};
use random::Random;

/// A point that crosses less is survived; few do.
const CROSSINGS: u64 = 60;

/// How long what was let go may take to go.
const PATIENCE: Duration = Duration::from_secs(30);

/// How somebody dies.
#[derive(Clone, Copy, Debug)]
enum Blow {
    /// At a message, whatever it is.
    At(u64),
    /// After a while, wherever both sides are.
    After(Duration),
}

fn start() -> Loopback {
    Loopback::builder()
        .provider("StreamDriver")
        .user_client("StreamProperties", "StreamUserClient")
        .provider("MappedDriver")
        .user_client("MappedProperties", "MappedUserClient")
        .provider("EchoDriver")
        .user_client("EchoProperties", "EchoUserClient")
        .start()
        .expect("the drivers start")
}

fn kill(loopback: &Loopback, app: &Client<'_>, victim: Victim) {
    match victim {
        Victim::Driver => loopback.crash_driver(),
        Victim::Client => app.die(),
    }
}

/// Lets somebody die while an app does everything; whether it came to that.
fn point(seed: u64) -> bool {
    let mut random = Random::new(seed);
    let victim = if random.flip() {
        Victim::Driver
    } else {
        Victim::Client
    };
    let blow = match random.below(3) {
        0 => Blow::After(Duration::from_micros(random.below(5000))),
        _ => Blow::At(1 + random.below(CROSSINGS)),
    };
    let (fate, held) = (Fate::new(victim), Held::default());
    let loopback = start();
    let app = loopback.client();
    let dies_at = match blow {
        Blow::At(crossing) => {
            loopback.kill_at(crossing, victim);
            loopback.crossings() + crossing
        }
        Blow::After(_) => 0,
    };
    std::thread::scope(|scope| {
        if let Blow::After(time) = blow {
            let (loopback, app, fate) = (&loopback, &app, &fate);
            scope.spawn(move || {
                std::thread::sleep(time);
                kill(loopback, app, victim);
                fate.see();
            });
        }
        app::run(&app, &fate, &held, &mut random);
    });
    let died = loopback.crossings() >= dies_at;
    if died {
        watch::step("afterwards");
        afterwards(&loopback, &app, victim).expect("the living go on");
    }
    assert!(died || !fate.seen(), "nobody has died, but it was seen");
    watch::step("the app's end");
    drop(app);
    watch::step("the drivers' end");
    loopback
        .finish()
        .unwrap_or_else(|leaks| panic!("{victim:?} dies ({blow:?}): {leaks}"));
    watch::step("what callbacks hold");
    eventually(|| held.others() == 0);
    died
}

/// The dead don't open, and the death of an app is nothing to another.
fn afterwards(loopback: &Loopback, app: &Client<'_>, victim: Victim) -> Result<(), Error> {
    let dead = StreamUserClient::open(app).expect_err("somebody is dead");
    match victim {
        Victim::Driver => assert!(matches!(dead.kind(), ErrorKind::NoService(_)), "{dead}"),
        Victim::Client => assert!(matches!(dead.kind(), ErrorKind::Call(_)), "{dead}"),
    }
    if victim == Victim::Driver {
        return Ok(());
    }
    let other = loopback.client();
    let mut answer = StreamUserClient::open(&other)?.at_once()?;
    // Its connection is closed, but it was sent before.
    match answer.wait(PATIENCE) {
        Ok(value) => assert_eq!(value, 77),
        Err(error) => assert_eq!(error.kind(), ErrorKind::Gone),
    }
    let mapped = MappedUserClient::open(&other)?;
    let mut ring = mapped.map_samples()?;
    assert_eq!(mapped.produce(3)?, 3);
    assert_eq!(ring.count()?, 3);
    let refused = mapped.map_channels(4).expect_err("there are four");
    assert_eq!(refused.io_return(), Some(IoReturn::BAD_ARGUMENT));
    Ok(())
}

fn eventually(what: impl Fn() -> bool) {
    let began = Instant::now();
    while !what() {
        assert!(began.elapsed() < PATIENCE, "not in {PATIENCE:?}");
        std::thread::sleep(Duration::from_millis(1));
    }
}

/// The threads of this process, where they can be counted.
fn threads() -> usize {
    std::fs::read_dir("/proc/self/task").map_or(0, Iterator::count)
}

fn number(name: &str) -> Option<u64> {
    let value = std::env::var(name).ok()?;
    Some(
        value
            .parse()
            .unwrap_or_else(|_| panic!("{name}={value} is no number")),
    )
}

#[test]
fn either_side_dies_at_random_points() {
    let points = number("IIGEN_KILL_POINTS").unwrap_or(1000);
    let first = number("IIGEN_KILL_SEED").unwrap_or_else(|| RandomState::new().hash_one(0) >> 16);
    watch::start();
    // The thread of the client library's callbacks stays.
    let before = threads() + 1;
    let died = (first..first + points)
        .filter(|&seed| {
            let _point = watch::Point::new(seed);
            point(seed)
        })
        .count() as u64;
    assert!(
        points < 100 || died > points * 3 / 4,
        "only {died} of {points} died"
    );
    eventually(|| threads() <= before);
}
