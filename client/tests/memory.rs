//! Mapped memory: who sees it, how it's bounded, and when it goes.

mod support;

use std::sync::Arc;

use iigen_client::{
    Bool8, Cache, Connection, ErrorKind, Field, IoReturn, Mapping, Memory, ReadOnly, ReadWrite,
    Service,
};
use support::ring::{RingPage, RingUserClient, Slot};
use support::{Event, Fake};

const RING: Memory = Memory {
    name: "ring",
    number: 0,
    size: 0,
    cache: Cache::Default,
};
const LOG: Memory = Memory {
    name: "log",
    number: 1,
    size: 0,
    cache: Cache::Default,
};

fn open(fake: &Fake) -> Connection<&Fake> {
    let connection = Connection::open(fake, &Service::Class("RingDriver"), 0).unwrap();
    fake.events();
    connection
}

#[test]
fn fields_are_read_and_written_where_they_lie() {
    let fake = Fake::new().memory(0, 0, 64);
    let ring = RingUserClient::open(&fake).unwrap().ring().unwrap();
    ring.set(RingPage::HEAD, 1);
    ring.set_release(RingPage::TAIL, 2);
    ring.set_release(RingPage::TOTAL, 3);
    let slot = RingPage::SLOTS.at(1).unwrap();
    ring.set(
        slot,
        Slot {
            length: 4,
            ready: true.into(),
            padding_5: [0; 3],
        },
    );
    assert_eq!(ring.get(slot.field(Slot::READY)), Bool8::TRUE);
    assert!(RingPage::SLOTS.at(4).is_none());

    let page = ring.read();
    assert_eq!((page.head, page.tail, page.total), (1, 2, 3));
    assert_eq!(ring.get_acquire(RingPage::HEAD), 1);
    assert_eq!(ring.get_acquire(RingPage::TOTAL), 3);
    let mut bytes = [0; 8];
    ring.copy_to(24, &mut bytes).unwrap();
    assert_eq!(bytes, [4, 0, 0, 0, 1, 0, 0, 0]);

    ring.write(&RingPage { head: 9, ..page });
    assert_eq!(ring.read(), RingPage { head: 9, ..page });
    assert_eq!(format!("{ring:?}"), r#"Mapping { name: "ring", size: 64 }"#);
}

#[test]
fn bytes_are_copied_within_bounds() {
    let fake = Fake::new().memory(0, 0, 37);
    let mapping = open(&fake).map_bytes::<ReadWrite>(RING).unwrap();
    let all: [u8; 37] = std::array::from_fn(|at| at as u8 + 1);
    for start in 0..=37 {
        for end in start..=37 {
            mapping.copy_from(0, &[0; 37]).unwrap();
            mapping.copy_from(start, &all[start..end]).unwrap();
            let mut whole = [0xff; 37];
            mapping.copy_to(0, &mut whole).unwrap();
            let expected = |at| {
                if (start..end).contains(&at) {
                    all[at]
                } else {
                    0
                }
            };
            assert_eq!(whole, std::array::from_fn(expected), "{start}..{end}");
            let mut part = vec![0; end - start];
            mapping.copy_to(start, &mut part).unwrap();
            assert_eq!(part, all[start..end]);
        }
    }
    for (offset, length) in [(0, 38), (37, 1), (38, 0), (usize::MAX, 1), (usize::MAX, 2)] {
        let expected = ErrorKind::Bounds {
            offset,
            length,
            size: 37,
        };
        let error = mapping.copy_to(offset, &mut vec![0; length]).unwrap_err();
        assert_eq!(error.kind(), expected);
        let error = mapping.copy_from(offset, &vec![0; length]).unwrap_err();
        assert_eq!(error.kind(), expected);
    }
    let error = mapping.copy_from(30, &[0; 8]).unwrap_err();
    assert_eq!(
        error.to_string(),
        "ring: 8 bytes at 30 are outside of the 37 that are mapped"
    );
}

#[test]
fn a_field_of_a_packed_layout_need_not_be_aligned() {
    let fake = Fake::new().memory(0, 0, 16);
    let mapping = open(&fake).map::<[u8; 16], ReadWrite>(RING).unwrap();
    let odd = Field::<[u8; 16], u64>::new(3);
    mapping.set(odd, 0x0807_0605_0403_0201);
    assert_eq!(
        mapping.read(),
        [0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 0, 0, 0, 0, 0]
    );
    assert_eq!(mapping.get(odd), 0x0807_0605_0403_0201);
}

#[test]
#[should_panic(expected = "ring: the field isn't aligned")]
fn an_atomic_must_be_aligned() {
    let fake = Fake::new().memory(0, 0, 16);
    let mapping = open(&fake).map::<[u8; 16], ReadOnly>(RING).unwrap();
    mapping.get_acquire(Field::<[u8; 16], u32>::new(3));
}

#[test]
#[should_panic(expected = "the field isn't inside of the record")]
fn a_field_must_lie_inside() {
    let _ = Field::<[u8; 16], u32>::new(13);
}

#[test]
fn a_region_that_is_too_small_is_unmapped() {
    let fake = Fake::new().memory(0, 0, 63);
    let connection = open(&fake);
    let error = connection.map::<[u64; 8], ReadOnly>(RING).unwrap_err();
    assert_eq!(
        error.kind(),
        ErrorKind::RegionSize {
            expected: 64,
            mapped: 63
        }
    );
    let text = "ring: the driver mapped 63 bytes, and at least 64 are due";
    assert_eq!(error.to_string(), text);
    let memory = Memory { size: 64, ..RING };
    let error = connection.map_bytes::<ReadOnly>(memory).unwrap_err();
    assert_eq!(
        error.kind(),
        ErrorKind::RegionSize {
            expected: 64,
            mapped: 63
        }
    );
    let twice = [
        Event::Map(0),
        Event::Unmap(0),
        Event::Map(0),
        Event::Unmap(0),
    ];
    assert_eq!(fake.events(), twice);
}

#[test]
fn a_region_at_an_odd_address_is_unmapped() {
    let fake = Fake::new().memory(0, 4, 64);
    let connection = open(&fake);
    let error = connection.map::<RingPage, ReadOnly>(RING).unwrap_err();
    assert!(matches!(
        error.kind(),
        ErrorKind::RegionAddress { alignment: 8, .. }
    ));
    assert!(
        error
            .to_string()
            .ends_with("4, and the layout's alignment is 8"),
        "{error}"
    );
    assert!(connection.map::<[u32; 16], ReadOnly>(RING).is_ok());
    assert_eq!(fake.events()[..2], [Event::Map(0), Event::Unmap(0)]);
}

#[test]
fn memory_that_the_driver_refuses() {
    let fake = Fake::new();
    let error = RingUserClient::open(&fake).unwrap().bar(2).unwrap_err();
    let text = error.to_string();
    assert!(
        text.starts_with("bar: kIOReturnBadArgument (0xe00002c2): the driver has no memory"),
        "{text}"
    );
    assert_eq!(error.kind(), ErrorKind::Call(IoReturn::BAD_ARGUMENT));
    assert_eq!(fake.events()[1..], [Event::Map(0x102), Event::Close]);
}

#[test]
fn a_type_mapped_twice_is_unmapped_with_the_last() {
    let fake = Fake::new().memory(0, 0, 64);
    let connection = open(&fake);
    let first = connection.map::<RingPage, ReadWrite>(RING).unwrap();
    let second = connection.map_bytes::<ReadOnly>(RING).unwrap();
    first.set(RingPage::HEAD, 7);
    drop(first);
    let mut byte = [0];
    second.copy_to(0, &mut byte).unwrap();
    assert_eq!(byte, [7]);
    assert_eq!(fake.events(), [Event::Map(0)]);
    drop(second);
    assert_eq!(fake.events(), [Event::Unmap(0)]);
    drop(connection.map_bytes::<ReadOnly>(RING).unwrap());
    assert_eq!(fake.events(), [Event::Map(0), Event::Unmap(0)]);
}

#[test]
fn two_types_of_one_descriptor_are_one_mapping() {
    let fake = Fake::new()
        .memory(0, 0, 64)
        .memory(2, 0, 64)
        .same_memory(0, 1);
    let connection = open(&fake);
    let ring = connection.map_bytes::<ReadOnly>(RING).unwrap();
    let log = connection.map_bytes::<ReadOnly>(LOG).unwrap();
    let other = connection
        .map_bytes::<ReadOnly>(Memory { number: 2, ..LOG })
        .unwrap();
    drop(ring);
    assert_eq!(fake.events(), [Event::Map(0), Event::Map(1), Event::Map(2)]);
    drop(other);
    drop(log);
    assert_eq!(fake.events(), [Event::Unmap(2), Event::Unmap(0)]);
}

#[test]
fn a_mapping_keeps_its_connection_open() {
    let fake = Arc::new(Fake::new().memory(0, 0, 64));
    let client = RingUserClient::open(Arc::clone(&fake)).unwrap();
    let ring = client.ring().unwrap();
    drop(client);
    fake.events();
    ring.set(RingPage::HEAD, 1);
    assert_eq!(ring.get(RingPage::HEAD), 1);
    assert_eq!(fake.events(), []);
    drop(ring);
    assert_eq!(fake.events(), [Event::Unmap(0), Event::Close]);
}

#[test]
fn threads_share_a_ring() {
    fn shared<S: Send + Sync>(_: &S) {}
    let fake = Fake::new().memory(0, 0, 64);
    let client = RingUserClient::open(&fake).unwrap();
    shared(&client);
    let ring: Mapping<RingPage, ReadWrite, &Fake> = client.ring().unwrap();
    shared(&ring);
    let slot = |at: u32| {
        RingPage::SLOTS
            .at(at as usize % 4)
            .unwrap()
            .field(Slot::LENGTH)
    };
    std::thread::scope(|scope| {
        scope.spawn(|| {
            for at in 0..100 {
                while at - ring.get_acquire(RingPage::TAIL) == 4 {
                    std::thread::yield_now();
                }
                ring.set(slot(at), at * at);
                ring.set_release(RingPage::HEAD, at + 1);
            }
        });
        for at in 0..100 {
            while ring.get_acquire(RingPage::HEAD) == at {
                std::thread::yield_now();
            }
            assert_eq!(ring.get(slot(at)), at * at);
            ring.set_release(RingPage::TAIL, at + 1);
        }
    });
}

#[test]
fn threads_map_and_unmap_at_once() {
    let fake = Fake::new().memory(0, 0, 64);
    let connection = open(&fake);
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                for _ in 0..50 {
                    connection.map::<RingPage, ReadOnly>(RING).unwrap().read();
                }
            });
        }
    });
    let events = fake.events();
    let maps = events
        .iter()
        .filter(|event| **event == Event::Map(0))
        .count();
    assert_eq!(events.len(), 2 * maps);
}
