//! Shared memory: the same each time, gone when it has to be, and never more than the spec allows.

mod support;

use std::process::Command;
use std::thread;

use driver_tests::{EchoUserClient, Loopback, Shared};
use iigen_client::{Cache, IoReturn, RawConnection, Service, Transport};

type Echo<'l> = EchoUserClient<&'l Loopback>;

/// Runs a test with a driver of its own, which has to be clean in the end.
fn with_loopback(test: impl Fn(&Loopback)) {
    for loopback in support::start() {
        test(&loopback);
        loopback.finish().expect("nothing is left");
    }
}

fn open(loopback: &Loopback) -> Echo<'_> {
    Echo::open(loopback).expect("the driver opens")
}

/// A connection without a generated client around it.
fn open_raw(transport: &impl Transport) -> RawConnection {
    let service = Service::Class("EchoDriver");
    transport.open(&service, 0).expect("the driver opens")
}

#[test]
fn sizes_and_first_contents() {
    with_loopback(|loopback| {
        let echo = open(loopback);
        let (ring, status) = (
            echo.map_ring().expect("ring"),
            echo.map_status().expect("status"),
        );
        let made = echo.map_made().expect("made");
        assert_eq!(
            (ring.size(), status.size(), made.size()),
            (65_536, 4096, 8192)
        );
        let mut bytes = vec![1; 65_536];
        ring.copy_to(0, &mut bytes).expect("within the ring");
        assert!(bytes.iter().all(|&byte| byte == 0));
        assert_eq!(status.get(Shared::HEAD), 0);
        assert_eq!(made.get(Shared::TAIL), 0x0707_0707);
    });
}

/// Two mappings are one memory, and the handler makes it once.
#[test]
fn mapped_twice() {
    with_loopback(|loopback| {
        let echo = open(loopback);
        let (first, second) = (
            echo.map_made().expect("made"),
            echo.map_made().expect("made"),
        );
        first.set(Shared::HEAD, 77);
        assert_eq!(second.get(Shared::HEAD), 77);
        drop(first);
        assert_eq!(second.get(Shared::HEAD), 77);
        drop(second);
        let third = echo.map_made().expect("made");
        assert_eq!(third.get(Shared::HEAD), 77);
        assert_eq!(echo.entered().expect("entered").count, 1);
    });
}

/// Through the raw transport: one address for one descriptor, which one unmap takes away.
#[test]
fn the_same_descriptor_each_time() {
    with_loopback(|loopback| {
        let raw = open_raw(loopback);
        for memory_type in [0, 1, 7] {
            let first = loopback
                .map(raw, memory_type, Cache::Default)
                .expect("mapped");
            assert_eq!(loopback.map(raw, memory_type, Cache::Default), Ok(first));
            // SAFETY: mapped above, and not used.
            let unmap = || unsafe { loopback.unmap(raw, memory_type, first) };
            assert_eq!(unmap(), Ok(()));
            assert_eq!(unmap(), Err(IoReturn::BAD_ARGUMENT));
            let again = loopback
                .map(raw, memory_type, Cache::Default)
                .expect("mapped");
            assert_eq!(again.size, first.size);
            // SAFETY: as above; of another type than it was mapped for, which the system finds out.
            let other = unsafe { loopback.unmap(raw, memory_type ^ 1, again) };
            assert!(other.is_err());
        }
        // SAFETY: its mappings aren't used.
        unsafe { loopback.close(raw) }.expect("closed");
    });
}

/// Types without memory, a handler that fails, and one that answers nothing: the app sees one code.
#[test]
fn types_without_memory() {
    with_loopback(|loopback| {
        let raw = open_raw(loopback);
        for memory_type in [2, 6, 8, 9, 10, 0x100, 0x107, 1 << 16, 1 << 31, u32::MAX] {
            let mapped = loopback.map(raw, memory_type, Cache::Default);
            assert_eq!(mapped, Err(IoReturn::BAD_ARGUMENT), "{memory_type}");
        }
        // SAFETY: it has no mappings.
        unsafe { loopback.close(raw) }.expect("closed");

        let echo = open(loopback);
        let absent = echo.map_absent().expect_err("absent");
        assert_eq!(
            absent.to_string(),
            "absent: kIOReturnBadArgument (0xe00002c2): the driver has no memory of the type 8, or \
             couldn't make it: whatever its CopyClientMemoryForType answers becomes this code"
        );
        assert_eq!(echo.map_broken().expect_err("broken").method(), "broken");
        // Asked again each time: a failure isn't remembered, and neither is success.
        assert_eq!(echo.entered().expect("entered").count, 2);
        assert!(echo.map_broken().is_err());
        assert_eq!(echo.entered().expect("entered").count, 3);
    });
}

/// A handler that fails is asked again.
#[test]
fn a_handler_that_fails_once() {
    with_loopback(|loopback| {
        let echo = open(loopback);
        echo.fail_next(IoReturn::NO_MEMORY.0 as u32)
            .expect("planned");
        assert!(echo.map_made().is_err());
        assert_eq!(echo.map_made().expect("made").size(), 8192);
        assert_eq!(echo.entered().expect("entered").count, 2);
    });
}

/// Each user client has memory of its own.
#[test]
fn not_shared_between_connections() {
    with_loopback(|loopback| {
        let (one, other) = (open(loopback), open(loopback));
        let (ring, stranger) = (
            one.map_ring().expect("ring"),
            other.map_ring().expect("ring"),
        );
        ring.set(Shared::HEAD, 1);
        assert_eq!(stranger.get(Shared::HEAD), 0);
    });
}

#[test]
fn mappings_outlive_the_client() {
    with_loopback(|loopback| {
        let echo = open(loopback);
        let (ring, status) = (
            echo.map_ring().expect("ring"),
            echo.map_status().expect("status"),
        );
        drop(echo);
        ring.set(Shared::TAIL, 5);
        assert_eq!((ring.get(Shared::TAIL), status.get(Shared::TAIL)), (5, 0));
        drop((status, ring));
    });
}

/// An app dies with connections and mappings: the driver lets go of all of it, and the next app
/// finds nothing of it.
#[test]
fn death_with_live_mappings() {
    with_loopback(|loopback| {
        for _ in 0..10 {
            let app = loopback.client();
            for memory_type in [0, 1, 7] {
                let raw = open_raw(&app);
                let mapping = app.map(raw, memory_type, Cache::Default).expect("mapped");
                assert_eq!(app.map(raw, memory_type, Cache::Default), Ok(mapping));
                if memory_type != 1 {
                    // SAFETY: mapped for writing, and alive.
                    unsafe { mapping.address.write(1) };
                }
            }
            drop(app);
        }
        let echo = open(loopback);
        assert_eq!(echo.map_ring().expect("ring").get(Shared::HEAD), 0);
    });
}

/// Many apps at once, each of several threads: nobody sees the other's numbers.
#[test]
fn many_apps_at_once() {
    const APPS: u32 = 8;
    const ROUNDS: u32 = 30;
    with_loopback(|loopback| {
        thread::scope(|scope| {
            for app in 0..APPS {
                scope.spawn(move || {
                    let client = loopback.client();
                    let echo = EchoUserClient::open(&client).expect("the driver opens");
                    for round in 0..ROUNDS {
                        let ring = echo.map_ring().expect("ring");
                        let number = app * ROUNDS + round;
                        ring.set(Shared::HEAD, number);
                        assert_eq!(echo.number(number), Ok(number));
                        let mut back = vec![0; 5000];
                        let bytes = vec![app as u8; 5000];
                        assert_eq!(echo.bytes(&bytes, &mut back), Ok(5000));
                        assert_eq!(back, bytes);
                        assert_eq!(ring.get(Shared::HEAD), number);
                    }
                    let count = u64::from(2 * ROUNDS);
                    assert_eq!(echo.entered().expect("entered").count, count);
                });
            }
        });
    });
}

/// Set in the process that writes where it mustn't.
const WRITES: &str = "IIGEN_TEST_WRITES";

/// The types keep a client from it, so it goes past them, in a process of its own, which dies of it.
#[test]
fn read_only_is_read_only() {
    let writes = |memory_type: &str| {
        let this = std::env::current_exe().expect("this test");
        let output = Command::new(this)
            .args(["--exact", "writes_in_a_child", "--nocapture"])
            .env(WRITES, memory_type)
            .output()
            .expect("a child");
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(text.contains("it reads"), "{text}");
        (output.status.success(), text.contains("it wrote"))
    };
    assert_eq!(writes("0"), (true, true));
    assert_eq!(writes("1"), (false, false));
}

/// Does nothing but in the child of the test above.
#[test]
fn writes_in_a_child() {
    let Some(memory_type) = std::env::var(WRITES).ok().and_then(|it| it.parse().ok()) else {
        return;
    };
    with_loopback(|loopback| {
        let raw = open_raw(loopback);
        let mapping = loopback
            .map(raw, memory_type, Cache::Default)
            .expect("mapped");
        // SAFETY: mapped. Writing ends the process if the memory is read-only, as it should.
        unsafe {
            assert_eq!(mapping.address.add(mapping.size - 1).read_volatile(), 0);
            println!("it reads");
            mapping.address.write_volatile(1);
            println!("it wrote");
            loopback.close(raw).expect("closed");
        }
    });
}
