//! Memory of drivers.

use super::super::fake::Fake;
use super::{close, connected, open, ring};
use crate::{Cache, IoReturn, Memory, ReadWrite, Transport};

const MEMORY: Memory = Memory {
    name: "ring",
    number: 5,
    size: 4096,
    cache: Cache::Default,
};

#[test]
fn memory_is_mapped_anywhere_as_it_is_cached() {
    let fake = ring();
    let kit = fake.kit();
    let connection = open(&kit);
    let caches = [
        (Cache::Default, 0x001),
        (Cache::Inhibit, 0x101),
        (Cache::WriteThrough, 0x201),
        (Cache::Copyback, 0x301),
        (Cache::WriteCombine, 0x401),
    ];
    for (cache, options) in caches {
        let mapping = kit.map(connection, 5, cache).expect("it maps");
        assert_eq!((mapping.size, fake.map_options()), (4096, options));
        assert!(!mapping.address.is_null());
        // SAFETY: it came just now.
        unsafe { kit.unmap(connection, 5, mapping) }.expect("it unmaps");
    }
    close(&kit, connection);
    fake.assert_clean();
}

#[test]
fn memory_is_used_until_it_is_dropped() {
    let fake = ring();
    let connection = connected(&fake.kit());
    let (one, other) = (
        connection.map_bytes::<ReadWrite>(MEMORY).expect("it maps"),
        connection.map_bytes::<ReadWrite>(MEMORY).expect("it maps"),
    );
    one.copy_from(4092, b"done").expect("it has that much");
    // The mapping keeps the connection.
    drop((connection, one));
    let mut bytes = [0; 4];
    other.copy_to(4092, &mut bytes).expect("it has that much");
    assert_eq!(&bytes, b"done");
    drop(other);
    fake.assert_clean();
}

/// Nothing uses memory that can't be where it is said to be.
#[test]
fn impossible_memory_is_unmapped_at_once() {
    for (address, size) in [(0, 4096), (u64::MAX - 4095, 4097), (4096, u64::MAX)] {
        let fake: Fake = ring();
        let kit = fake.kit();
        let connection = open(&kit);
        fake.map_at(address, size);
        let mapped = kit.map(connection, 5, Cache::Default);
        assert_eq!(mapped, Err(IoReturn::VM_ERROR));
        // It was unmapped before the connection was closed.
        let unmaps = fake.called();
        assert!(unmaps.contains(&"IOConnectUnmapMemory64"));
        close(&kit, connection);
        fake.assert_clean();
    }
}

#[test]
fn what_is_still_mapped_goes_with_the_connection() {
    let fake = ring();
    let kit = fake.kit();
    let connection = open(&kit);
    kit.map(connection, 1, Cache::Default).expect("it maps");
    kit.map(connection, 2, Cache::Default).expect("it maps");
    close(&kit, connection);
    fake.assert_clean();
}
