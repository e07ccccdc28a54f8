//! Selectors without a method: between those of the table, behind it, reserved.

use iigen_client::{IoReturn, Method, StructureOutput};

use crate::client::{Attempt, Client, Room, open_dense};
use crate::support;
use crate::table;

/// What might come with a selector: as little and as much as a call can carry.
fn attempts() -> Vec<Attempt> {
    let nothing = Attempt {
        scalars: Vec::new(),
        structure: Vec::new(),
        scalars_out: 0,
        room: Room::Bytes(0),
    };
    let large = Attempt {
        scalars: vec![u64::MAX; 16],
        structure: vec![0xff; 100_000],
        scalars_out: 16,
        room: Room::Bytes(100_000),
    };
    let any = Attempt {
        room: Room::Variable,
        ..nothing.clone()
    };
    vec![nothing, large, any]
}

#[test]
fn outside_of_a_sparse_table() {
    const OWN: [u32; 7] = [0, 1, 2, 3, 71, 73, 1000];
    for (target, loopback) in support::each() {
        let client = Client::open(target, &loopback);
        let mut methods: Vec<_> = table::shapes().iter().map(|shape| shape.selector).collect();
        methods.extend(OWN);
        let reserved = [5, 200, 250, 300, 0xffff_fffe];
        let near = methods
            .iter()
            .flat_map(|it| [it.wrapping_sub(1), it.wrapping_add(1)]);
        // Some would be methods if they were cut to 31, 16 or 8 bits.
        let cut = methods
            .iter()
            .flat_map(|it| [it ^ (1 << 31), it ^ (1 << 16), it ^ (1 << 8)]);
        let mut selectors: Vec<u32> = near.chain(cut).chain(reserved).chain([u32::MAX]).collect();
        selectors.retain(|it| !methods.contains(it));
        assert!(selectors.len() > 100);
        for selector in selectors {
            for attempt in attempts() {
                let what = format!("selector {selector}");
                client.refused(&what, selector, &attempt, IoReturn::UNSUPPORTED);
            }
        }
        drop(client);
        loopback.finish().expect("nothing is left");
    }
}

#[test]
fn outside_of_a_dense_table() {
    for loopback in support::start() {
        let dense = open_dense(&loopback);
        let call = |selector, scalars: &[u64], words: &mut [u64]| {
            let method = Method::new("dense", selector);
            let returned = dense.call_raw(method, scalars, &[], words, StructureOutput::none());
            returned
                .map(|it| it.scalars)
                .map_err(|error| error.io_return())
        };
        let entered = || {
            let mut count = [0];
            call(0, &[], &mut count).expect("entered");
            count[0]
        };

        let mut word = [0];
        assert_eq!(call(1, &[77], &mut word), Ok(1));
        assert_eq!(word, [77]);
        assert_eq!(call(2, &[], &mut []), Ok(0));
        assert_eq!(entered(), 2);
        for selector in [
            3,
            4,
            5,
            255,
            256,
            257,
            1 << 16,
            (1 << 31) + 1,
            u32::MAX - 1,
            u32::MAX,
        ] {
            for scalars in [&[][..], &[1], &[0; 16]] {
                let mut words = [9; 16];
                let refused = call(selector, scalars, &mut words);
                assert_eq!(refused, Err(Some(IoReturn::UNSUPPORTED)), "{selector}");
                assert_eq!(words, [9; 16]);
            }
        }
        for (selector, counts) in [(1, 0..=16), (2, 0..=16)] {
            for count in counts.filter(|&count| count != usize::from(selector == 1)) {
                let refused = call(
                    selector,
                    &vec![0; count],
                    &mut [0; 1][..(selector == 1).into()],
                );
                assert_eq!(
                    refused,
                    Err(Some(IoReturn::BAD_ARGUMENT)),
                    "{selector} with {count}"
                );
            }
        }
        assert_eq!(entered(), 2);
        drop(dense);
        loopback.finish().expect("nothing is left");
    }
}
