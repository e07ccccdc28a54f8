//! What a client makes of a driver's answer to its handshake, be it one or not.

mod support;

use std::cell::RefCell;

use iigen_client::{
    Call, Connection, ErrorKind, Handshake, IoReturn, Returned, Service, StructureOutput, handshake,
};
use support::played::{Driver, Played};

const HANDSHAKE: Handshake = handshake! {
    selector 9, version 3, digest 0x0000_0002_0000_0001,
    methods {
        "reset": 0, 0x10, [0 0 0 0 0];
        "load": 1, 0x11, [0 1 _ 2 12];
        "flush": 2, 0x12, [0 0 0 0 0] since 3;
    }
    memory {
        "ring": 0, 0x20;
    }
};

/// Answers every call with the same.
struct Answers(RefCell<Result<Vec<u8>, IoReturn>>);

impl Driver for Answers {
    fn call(&self, call: Call<'_>) -> Result<Returned, IoReturn> {
        assert_eq!(call.selector, 9);
        let answer = self.0.borrow().clone()?;
        let StructureOutput::Variable(output) = call.structure_output else {
            panic!("an answer of any length is asked for");
        };
        output.extend(&answer);
        Ok(Returned {
            scalars: 0,
            structure: answer.len(),
        })
    }
}

/// The version that the driver has, or what is wrong.
fn compare(answer: Result<Vec<u8>, IoReturn>) -> Result<u32, Box<(ErrorKind, String)>> {
    let transport = Played(Answers(RefCell::new(answer)));
    let connection = Connection::open(transport, &Service::Class("Driver"), 0).expect("it opens");
    let outcome = HANDSHAKE.compare(&connection);
    outcome.map_err(|error| Box::new((error.kind(), error.to_string())))
}

fn bytes(words: &[u32]) -> Vec<u8> {
    words.iter().flat_map(|word| word.to_ne_bytes()).collect()
}

/// The client's own interface, of another version, with one number changed.
fn changed(version: u32, place: usize, number: u32) -> Result<u32, String> {
    let mut words = vec![1, version, 7, 7, 3, 1];
    words.extend([0, 0x10, 0, 0, 0, 0, 0]);
    words.extend([1, 0x11, 0, 1, u32::MAX, 2, 12]);
    words.extend([2, 0x12, 0, 0, 0, 0, 0]);
    words.extend([0, 0x20]);
    words[place] = number;
    compare(Ok(bytes(&words))).map_err(|wrong| wrong.1)
}

#[test]
fn the_same_interface() {
    assert_eq!(changed(3, 1, 3), Ok(3));
    // One digest says it all: nothing else is looked at.
    assert_eq!(compare(Ok(bytes(&[1, 5, 1, 2, 0, 0]))), Ok(5));
}

#[test]
fn what_differs_is_named() {
    let newer = "(the driver is newer: version 4, not 3)";
    for (place, number, text) in [
        (6, 5, "reset: the driver doesn't have it"),
        (
            7,
            5,
            "reset: the driver has other types, ranges or another order of fields than this client",
        ),
        (
            8,
            1,
            "reset: the driver takes a completion, this client passes no completion",
        ),
        (
            16,
            2,
            "load: the driver takes 2 scalars, this client passes 1",
        ),
        (
            16,
            u32::MAX,
            "load: the driver takes any number of scalars, this client passes 1",
        ),
        (
            17,
            8,
            "load: the driver takes a structure of 8 bytes, this client passes one of any size",
        ),
        (
            18,
            1,
            "load: the driver returns 1 scalar, this client expects 2",
        ),
        (
            19,
            0,
            "load: the driver returns no structure, this client expects a structure of 12 bytes",
        ),
        (
            19,
            8,
            "load: the driver returns a structure of 8 bytes, this client expects 12",
        ),
        (
            19,
            u32::MAX,
            "load: the driver returns a structure of any size, this client expects 12",
        ),
        (20, 5, "flush: the driver doesn't have it"),
        (27, 5, "ring: the driver doesn't have it"),
        (
            28,
            5,
            "ring: the driver's memory has another size, access or layout than this client's",
        ),
    ] {
        assert_eq!(changed(4, place, number), Err(format!("{text} {newer}")));
    }
    let same = changed(3, 18, 1).expect_err("it differs");
    assert!(
        same.ends_with("(both say that they have version 3)"),
        "{same}"
    );
}

/// What an older driver has at the selector of a newer method is never called.
#[test]
fn newer_methods_are_not_compared_with_older_drivers() {
    assert_eq!(changed(2, 20, 5), Ok(2));
    assert_eq!(changed(2, 21, 5), Ok(2));
}

#[test]
fn what_is_no_answer() {
    let huge = [1, 3, 7, 7, u32::MAX, u32::MAX];
    let other_form = [2, 3, 7, 7, 0, 0];
    let too_few = [1, 3, 7, 7, 1, 0, 0, 0];
    let too_many = [1, 3, 7, 7, 0, 0, 0];
    let mut uneven = bytes(&[1, 3, 7, 7, 0, 0]);
    uneven.push(0);
    for answer in [
        Vec::new(),
        bytes(&[1, 3]),
        bytes(&huge),
        bytes(&other_form),
        bytes(&too_few),
        bytes(&too_many),
        uneven,
    ] {
        let bytes = answer.len();
        let (kind, _) = *compare(Ok(answer)).expect_err("it is no answer");
        assert_eq!(kind, ErrorKind::HandshakeForm { bytes });
    }
}

#[test]
fn drivers_without_one() {
    for code in [IoReturn::UNSUPPORTED, IoReturn::BAD_ARGUMENT] {
        let (kind, _) = *compare(Err(code)).expect_err("it has none");
        assert_eq!(kind, ErrorKind::NoHandshake(code));
    }
    let (kind, _) = *compare(Err(IoReturn::NOT_PERMITTED)).expect_err("it isn't allowed");
    assert_eq!(kind, ErrorKind::Call(IoReturn::NOT_PERMITTED));
}
