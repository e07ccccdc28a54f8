//! An app rewrites a structure while the driver looks at it, or fills it. What was checked is what a
//! handler sees, because generated code copies the structure once and checks the copy; and what it
//! fills is its own until it is done.
//!
//! A structure of more than 4096 bytes is the app's own memory; the loopback gives the driver the
//! very same bytes, so that the race is a real one. That it is really run is shown by handlers
//! without generated code, which look at that memory twice.

mod racing;
#[path = "../support/mod.rs"]
mod support;

use std::time::{Duration, Instant};

use driver_tests::Loopback;
use iigen_client::{Call, IoReturn, RawConnection, Service, StructureOutput, Transport};

use racing::Racing;

/// As of spec.yaml.
const LOOK: u32 = 70;
const LOOK_AT_CLIENT: u32 = 71;
const FILL: u32 = 72;
const FILL_CLIENT: u32 = 73;

/// No race is won for sure; one that isn't in so long isn't there.
const PATIENCE: Duration = Duration::from_secs(60);
/// So many calls at least.
const ROUNDS: usize = 100;

/// What a handler has seen, or why there was none.
type Seen = Result<Vec<u64>, IoReturn>;

/// Numbers out of range, and numbers that have changed.
fn look(loopback: &Loopback, connection: RawConnection, selector: u32, racing: &Racing) -> Seen {
    let mut seen = vec![0; 2];
    let call = Call {
        selector,
        scalar_input: &[],
        structure_input: racing.bytes(),
        scalar_output: &mut seen,
        structure_output: StructureOutput::none(),
    };
    loopback.call(connection, call).map(|_| seen)
}

/// Numbers that have changed.
fn fill(loopback: &Loopback, connection: RawConnection, selector: u32, racing: &Racing) -> Seen {
    let mut seen = vec![0];
    // SAFETY: bytes of atomics. Nothing here reads or writes through it; it goes to the driver.
    let room = unsafe { &mut *racing.room() };
    let call = Call {
        selector,
        scalar_input: &[],
        structure_input: &[],
        scalar_output: &mut seen,
        structure_output: StructureOutput::Buffer(room),
    };
    loopback.call(connection, call).map(|_| seen)
}

/// Calls until `enough`, while another thread rewrites the structure.
fn race(
    loopback: Loopback,
    call: impl Fn(&Loopback, RawConnection, &Racing) -> Seen,
    mut enough: impl FnMut(usize, Seen) -> bool,
) {
    let service = Service::Class("EchoDriver");
    let connection = loopback.open(&service, 0).expect("the driver opens");
    let racing = Racing::new();
    let (began, mut rounds) = (Instant::now(), 0);
    racing.run(|| {
        loop {
            rounds += 1;
            if enough(rounds, call(&loopback, connection, &racing)) {
                return;
            }
            assert!(began.elapsed() < PATIENCE, "not seen in {rounds} rounds");
        }
    });
    // SAFETY: opened above, and without mappings.
    unsafe { loopback.close(connection) }.expect("closed");
    loopback.finish().expect("nothing is left");
}

/// Some calls are refused, some are accepted, as the copy happens to be; no handler ever sees a
/// number that is out of range, or one that changes.
#[test]
fn a_handler_sees_what_was_checked() {
    for loopback in support::start() {
        let (mut accepted, mut refused) = (0, 0);
        let look = |to: &Loopback, connection, racing: &Racing| look(to, connection, LOOK, racing);
        race(loopback, look, |rounds, result| {
            match result {
                Ok(seen) => {
                    assert_eq!(seen, [0, 0], "a handler saw what its check had refused");
                    accepted += 1;
                }
                Err(code) => {
                    assert_eq!(code, IoReturn::BAD_ARGUMENT);
                    refused += 1;
                }
            }
            rounds >= ROUNDS && accepted >= 10 && refused >= 10
        });
    }
}

/// The mistake: checked in the app's memory, and then used there. The same race shows it.
#[test]
fn without_the_copy_it_sees_more() {
    for loopback in support::start() {
        let (mut out_of_range, mut changed) = (0, 0);
        let look = |to: &Loopback, connection, racing: &Racing| {
            look(to, connection, LOOK_AT_CLIENT, racing)
        };
        race(loopback, look, |_, result| {
            if let Ok(seen) = result {
                out_of_range += seen[0];
                changed += seen[1];
            }
            out_of_range > 0 && changed > 0
        });
    }
}

/// What a handler has filled stays as it is, whatever the app writes to where it will come.
#[test]
fn an_output_is_the_handlers_own() {
    for loopback in support::start() {
        let fill = |to: &Loopback, connection, racing: &Racing| fill(to, connection, FILL, racing);
        race(loopback, fill, |rounds, result| {
            assert_eq!(result, Ok(vec![0]), "a handler saw what the app wrote");
            rounds >= ROUNDS
        });
    }
}

/// The mistake: filled in the app's memory.
#[test]
fn in_the_apps_memory_it_changes() {
    for loopback in support::start() {
        let mut changed = 0;
        let fill =
            |to: &Loopback, connection, racing: &Racing| fill(to, connection, FILL_CLIENT, racing);
        race(loopback, fill, |_, result| {
            changed += result.expect("nothing is checked")[0];
            changed > 0
        });
    }
}
