//! A driver or its app dies at a thousand random points, with dexts and kexts side by side: nothing
//! leaks, nothing hangs, nothing is used after it is gone, and every error that the app sees says what
//! happened.
//!
//! `IIGEN_KILL_POINTS` is how many points there are, `IIGEN_KILL_SEED` the seed of the first one;
//! the next ones have the next seeds. A failure names its point.

mod app;
#[path = "../support/block_on.rs"]
mod block_on;
mod fate;
#[path = "../support/held.rs"]
mod held;
#[path = "../support/random.rs"]
mod random;
#[path = "../support/watch.rs"]
mod watch;

use std::hash::{BuildHasher, RandomState};
use std::time::Duration;

use driver_tests::Loopback;
use driver_tests::mapped::MappedUserClient;
use driver_tests::stream::StreamUserClient;
use driver_tests::targets::Target;
use iigen_client::{Error, ErrorKind, IoReturn};
use iigen_loopback::{Builder, Client, Victim};

use fate::Fate;
use held::{Held, eventually};
use random::{Random, number};

/// A point that crosses less is survived; few do.
const CROSSINGS: u64 = 60;

/// How long an answer may take.
const PATIENCE: Duration = Duration::from_secs(30);

/// How somebody dies.
#[derive(Clone, Copy, Debug)]
enum Blow {
    /// At a message, whatever it is.
    At(u64),
    /// After a while, wherever both sides are.
    After(Duration),
}

/// The drivers, each of its own kind; with the class of its user client, and the name of its
/// properties.
const DRIVERS: [(&str, &str, &str); 3] = [
    ("StreamDriver", "StreamProperties", "StreamUserClient"),
    ("MappedDriver", "MappedProperties", "MappedUserClient"),
    ("EchoDriver", "EchoProperties", "EchoUserClient"),
];

fn start(targets: [Target; 3]) -> Loopback {
    let add = |builder: Builder, (driver, target): ((&str, &str, &str), Target)| {
        let (driver, properties, class) = driver;
        target.add(builder, driver, &[(properties, class)])
    };
    let drivers = DRIVERS.into_iter().zip(targets);
    let builder = drivers.fold(Loopback::builder(), add);
    builder.start().expect("the drivers start")
}

/// What the drivers are. One that is to crash is a dext: the kernel would go with a kext.
fn targets(victim: Victim, random: &mut Random) -> [Target; 3] {
    let mut target = || random.one_of(&Target::ALL);
    match victim {
        Victim::Driver => [Target::Dext; 3],
        Victim::Client => [target(), target(), target()],
    }
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
    let targets = targets(victim, &mut random);
    let loopback = start(targets);
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
        .unwrap_or_else(|leaks| panic!("{victim:?} dies ({blow:?}, {targets:?}): {leaks}"));
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

/// The threads of this process, where they can be counted.
fn threads() -> usize {
    std::fs::read_dir("/proc/self/task").map_or(0, Iterator::count)
}

#[test]
fn either_side_dies_at_random_points() {
    let points = number("IIGEN_KILL_POINTS").unwrap_or(1000);
    let first = number("IIGEN_KILL_SEED").unwrap_or_else(|| RandomState::new().hash_one(0) >> 16);
    watch::start(|seed| format!("kill point IIGEN_KILL_SEED={seed} IIGEN_KILL_POINTS=1"));
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
