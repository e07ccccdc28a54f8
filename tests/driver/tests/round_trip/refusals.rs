//! What the client itself refuses: the error names the method and the field, and nothing is sent.

use std::sync::atomic::{AtomicUsize, Ordering};

use driver_tests::{Bits, EchoUserClient, Kind, Level, Loopback, Wide, WideBits};
use iigen_client::{Cache, Call, Error, ErrorKind, IoReturn};
use iigen_client::{RawConnection, RawMapping, Returned, Service, Transport};

use crate::support;
use crate::values::{large, packed, page_and_one, pairs, point, small};

/// A transport that counts the calls that go through it.
struct Counting<'l> {
    loopback: &'l Loopback,
    calls: AtomicUsize,
}

// SAFETY: every call goes to the loopback, which keeps the promises.
unsafe impl Transport for Counting<'_> {
    fn open(&self, service: &Service<'_>, open_type: u32) -> Result<RawConnection, IoReturn> {
        self.loopback.open(service, open_type)
    }
    fn call(&self, connection: RawConnection, call: Call<'_>) -> Result<Returned, IoReturn> {
        self.calls.fetch_add(1, Ordering::Relaxed);
        self.loopback.call(connection, call)
    }
    fn map(
        &self,
        connection: RawConnection,
        memory_type: u32,
        cache: Cache,
    ) -> Result<RawMapping, IoReturn> {
        self.loopback.map(connection, memory_type, cache)
    }
    unsafe fn unmap(
        &self,
        connection: RawConnection,
        memory_type: u32,
        mapping: RawMapping,
    ) -> Result<(), IoReturn> {
        // SAFETY: the caller's promise is the same one.
        unsafe { self.loopback.unmap(connection, memory_type, mapping) }
    }
    unsafe fn close(&self, connection: RawConnection) -> Result<(), IoReturn> {
        // SAFETY: the caller's promise is the same one.
        unsafe { self.loopback.close(connection) }
    }
}

type Echo<'t> = EchoUserClient<&'t Counting<'t>>;

/// A driver, and a test that sends nothing to it.
fn without_a_call(test: impl Fn(&Echo<'_>)) {
    for loopback in support::start() {
        let transport = Counting {
            loopback: &loopback,
            calls: AtomicUsize::new(0),
        };
        let echo = Echo::open(&transport).expect("the driver opens");
        test(&echo);
        drop(echo);
        assert_eq!(transport.calls.load(Ordering::Relaxed), 0);
        loopback.finish().expect("nothing is left");
    }
}

/// The client refuses, and says of what: `method: field must be ...`.
fn refused<T: std::fmt::Debug>(result: Result<T, Error>, says: &str) {
    let error = result.expect_err(says);
    assert!(matches!(error.kind(), ErrorKind::Refused(_)), "{error}");
    let text = error.to_string();
    assert!(text.starts_with(says), "{text}");
    assert_eq!(error.io_return(), None);
}

#[test]
fn scalars() {
    without_a_call(|echo| {
        let ranges =
            |percent, near, many, below, least| echo.ranges(percent, near, many, below, least);
        refused(
            ranges(101, 0, 1, -1, 10),
            "ranges: percent must be at most 100, not 101",
        );
        refused(
            ranges(0, -6, 1, -1, 10),
            "ranges: near must be at least -5, not -6",
        );
        refused(
            ranges(0, 6, 1, -1, 10),
            "ranges: near must be at most 5, not 6",
        );
        refused(
            ranges(0, 0, 0, -1, 10),
            "ranges: many must be at least 1, not 0",
        );
        let many = (1 << 63) + 1;
        let most = "ranges: many must be at most 9223372036854775808, not";
        refused(ranges(0, 0, many, -1, 10), most);
        refused(
            ranges(0, 0, 1, 0, 10),
            "ranges: below must be at most -1, not 0",
        );
        refused(
            ranges(0, 0, 1, -1, 9),
            "ranges: least must be at least 10, not 9",
        );

        let (kind, level, wide) = (Kind::ONE, Level::LOW, Wide::FAR);
        let (bits, wide_bits) = (Bits::FIRST, WideBits::LAST);
        refused(
            echo.names(Kind(2), level, wide, bits, wide_bits),
            "names: kind must be one of",
        );
        refused(
            echo.names(kind, Level(1), wide, bits, wide_bits),
            "names: level must be one of",
        );
        refused(
            echo.names(kind, level, Wide(1), bits, wide_bits),
            "names: wide must be one of",
        );
        refused(
            echo.names(kind, level, wide, Bits(2), wide_bits),
            "names: bits must",
        );
        refused(
            echo.names(kind, level, wide, bits, WideBits(2)),
            "names: wide_bits must",
        );
        refused(
            echo.both(10, kind, &small(0)),
            "both: a must be at most 9, not 10",
        );
        refused(
            echo.both(9, Kind(3), &small(0)),
            "both: kind must be one of",
        );
    });
}

#[test]
fn fields() {
    without_a_call(|echo| {
        let mut value = small(0);
        value.id = 0;
        refused(
            echo.echo_small(&value),
            "echo_small: value.id must be at least 1, not 0",
        );
        refused(
            echo.both(0, Kind::ONE, &value),
            "both: value.id must be at least 1, not 0",
        );
        value = small(0);
        value.points[1].x = 101;
        refused(
            echo.echo_small(&value),
            "echo_small: value.points[1].x must be at most 100",
        );
        value = small(0);
        value.level = Level(301);
        refused(
            echo.echo_small(&value),
            "echo_small: value.level must be one of",
        );

        let mut value = packed(0);
        value.count = 10;
        refused(
            echo.echo_packed(&value),
            "echo_packed: value.count must be at most 9, not 10",
        );
        value = packed(0);
        value.kinds = [Kind::ONE, Kind::ONE, Kind(9)];
        refused(
            echo.echo_packed(&value),
            "echo_packed: value.kinds[2] must be one of",
        );

        let mut value = page_and_one(0);
        value.page.id = 1001;
        let says = "echo_page_and_one: value.page.id must be at most 1000, not 1001";
        refused(echo.echo_page_and_one(&value), says);
        let mut value = large(0);
        value.last = 1001;
        refused(
            echo.keep_large(&value),
            "keep_large: value.last must be at most 1000, not 1001",
        );
        let mut value = pairs();
        value.pairs[1023].high = 1001;
        refused(
            echo.look(&value),
            "look: pairs.pairs[1023].high must be at most 1000, not 1001",
        );
        refused(
            echo.echo_level(Level(5)),
            "echo_level: value must be one of",
        );
        let kinds = [Kind::ONE, Kind::ONE, Kind::ONE, Kind::ONE, Kind(4)];
        refused(
            echo.five_kinds(&kinds),
            "five_kinds: value[4] must be one of",
        );
    });
}

#[test]
fn lengths() {
    without_a_call(|echo| {
        let bytes = vec![0; 10_001];
        let back = &mut [0; 5000][..];
        refused(
            echo.bytes(&bytes, back),
            "bytes: value_length must be at most 10000, not 10001",
        );
        let says = "around_inband: value_length must be at least 4095, not 4094";
        refused(echo.around_inband(&bytes[..4094], back), says);
        let says = "around_inband: value_length must be at most 4098, not 4099";
        refused(echo.around_inband(&bytes[..4099], back), says);
        let says = "inband: value_length must be at most 4096, not 4097";
        refused(echo.inband(&bytes[..4097], back), says);
        let says = "not_inband: value_length must be at least 4097, not 4096";
        refused(echo.not_inband(&bytes[..4096]), says);
        refused(
            echo.not_inband(&bytes[..5001]),
            "not_inband: value_length must be at most 5000",
        );

        let mut points = vec![point(0); 2001];
        let room = &mut vec![point(0); 2000];
        refused(
            echo.points(&[], room),
            "points: value_count must be at least 1, not 0",
        );
        refused(
            echo.points(&points, room),
            "points: value_count must be at most 2000, not 2001",
        );
        points[7].x = -101;
        refused(
            echo.points(&points[..9], room),
            "points: value[7].x must be at least -100",
        );

        let says = "small_and_bytes: tail_length must be at most 5000, not 5001";
        refused(echo.small_and_bytes(&small(0), &bytes[..5001], back), says);
        let smalls = vec![small(0); 201];
        let room = &mut vec![small(0); 200];
        let says = "point_and_smalls: tail_count must be at least 1, not 0";
        refused(echo.point_and_smalls(&point(0), &[], room), says);
        let says = "point_and_smalls: tail_count must be at most 200, not 201";
        refused(echo.point_and_smalls(&point(0), &smalls, room), says);
    });
}
