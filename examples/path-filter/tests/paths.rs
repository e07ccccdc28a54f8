//! Paths of all lengths, by the client and by calls that no client makes.

use std::sync::atomic::{AtomicBool, AtomicU8, Ordering};
use std::time::{Duration, Instant};
use std::{slice, thread};

use iigen_client::{Call, IoReturn, RawConnection, Service, StructureOutput, Transport as _};
use iigen_loopback::Loopback;

mod path_filter {
    include!(concat!(env!("OUT_DIR"), "/path_filter_user_client.rs"));
}

use path_filter::{PathFilterUserClient, Verdict};

/// As of the spec.
const ADD_RULE: u32 = 2;
const REMOVE_RULE: u32 = 3;
const CHECK: u32 = 4;
const RULE: u32 = 5;
const LONGEST: usize = 1 << 20;

/// On both sides of the length from which on a structure comes by descriptor, and at both ends.
const LENGTHS: [usize; 9] = [1, 2, 4093, 4095, 4096, 4097, 4099, LONGEST - 1, LONGEST];

fn start() -> Loopback {
    let loopback = Loopback::builder().kext("PathFilter").start();
    loopback.expect("the kext starts")
}

fn path(length: usize) -> String {
    "/ab/c".chars().cycle().take(length).collect()
}

/// A call without the client's checks, which answers one number or none.
fn call(
    loopback: &Loopback,
    connection: RawConnection,
    selector: u32,
    structure: &[u8],
) -> Result<u64, IoReturn> {
    let mut number = [0];
    let call = Call {
        selector,
        scalar_input: &[],
        structure_input: structure,
        scalar_output: &mut number,
        structure_output: StructureOutput::none(),
    };
    loopback.call(connection, call).map(|_| number[0])
}

/// Runs with a connection of its own, and sees that nothing is left.
fn connected(test: impl FnOnce(&Loopback, RawConnection)) {
    let loopback = start();
    let service = Service::Class("PathFilter");
    let connection = loopback.open(&service, 0).expect("the kext opens");
    test(&loopback, connection);
    // SAFETY: opened above, and without mappings.
    unsafe { loopback.close(connection) }.expect("closed");
    loopback.finish().expect("nothing is left");
}

#[test]
fn paths_of_all_lengths_arrive_whole() {
    let loopback = start();
    {
        let filter = PathFilterUserClient::open(&loopback).expect("it opens");
        filter.enable(true).expect("enabled");
        for length in LENGTHS {
            let path = path(length);
            assert_eq!(filter.check(&path), Ok(Verdict::ALLOW), "{length}");
            let rule = filter.add_rule(&path).expect("a rule");
            assert_eq!(filter.check(&path), Ok(Verdict::DENY), "{length}");
            assert!(filter.rule(rule) == Ok(path.clone()), "{length}");
            // The last byte counts, too.
            if length > 1 {
                let mut other = path.clone();
                let last = other.pop();
                other.push(if last == Some('/') { 'a' } else { '/' });
                assert_eq!(filter.check(&other), Ok(Verdict::ALLOW), "{length}");
            }
            filter.remove_rule(rule).expect("removed");
        }
        let statistics = filter.get_statistics().expect("statistics");
        assert_eq!(statistics.longest, LONGEST as u64);
    }
    loopback.finish().expect("nothing is left");
}

/// The client refuses these itself; the kext does, too.
#[test]
fn no_path_is_empty_or_too_long() {
    connected(|loopback, connection| {
        for length in LENGTHS {
            let path = path(length);
            let allowed = call(loopback, connection, CHECK, path.as_bytes());
            assert_eq!(allowed, Ok(0), "{length}");
        }
        for length in [0, LONGEST + 1, LONGEST + 4096] {
            let refused = call(loopback, connection, CHECK, path(length).as_bytes());
            assert_eq!(refused, Err(IoReturn::BAD_ARGUMENT), "{length}");
        }
        for length in [2, 4096, 4097] {
            let mut path = path(length).into_bytes();
            path[length - 1] = 0;
            let refused = call(loopback, connection, CHECK, &path);
            assert_eq!(refused, Err(IoReturn::BAD_ARGUMENT), "a NUL in {length}");
        }
    });
}

/// The kext doesn't ask whether a path is UTF-8: it keeps the bytes as they are, and the client, whose paths
/// are text, says that it got something else.
#[test]
fn what_is_no_text_is_told_to_the_app_that_reads_it() {
    for length in [2, 4096, 4097] {
        connected(|loopback, connection| {
            let mut path = path(length).into_bytes();
            path[length - 1] = 0xff;
            let rule = call(loopback, connection, ADD_RULE, &path).expect("a rule");
            {
                let filter = PathFilterUserClient::open(loopback).expect("it opens");
                let number = u32::try_from(rule).expect("a number of the kext's");
                let read = filter.rule(number).expect_err("no text");
                assert!(read.to_string().contains("UTF-8"), "{read}");
            }
            assert!(kept(loopback, connection, rule) == path, "{length}");
        });
    }
}

/// An app can't have the kext keep more than it has room for.
#[test]
fn rules_have_an_end() {
    let loopback = start();
    {
        let filter = PathFilterUserClient::open(&loopback).expect("it opens");
        let path = path(LONGEST);
        let added = std::iter::repeat_with(|| filter.add_rule(&path)).take(5);
        let added: Vec<_> = added.collect();
        assert!(added[..3].iter().all(Result::is_ok), "{added:?}");
        let last = added[4].as_ref().expect_err("no room");
        assert_eq!(last.io_return(), Some(IoReturn::NO_SPACE));
    }
    loopback
        .finish()
        .expect("nothing is left, though rules were");
}

/// So many calls at least, and so long at most.
const ROUNDS: usize = 200;
const PATIENCE: Duration = Duration::from_secs(60);

/// A second thread of the app makes a path of another, and no path at all, while the kext takes it: a
/// rule is what was checked, because the kext has copied it once. Checked in the app's memory and then
/// copied, it would have a NUL inside sooner or later.
#[test]
fn a_path_that_the_app_rewrites_is_checked_and_kept_as_one() {
    for length in [4096, 4097, 64 << 10] {
        connected(|loopback, connection| rewritten(loopback, connection, length));
    }
}

fn rewritten(loopback: &Loopback, connection: RawConnection, length: usize) {
    let bytes: Vec<_> = path(length)
        .into_bytes()
        .into_iter()
        .map(AtomicU8::new)
        .collect();
    let (middle, end) = (&bytes[length / 2], &bytes[length - 1]);
    // SAFETY: bytes of the vector. They change under the slice, which Rust doesn't allow its own code
    // to see: nothing reads them through it, they go to the kext as an address, as the memory of any
    // app does.
    let sent = unsafe { slice::from_raw_parts(bytes.as_ptr().cast::<u8>(), length) };
    let over = AtomicBool::new(false);
    let (mut accepted, mut refused) = (0, 0);
    thread::scope(|scope| {
        scope.spawn(|| {
            while !over.load(Ordering::Relaxed) {
                for byte in [b'x', 0] {
                    for _ in 0..64 {
                        middle.store(byte, Ordering::Relaxed);
                        end.store(byte, Ordering::Relaxed);
                        std::hint::spin_loop();
                    }
                }
                thread::yield_now();
            }
        });
        let _end = EndsWith(&over);
        let began = Instant::now();
        while accepted < 10 || refused < 10 || accepted + refused < ROUNDS {
            assert!(
                began.elapsed() < PATIENCE,
                "{accepted} accepted, {refused} refused"
            );
            match call(loopback, connection, ADD_RULE, sent) {
                Ok(rule) => {
                    accepted += 1;
                    let kept = kept(loopback, connection, rule);
                    assert_eq!(kept.len(), length);
                    assert!(
                        !kept.contains(&0),
                        "a rule has a NUL, which its check refuses"
                    );
                }
                Err(code) => {
                    refused += 1;
                    assert_eq!(code, IoReturn::BAD_ARGUMENT);
                }
            }
        }
    });
}

/// Reads a rule back, and removes it.
fn kept(loopback: &Loopback, connection: RawConnection, rule: u64) -> Vec<u8> {
    let mut path = Vec::new();
    let read = Call {
        selector: RULE,
        scalar_input: &[rule],
        structure_input: &[],
        scalar_output: &mut [],
        structure_output: StructureOutput::Variable(&mut path),
    };
    loopback.call(connection, read).expect("the rule is there");
    let remove = Call {
        selector: REMOVE_RULE,
        scalar_input: &[rule],
        structure_input: &[],
        scalar_output: &mut [],
        structure_output: StructureOutput::none(),
    };
    loopback.call(connection, remove).expect("removed");
    path
}

/// Ends the other thread, also when the calls end in a panic.
struct EndsWith<'o>(&'o AtomicBool);

impl Drop for EndsWith<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}
