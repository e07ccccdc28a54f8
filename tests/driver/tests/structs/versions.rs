//! What has grown: each size goes in and comes out, and no other does.

use driver_tests::structs::{Huge, Mode, Request};
use iigen_client::Plain;

use crate::raw::{call_with, entered, refused_with};
use crate::{open, start};

const SUBMIT: u32 = 30;
const HUGE: u32 = 31;
const BLOCK: u32 = 32;

fn request() -> Request {
    Request {
        slot: 31,
        length: 0xffff_ffff,
        mode: Mode::ON,
        limit: 9,
        time: u64::MAX,
    }
}

fn huge() -> Huge {
    Huge {
        id: 0x1122_3344_5566_7788,
        body: [7; 4088],
        last: 9,
        more: [Mode::ON; 1024],
    }
}

/// The first bytes, and zeros behind them.
fn cut<T: Plain>(value: &T, size: usize) -> T {
    let mut bytes = value.as_bytes().to_vec();
    bytes[size..].fill(0);
    T::from_bytes(&bytes).expect("it has the size")
}

#[test]
fn every_size_in_and_out() {
    for loopback in start() {
        let client = open(&loopback);
        for size in [8, 16, 24] {
            for back_size in [4, 8, 24] {
                let reply = client
                    .submit(1, &request(), size, back_size)
                    .expect("a request");
                assert_eq!(reply.seen, size as u64);
                assert_eq!(reply.back, cut(&request(), size.min(back_size)));
            }
        }
        for size in [8, 4096, 4097, 8193] {
            for back_size in [8, 4096, 4097, 8193] {
                let reply = client
                    .submit_huge(&huge(), size, back_size)
                    .expect("a huge one");
                assert_eq!(reply.seen, size as u64);
                assert!(
                    reply.back == cut(&huge(), size.min(back_size)),
                    "{size} {back_size}"
                );
            }
        }
        for size in [1, 4096, 4097] {
            for back_size in [1, 4096, 4097] {
                let mut back = vec![0x5a; back_size];
                client.block(3, &vec![4; size], &mut back).expect("a block");
                let mut expected = vec![0; back_size];
                expected[..size.min(back_size)].fill(7);
                assert_eq!(back, expected);
            }
        }
    }
}

#[test]
fn no_other_size() {
    for loopback in start() {
        let client = open(&loopback);
        let bytes = [request().as_bytes(), &[0; 5000]].concat();
        for size in (0..=40).chain([4096, 4097]) {
            for room in (0..=40).chain([4096, 4097]) {
                if [8, 16, 24].contains(&size) && [4, 8, 24].contains(&room) {
                    assert!(
                        call_with(&client, SUBMIT, &[1], &bytes[..size], 1, &mut vec![0; room])
                            .is_ok()
                    );
                } else {
                    refused_with(&client, SUBMIT, &[1], &bytes[..size], 1, room);
                }
            }
        }
        let bytes = [huge().as_bytes(), &[0; 5000]].concat();
        for size in [0, 7, 9, 4095, 4098, 8192, 8194] {
            refused_with(&client, HUGE, &[], &bytes[..size], 1, 8193);
            refused_with(&client, HUGE, &[], &bytes[..8193], 1, size);
        }
        for size in [0, 2, 4095, 4098] {
            refused_with(&client, BLOCK, &[0], &bytes[..size], 0, 1);
            refused_with(&client, BLOCK, &[0], &bytes[..1], 0, size);
        }
    }
}

#[test]
fn what_is_sent_is_checked_and_what_is_not_is_zero() {
    for loopback in start() {
        let client = open(&loopback);
        let send = |at: usize, byte: u8, size: usize| {
            let mut bytes = request().as_bytes()[..size].to_vec();
            bytes[at] = byte;
            refused_with(&client, SUBMIT, &[1], &bytes, 1, 24);
        };
        for size in [8, 16, 24] {
            send(0, 0, size);
            send(0, 32, size);
        }
        for size in [16, 24] {
            send(8, 2, size);
            send(12, 10, size);
        }
        let mut bytes = huge().as_bytes().to_vec();
        bytes[8189] = 2;
        refused_with(&client, HUGE, &[], &bytes, 1, 8);
        assert!(call_with(&client, HUGE, &[], &bytes[..4097], 1, &mut [0; 8]).is_ok());
        // The scalars are checked, too.
        refused_with(&client, SUBMIT, &[256], request().as_bytes(), 1, 24);
        refused_with(&client, SUBMIT, &[1], request().as_bytes(), 2, 24);
    }
}

#[test]
fn the_client_refuses_other_sizes() {
    for loopback in start() {
        let client = open(&loopback);
        let message = |size, back| {
            let error = client
                .submit(1, &request(), size, back)
                .expect_err("it's refused");
            error.to_string()
        };
        assert_eq!(
            message(12, 8),
            "submit: request_size must be 8 or 16 or 24, not 12"
        );
        assert_eq!(
            message(8, 0),
            "submit: back_size must be 4 or 8 or 24, not 0"
        );
        let error = client
            .block(0, &[0; 2], &mut [0])
            .expect_err("it's refused");
        assert_eq!(
            error.to_string(),
            "block: bytes_length must be 1 or 4096 or 4097, not 2"
        );
        let error = client.block(0, &[0; 1], &mut []).expect_err("it's refused");
        assert_eq!(
            error.to_string(),
            "block: back_length must be 1 or 4096 or 4097, not 0"
        );
        assert_eq!(entered(&client), 0);
    }
}

#[test]
fn at_least_so_much_is_always_a_descriptor() {
    const LARGE_ONLY: u32 = 50;
    for loopback in start() {
        let client = open(&loopback);
        for size in [4097, 5000] {
            let mut back = vec![0; 5000];
            let reply = client
                .large_only(1, &vec![4; size], &mut back)
                .expect("it's large");
            assert_eq!((reply.first, reply.back_length), (4, size));
            assert!(back[..size].iter().all(|byte| *byte == 5));
        }
        for size in [0, 1, 4095, 4096, 5001] {
            refused_with(&client, LARGE_ONLY, &[1], &vec![0; size], 1, 4097);
        }
        for room in [0, 1, 4095, 4096] {
            refused_with(&client, LARGE_ONLY, &[1], &[0; 4097], 1, room);
        }
        let before = entered(&client);
        let error = client
            .large_only(1, &[0; 4096], &mut [0; 5000])
            .expect_err("it's refused");
        assert_eq!(
            error.to_string(),
            "large_only: bytes_length must be at least 4097, not 4096"
        );
        let error = client
            .large_only(1, &[0; 4097], &mut [0; 4096])
            .expect_err("it's refused");
        assert_eq!(
            error.to_string(),
            "large_only: back_capacity must be at least 4097, not 4096"
        );
        assert_eq!(entered(&client), before);
    }
}
