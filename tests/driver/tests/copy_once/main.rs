//! An app rewrites a structure while the driver looks at it. What was checked is what a handler
//! sees, because generated code copies the structure once and checks the copy.
//!
//! A structure of more than 4096 bytes is the app's own memory; the loopback gives the driver the
//! very same bytes, so that the race is a real one. That it is really run is shown by a handler
//! without generated checks, which looks at that memory twice.

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

/// No race is won for sure; one that isn't in so long isn't there.
const PATIENCE: Duration = Duration::from_secs(60);
/// So many calls at least.
const ROUNDS: usize = 100;

/// What a handler has seen: numbers out of range, and numbers that have changed.
fn look(
    loopback: &Loopback,
    connection: RawConnection,
    selector: u32,
    racing: &Racing,
) -> Result<[u64; 2], IoReturn> {
    let mut seen = [0; 2];
    let call = Call {
        selector,
        scalar_input: &[],
        structure_input: racing.bytes(),
        scalar_output: &mut seen,
        structure_output: StructureOutput::none(),
    };
    loopback.call(connection, call).map(|_| seen)
}

/// Calls until `enough`, while another thread rewrites the structure.
fn race(selector: u32, mut enough: impl FnMut(usize, Result<[u64; 2], IoReturn>) -> bool) {
    let loopback = support::start();
    let service = Service::Class("EchoDriver");
    let connection = loopback.open(&service, 0).expect("the driver opens");
    let racing = Racing::new();
    let (began, mut rounds) = (Instant::now(), 0);
    racing.run(|| {
        loop {
            rounds += 1;
            if enough(rounds, look(&loopback, connection, selector, &racing)) {
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
    let (mut accepted, mut refused) = (0, 0);
    race(LOOK, |rounds, result| {
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

/// The mistake: checked in the app's memory, and then used there. The same race shows it.
#[test]
fn without_the_copy_it_sees_more() {
    let (mut out_of_range, mut changed) = (0, 0);
    race(LOOK_AT_CLIENT, |_, result| {
        if let Ok(seen) = result {
            out_of_range += seen[0];
            changed += seen[1];
        }
        out_of_range > 0 && changed > 0
    });
}
