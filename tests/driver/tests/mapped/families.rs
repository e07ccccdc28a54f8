//! A memory type for each index.

use driver_tests::mapped::{MappedUserClient, Sample};
use driver_tests::targets::Target;
use iigen_client::{
    Cache, Call, ErrorKind, IoReturn, RawConnection, RawMapping, Returned, Service, Transport,
};

use crate::{open, open_raw, with_driver};

#[test]
fn each_index_has_memory_of_its_own() {
    with_driver(|loopback, _| {
        let client = open(loopback);
        let channels: Vec<_> = (0..4)
            .map(|index| client.map_channels(index).expect("a channel"))
            .collect();
        for (channel, index) in channels.iter().zip(0..) {
            assert_eq!((channel.size(), channel.count()), (4096, 256));
            client.mark(index, 100 + u64::from(index)).expect("marked");
        }
        for (channel, number) in channels.iter().zip(100..) {
            let first = channel.at(0).expect("the first");
            assert_eq!(first.get(Sample::NUMBER), number);
            let last = channel.at(255).expect("the last");
            last.write(&Sample { number, square: 0 });
            assert_eq!(last.read().number, number);
            assert_eq!(
                channel.at(256).unwrap_err().to_string(),
                "channels: there is no element 256 among 256"
            );
        }
    });
}

/// The client knows the range, and the driver how much of it there is now.
#[test]
fn an_index_that_is_not_there() {
    with_driver(|loopback, _| {
        let client = open(loopback);
        let error = client.map_channels(32).unwrap_err();
        assert_eq!(
            error.to_string(),
            "channels: index must be at most 31, not 32"
        );
        let error = client.map_slots(3).unwrap_err();
        assert_eq!(error.to_string(), "slots: index must be at least 4, not 3");
        let error = client.map_slots(u32::MAX).unwrap_err();
        assert!(matches!(error.kind(), ErrorKind::Refused(_)));

        let refused = |index| client.map_channels(index).unwrap_err().io_return();
        assert_eq!(refused(4), Some(IoReturn::BAD_ARGUMENT));
        client.set_channels(6).expect("set");
        assert_eq!(client.map_channels(5).expect("there").count(), 256);
        assert_eq!(refused(6), Some(IoReturn::BAD_ARGUMENT));
        client.set_channels(u32::MAX).expect("set");
        assert_eq!(client.map_channels(31).expect("there").count(), 256);
    });
}

/// Raw calls: types around each family, and in none.
#[test]
fn types_of_no_memory() {
    with_driver(|loopback, _| {
        let client = open(loopback);
        let raw = open_raw(loopback);
        let map = |memory_type| loopback.map(raw, memory_type, Cache::Default);
        for memory_type in [
            0,
            3,
            0xffff,
            0x1_0004,
            0x1_001f,
            0x1_0020,
            0x1_ffff,
            0x2_0000,
            0x2_0003,
            0x2_0008,
            0x3_0000,
            0x4_0004,
            0x4_0020,
            0x5_0000,
            0x1000_0000,
            0x8001_0000,
            u32::MAX,
        ] {
            assert_eq!(
                map(memory_type),
                Err(IoReturn::BAD_ARGUMENT),
                "{memory_type:#x}"
            );
        }
        for memory_type in [
            1, 2, 0x1_0000, 0x1_0003, 0x2_0004, 0x2_0007, 0x4_0000, 0x4_0003,
        ] {
            assert!(map(memory_type).is_ok(), "{memory_type:#x}");
        }
        assert_eq!(
            client.asked().expect("asked"),
            0,
            "another client's handlers"
        );
        // SAFETY: its mappings aren't used.
        unsafe { loopback.close(raw) }.expect("closed");
    });
}

/// The handler makes the memory of each index once; each unmap asks for it again and gets the same.
#[test]
fn the_same_descriptor_at_unmap() {
    with_driver(|loopback, _| {
        let client = open(loopback);
        for index in 0..4 {
            let counters = client.map_counters(index).expect("counters");
            let again = client.map_counters(index).expect("counters");
            let number = u64::from(index);
            let square = number * number;
            assert_eq!(counters.read(), Sample { number, square });
            drop(counters);
            assert_eq!(again.get(Sample::SQUARE), square);
        }
        assert_eq!(client.asked().expect("asked"), 4);
        for index in 0..4 {
            client.map_counters(index).expect("counters");
        }
        assert_eq!(client.asked().expect("asked"), 4);
    });
}

/// Mapped in one order and unmapped in another, through the raw transport, each once.
#[test]
fn unmapped_in_any_order() {
    with_driver(|loopback, _| {
        let raw = open_raw(loopback);
        let types = [0x1_0000, 0x1_0001, 0x4_0000, 0x2_0004, 1, 2];
        let map = |memory_type| {
            loopback
                .map(raw, memory_type, Cache::Default)
                .expect("mapped")
        };
        let mut mapped: Vec<_> = types.iter().map(|of| (*of, map(*of))).collect();
        for (memory_type, mapping) in &mapped {
            assert_eq!(map(*memory_type), *mapping);
        }
        mapped.rotate_left(2);
        for (memory_type, mapping) in mapped {
            // SAFETY: mapped above, and not used.
            let unmap = |of| unsafe { loopback.unmap(raw, of, mapping) };
            assert!(unmap(memory_type ^ 1).is_err(), "{memory_type:#x}");
            assert_eq!(unmap(memory_type), Ok(()), "{memory_type:#x}");
            assert_eq!(unmap(memory_type), Err(IoReturn::BAD_ARGUMENT));
        }
        // SAFETY: it has no mappings.
        unsafe { loopback.close(raw) }.expect("closed");
    });
}

#[test]
fn a_handler_that_fails_is_asked_again() {
    with_driver(|loopback, _| {
        let client = open(loopback);
        client.fail_next(0xe000_02bd).expect("planned");
        assert!(client.map_counters(1).is_err());
        assert_eq!(client.map_counters(1).expect("there").read().square, 1);
        assert_eq!(client.asked().expect("asked"), 2);
    });
}

/// A family that isn't backed by what it needs.
#[test]
fn no_hardware_is_no_memory() {
    with_driver(|loopback, target| {
        let client = open(loopback);
        for _ in 0..3 {
            assert!(client.map_bars(0).is_err());
            assert!(client.map_registers().is_err());
            assert!(client.map_transfer().is_err());
        }
        // A kext has no such memory.
        let asked = if target == Target::Dext { 9 } else { 0 };
        assert_eq!(client.asked().expect("asked"), asked);
    });
}

/// Passes everything on, and remembers how memory was wanted cached.
struct Caches<'l>(
    &'l driver_tests::Loopback,
    std::sync::Mutex<Vec<(u32, Cache)>>,
);

// SAFETY: the loopback keeps the promises.
unsafe impl Transport for Caches<'_> {
    fn open(&self, service: &Service<'_>, open_type: u32) -> Result<RawConnection, IoReturn> {
        self.0.open(service, open_type)
    }
    fn call(&self, connection: RawConnection, call: Call<'_>) -> Result<Returned, IoReturn> {
        self.0.call(connection, call)
    }
    fn map(
        &self,
        connection: RawConnection,
        memory_type: u32,
        cache: Cache,
    ) -> Result<RawMapping, IoReturn> {
        self.1.lock().expect("no panic").push((memory_type, cache));
        self.0.map(connection, memory_type, cache)
    }
    unsafe fn unmap(
        &self,
        connection: RawConnection,
        memory_type: u32,
        mapping: RawMapping,
    ) -> Result<(), IoReturn> {
        // SAFETY: the caller's promise is the same one.
        unsafe { self.0.unmap(connection, memory_type, mapping) }
    }
    unsafe fn close(&self, connection: RawConnection) -> Result<(), IoReturn> {
        // SAFETY: the caller's promise is the same one.
        unsafe { self.0.close(connection) }
    }
}

#[test]
fn the_client_asks_for_the_cache_of_the_spec() {
    with_driver(|loopback, _| {
        let transport = Caches(loopback, std::sync::Mutex::default());
        let client = MappedUserClient::open(&transport).expect("open");
        let slots = client.map_slots(4).expect("slots");
        assert_eq!(slots.at(63).expect("the last").read().number, 0);
        assert!(slots.at(64).is_err());
        client.map_channels(0).expect("a channel");
        assert!(client.map_bars(1).is_err());
        let caches = transport.1.lock().expect("no panic").clone();
        let expected = [
            (0x2_0004, Cache::WriteCombine),
            (0x1_0000, Cache::Default),
            (0x101, Cache::Inhibit),
        ];
        assert_eq!(caches, expected);
    });
}
