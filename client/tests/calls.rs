//! What is sent, what comes back, and what is refused.

mod support;

use iigen_client::{Error, ErrorKind, IoReturn, Plain, StructureOutput};
use support::ring::{Direction, Record, RingUserClient, Slot, TransferRequest};
use support::{Event, Fake, Output};

fn open(fake: &Fake) -> RingUserClient<&Fake> {
    let client = RingUserClient::open(fake).unwrap();
    fake.events();
    client
}

fn call(selector: u32, scalars: &[u64], structure: &[u8], output: Output) -> Event {
    Event::Call {
        selector,
        scalars: scalars.to_vec(),
        structure: structure.to_vec(),
        output,
    }
}

fn kind<V>(result: Result<V, Error>) -> ErrorKind {
    result.err().expect("an error").kind()
}

#[test]
fn opens_and_closes_once() {
    let fake = Fake::new();
    drop(RingUserClient::open(&fake).unwrap());
    assert_eq!(
        fake.events(),
        [Event::Open("RingDriver".into(), 0), Event::Close]
    );
}

#[test]
fn an_open_that_fails_closes_nothing() {
    let fake = Fake::new().refuses_open(IoReturn::NOT_PERMITTED);
    let error = RingUserClient::open(&fake).unwrap_err();
    assert_eq!(
        error.to_string(),
        "open: kIOReturnNotPermitted (0xe00002e2): the app's \
         com.apple.developer.driverkit.userclient-access doesn't list the driver's bundle \
         identifier, or the app lacks an entitlement that the driver asks for"
    );
    assert_eq!(error.io_return(), Some(IoReturn::NOT_PERMITTED));
    assert_eq!(fake.events(), [Event::Open("RingDriver".into(), 0)]);
}

#[test]
fn scalars_travel_both_ways() {
    let fake = Fake::new().gives(&[], &[]).gives(&[44_100], &[]);
    let client = open(&fake);
    client.reset().unwrap();
    assert_eq!(client.set_rate(48_000), Ok(44_100));
    let expected = [
        call(0, &[], &[], Output::Room(0)),
        call(1, &[48_000], &[], Output::Room(0)),
    ];
    assert_eq!(fake.events(), expected);
}

#[test]
fn structures_travel_both_ways() {
    let fake = Fake::new().gives(&[], &[7; 13]);
    let request = TransferRequest {
        slot: 3,
        direction: Direction::OUT,
        length: 9,
    };
    let record = open(&fake).submit(2, &request).unwrap();
    assert_eq!(
        record,
        Record {
            tag: 7,
            data: [7; 12]
        }
    );
    let bytes = [3, 0, 0, 0, 1, 0, 0, 0, 9, 0, 0, 0, 0, 0, 0, 0];
    assert_eq!(fake.events()[0], call(2, &[2], &bytes, Output::Room(13)));
}

#[test]
fn a_code_names_its_method() {
    let fake = Fake::new()
        .fails(IoReturn::BAD_ARGUMENT)
        .fails(IoReturn(0x123));
    let client = open(&fake);
    let error = client.set_rate(1).unwrap_err();
    assert_eq!(
        error.to_string(),
        "set_rate: kIOReturnBadArgument (0xe00002c2): a count or a size isn't what the driver's row \
         for selector 1 says, or a value isn't one that it takes (sent 1 scalar, no structure and no \
         completion, asked for 1 scalar and no structure)"
    );
    assert_eq!(client.reset().unwrap_err().to_string(), "reset: 0x00000123");
}

#[test]
fn another_number_of_scalars_is_an_error() {
    let fake = Fake::new().gives(&[], &[]).reports(2, 0);
    let client = open(&fake);
    let error = client.set_rate(1).unwrap_err();
    assert_eq!(
        error.kind(),
        ErrorKind::ScalarCount {
            expected: 1,
            returned: 0
        }
    );
    assert_eq!(
        error.to_string(),
        "set_rate: the driver returned 0 scalars, not 1"
    );
    assert_eq!(
        kind(client.set_rate(1)),
        ErrorKind::ScalarCount {
            expected: 1,
            returned: 2
        }
    );
}

#[test]
fn a_scalar_is_not_truncated() {
    let fake = Fake::new().gives(&[1 << 32], &[]);
    let error = open(&fake).set_rate(1).unwrap_err();
    let text = "set_rate: the driver returned actual = 0x100000000, which is not a u32";
    assert_eq!(error.to_string(), text);
}

#[test]
fn another_size_of_structure_is_an_error() {
    let fake = Fake::new()
        .gives(&[], &[7; 12])
        .reports(0, 14)
        .gives(&[], &[7; 14]);
    let client = open(&fake);
    let submit = || kind(client.submit(0, &TransferRequest::zeroed()));
    assert_eq!(
        submit(),
        ErrorKind::StructureSize {
            expected: 13,
            returned: 12
        }
    );
    assert_eq!(
        submit(),
        ErrorKind::StructureTooLong {
            capacity: 13,
            returned: 14
        }
    );
    assert_eq!(submit(), ErrorKind::Call(IoReturn::BAD_ARGUMENT));
}

#[test]
fn what_breaks_a_rule_is_not_sent() {
    let fake = Fake::new();
    let client = open(&fake);
    let request = TransferRequest {
        slot: 40,
        ..Default::default()
    };
    let text = |result: Result<(), Error>| result.unwrap_err().to_string();
    assert_eq!(
        text(client.submit(0, &request).map(drop)),
        "submit: transfer_request.slot must be at most 31, not 40"
    );
    assert_eq!(
        text(client.submit_all(&[TransferRequest::zeroed(), request])),
        "submit_all: requests[1].slot must be at most 31, not 40"
    );
    assert_eq!(
        text(client.load(&vec![0; 4_194_305])),
        "load: bytes_length must be at most 4194304, not 4194305"
    );
    assert_eq!(
        text(client.set_rate(0).map(drop)),
        "set_rate: hz must be at least 1, not 0"
    );
    assert_eq!(
        text(client.bar(6).map(drop)),
        "bar: index must be at most 5, not 6"
    );
    assert_eq!(fake.events(), []);
}

#[test]
fn a_tail_goes_behind_its_header() {
    let fake = Fake::new().gives(&[], &[]);
    open(&fake)
        .write_at(
            &Record {
                tag: 1,
                data: [2; 12],
            },
            &[3, 4],
        )
        .unwrap();
    let bytes = [1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 3, 4];
    assert_eq!(fake.events()[0], call(4, &[], &bytes, Output::Room(0)));
}

#[test]
fn a_variable_structure_in_band() {
    let fake = Fake::new()
        .gives(&[], &[5; 26])
        .gives(&[], &[])
        .gives(&[], &[5; 14]);
    let client = open(&fake);
    let mut records = [Record::zeroed(); 315];
    assert_eq!(client.read_log(&mut records), Ok(2));
    assert_eq!(
        records[1],
        Record {
            tag: 5,
            data: [5; 12]
        }
    );
    assert_eq!(records[2], Record::zeroed());
    assert_eq!(client.read_log(&mut records), Ok(0));
    let error = client.read_log(&mut records).unwrap_err();
    assert_eq!(
        error.kind(),
        ErrorKind::StructureUneven {
            element: 13,
            returned: 14
        }
    );
    assert_eq!(fake.events()[0], call(5, &[], &[], Output::Room(4095)));
}

#[test]
fn a_variable_structure_beyond_is_asked_for_without_a_size() {
    let fake = Fake::new()
        .gives(&[], &[5; 26])
        .gives(&[], &[5; 13 * 316])
        .gives(&[], &[5; 13 * 317])
        .gives(&[], &[5; 12]);
    let client = open(&fake);
    let mut records = [Record::zeroed(); 316];
    assert_eq!(client.read_log(&mut records), Ok(2));
    assert_eq!((records[1].tag, records[2].tag), (5, 0));
    assert_eq!(client.read_log(&mut records), Ok(316));
    let too_long = ErrorKind::StructureTooLong {
        capacity: 13 * 316,
        returned: 13 * 317,
    };
    assert_eq!(kind(client.read_log(&mut records)), too_long);
    let uneven = ErrorKind::StructureUneven {
        element: 13,
        returned: 12,
    };
    assert_eq!(kind(client.read_log(&mut records)), uneven);
    assert_eq!(fake.events()[0], call(5, &[], &[], Output::Variable));
}

#[test]
fn a_header_comes_before_its_tail() {
    let fake = Fake::new().gives(&[1], &[9; 29]).gives(&[1], &[9; 13]);
    let client = open(&fake);
    let mut slots = [Slot::zeroed(); 3];
    let (direction, header, count) = client.status(&mut slots).unwrap();
    assert_eq!((direction, header.tag, count), (Direction::OUT, 9, 2));
    assert_eq!((slots[1].length, slots[2].length), (0x0909_0909, 0));
    assert_eq!(client.status(&mut slots).unwrap().2, 0);
}

#[test]
fn a_header_that_is_cut_is_an_error() {
    let fake = Fake::new().gives(&[1], &[9; 12]).gives(&[1], &[9; 14]);
    let client = open(&fake);
    let mut slots = [Slot::zeroed(); 3];
    let too_short = ErrorKind::StructureTooShort {
        minimum: 13,
        returned: 12,
    };
    assert_eq!(kind(client.status(&mut slots)), too_short);
    let uneven = ErrorKind::StructureUneven {
        element: 8,
        returned: 1,
    };
    assert_eq!(kind(client.status(&mut slots)), uneven);
    assert_eq!(slots, [Slot::zeroed(); 3]);
}

#[test]
fn an_unchecked_call_reports_what_came() {
    let fake = Fake::new().gives(&[4, 5], &[6]);
    let client = open(&fake);
    let (mut scalars, mut bytes) = ([0; 3], Vec::new());
    let output = StructureOutput::Variable(&mut bytes);
    let returned = client.poke(&[1], &[2], &mut scalars, output).unwrap();
    assert_eq!((returned.scalars, returned.structure), (2, 1));
    assert_eq!((scalars, bytes), ([4, 5, 0], vec![6]));
    assert_eq!(fake.events()[0], call(1000, &[1], &[2], Output::Variable));
}

#[test]
fn an_error_is_small_and_shows_all_its_kinds() {
    assert!(size_of::<Error>() <= 128, "{}", size_of::<Error>());
    let text = |kind| Error::new("m", kind).to_string();
    assert_eq!(
        text(ErrorKind::StructureTooShort {
            minimum: 2,
            returned: 1
        }),
        "m: the driver returned 1 bytes, and at least 2 are due"
    );
    assert_eq!(
        text(ErrorKind::StructureTooLong {
            capacity: 1,
            returned: 2
        }),
        "m: the driver returned 2 bytes, and there is room for 1"
    );
    assert_eq!(
        text(ErrorKind::StructureUneven {
            element: 4,
            returned: 6
        }),
        "m: the driver returned 6 bytes, and an element has 4"
    );
    assert_eq!(
        text(ErrorKind::StructureSize {
            expected: 4,
            returned: 6
        }),
        "m: the driver returned a structure of 6 bytes, not 4"
    );
}
