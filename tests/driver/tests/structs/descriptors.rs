//! Bytes that the handler gets as a descriptor, however they came.

use iigen_client::{IoReturn, Method, StructureOutput};

use crate::raw::{call_with, entered, refused_with};
use crate::{each, open, start};

const SUM: u32 = 40;
const SUM_LARGE: u32 = 41;
const FILL: u32 = 42;
const FILL_LARGE: u32 = 43;

/// Around what goes in-band.
const SIZES: [usize; 8] = [0, 1, 2, 4095, 4096, 4097, 4098, 10_000];

fn bytes(size: usize) -> Vec<u8> {
    (0..size).map(|at| (at * 7 % 251) as u8).collect()
}

fn total(bytes: &[u8]) -> u64 {
    bytes.iter().map(|byte| u64::from(*byte)).sum()
}

#[test]
fn inputs_of_every_size() {
    for loopback in start() {
        let client = open(&loopback);
        for size in SIZES {
            let bytes = bytes(size);
            let reply = client.sum(&bytes).expect("a sum");
            assert_eq!((reply.total, reply.length), (total(&bytes), size as u64));
            if size >= 4097 {
                assert_eq!(client.sum_large(5, &bytes), Ok(5 + total(&bytes)));
            }
        }
        drop(client);
        loopback.finish().expect("nothing is left");
    }
}

#[test]
fn outputs_of_every_size() {
    for (target, loopback) in each() {
        let client = open(&loopback);
        for size in [16, 17, 4095, 4096] {
            let mut bytes = vec![0x5a; size];
            let reply = client.fill(9, 16, 16, &mut bytes).expect("it fills");
            assert_eq!((reply.room, reply.bytes_length), (size as u64, 16));
            assert!(bytes[..16].iter().all(|byte| *byte == 9));
            assert!(
                bytes[16..].iter().all(|byte| *byte == 0x5a),
                "as many as the driver says"
            );
        }
        // A dext's answer is all of a descriptor, whatever the handler says.
        for size in [4097, 4098, 10_000] {
            let mut bytes = vec![0x5a; size];
            let reply = client.fill(9, 16, 16, &mut bytes).expect("it fills");
            let told = target.told(16, size);
            assert_eq!((reply.room, reply.bytes_length), (size as u64, told));
            assert!(bytes[..16].iter().all(|byte| *byte == 9));
            assert!(bytes[16..].iter().all(|byte| *byte == 0x5a));
            assert_eq!(client.fill_large(8, &mut bytes), Ok(size));
            assert!(bytes.iter().all(|byte| *byte == 8));
        }
        drop(client);
        loopback.finish().expect("nothing is left");
    }
}

#[test]
fn both_ways() {
    for (target, loopback) in each() {
        let client = open(&loopback);
        for size in SIZES {
            for room in SIZES.into_iter().filter(|room| *room >= size) {
                let bytes = bytes(size);
                let mut back = vec![0; room];
                let length = client.turn(&bytes, &mut back).expect("it turns");
                assert_eq!(length, target.told(size, room));
                assert!(back[..size].iter().rev().eq(&bytes));
            }
        }
        drop(client);
        loopback.finish().expect("nothing is left");
    }
}

#[test]
fn an_answer_of_any_length_comes_from_a_buffer() {
    for loopback in start() {
        let client = open(&loopback);
        let method = Method::new("fill", FILL);
        for told in [16, 4096, 4097, 10_000] {
            let (mut room, mut bytes) = ([0], Vec::new());
            let output = StructureOutput::Variable(&mut bytes);
            let scalars = [3, told, told];
            let returned = client
                .connection()
                .call_raw(method, &scalars, &[], &mut room, output);
            assert_eq!(returned.map(|returned| returned.structure as u64), Ok(told));
            assert_eq!(room, [10_000]);
            assert_eq!(bytes, vec![3; told as usize]);
        }
        // What the handler hasn't filled is zero, not what was there before.
        let (mut room, mut bytes) = ([0], Vec::new());
        let output = StructureOutput::Variable(&mut bytes);
        let returned = client
            .connection()
            .call_raw(method, &[3, 1, 100], &[], &mut room, output);
        assert!(returned.is_ok());
        assert_eq!(bytes[..2], [3, 0]);
        assert_eq!(total(&bytes), 3);
    }
}

#[test]
fn a_handler_keeps_what_it_retains() {
    for loopback in start() {
        let client = open(&loopback);
        assert_eq!(
            client.sum_kept().map_err(|error| error.io_return()),
            Err(Some(IoReturn::NOT_READY))
        );
        let small = bytes(100);
        client.keep(&small).expect("it keeps");
        drop(small);
        assert_eq!(client.sum_kept(), Ok(total(&bytes(100))));
        let large = bytes(5000);
        client.keep(&large).expect("it keeps");
        assert_eq!(client.sum_kept(), Ok(total(&large)));
        client.keep(&large).expect("it keeps");
        drop(client);
        loopback.finish().expect("nothing is left");
    }
}

#[test]
fn a_handler_that_breaks_its_contract() {
    for loopback in start() {
        let client = open(&loopback);
        for (size, told) in [
            (16, 17),
            (16, 15),
            (4096, 4097),
            (5000, 5001),
            (5000, 15),
            (16, u64::MAX),
        ] {
            let error = client
                .fill(9, 16, told, &mut vec![0; size])
                .expect_err("too much, or too little");
            assert_eq!(
                error.io_return(),
                Some(IoReturn::INTERNAL_ERROR),
                "{size} {told}"
            );
        }
    }
}

#[test]
fn other_sizes_are_refused() {
    for loopback in start() {
        let client = open(&loopback);
        refused_with(&client, SUM, &[], &[0; 10_001], 2, 0);
        refused_with(&client, SUM, &[], &[0; 10], 1, 0);
        refused_with(&client, SUM, &[1], &[0; 10], 2, 0);
        for size in [0, 1, 4095, 4096, 10_001] {
            refused_with(&client, SUM_LARGE, &[0], &vec![0; size], 1, 0);
        }
        refused_with(&client, SUM_LARGE, &[0], &[0; 4097], 1, 1);
        for room in [0, 1, 15] {
            refused_with(&client, FILL, &[9, 16, 16], &[], 1, room);
        }
        for room in [0, 1, 4095, 4096] {
            refused_with(&client, FILL_LARGE, &[9], &[], 0, room);
        }
        refused_with(&client, FILL_LARGE, &[256], &[], 0, 5000);
        assert!(call_with(&client, FILL_LARGE, &[9], &[], 0, &mut [0; 4097]).is_ok());

        let before = entered(&client);
        let error = client.sum_large(0, &[0; 4096]).expect_err("it's refused");
        assert_eq!(
            error.to_string(),
            "sum_large: bytes_length must be at least 4097, not 4096"
        );
        let error = client
            .fill_large(0, &mut [0; 4096])
            .expect_err("it's refused");
        assert_eq!(
            error.to_string(),
            "fill_large: bytes_capacity must be at least 4097, not 4096"
        );
        let error = client.sum(&[0; 10_001]).expect_err("it's refused");
        assert_eq!(
            error.to_string(),
            "sum: bytes_length must be at most 10000, not 10001"
        );
        assert_eq!(entered(&client), before);
    }
}
