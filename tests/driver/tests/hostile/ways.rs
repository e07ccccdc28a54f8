//! The two ways of a structure, as a handler without checks sees them: what the sizes of the other
//! tests stand for.

use crate::client::{Attempt, Client, Room};
use crate::support;

/// Up to 4096 bytes are in the message, more are a descriptor, each way by itself.
#[test]
fn in_band_or_by_descriptor() {
    for (target, loopback) in support::each() {
        let client = Client::open(target, &loopback);
        for size in [0, 1, 4095, 4096, 4097, 8192, 1 << 20] {
            for room in [0, 1, 4095, 4096, 4097, 8192, 1 << 20] {
                let attempt = Attempt {
                    scalars: vec![0; 3],
                    structure: vec![1; size],
                    scalars_out: 16,
                    room: Room::Bytes(room),
                };
                let outcome = client.send(1000, &attempt);
                let returned = outcome.result.expect("nothing is checked");
                assert!(outcome.entered);
                assert_eq!(returned.scalars, 6);
                let descriptors = [size, room].map(|size| u64::from(size > 4096));
                let (size, room) = (size as u64, room as u64);
                let expected = [3, size, descriptors[0], 16, room, descriptors[1]];
                assert_eq!(outcome.words[..6], expected);
            }
        }
        drop(client);
        loopback.finish().expect("nothing is left");
    }
}
