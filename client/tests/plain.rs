//! Bytes, words and codes of values.

mod support;

use iigen_client::{Bool8, Check, IoReturn, Plain, Scalar, Value};
use support::ring::{Direction, Flags, Record, Slot, TransferRequest};

#[test]
fn a_record_is_its_bytes() {
    let record = Record {
        tag: 1,
        data: [2; 12],
    };
    assert_eq!(Record::from_bytes(record.as_bytes()), Some(record));
    assert_eq!(Record::from_bytes(&[0; 12]), None);
    assert_eq!(Record::from_bytes(&[0; 14]), None);
    // At an odd address too.
    let bytes = [0, 3, 0, 0, 0, 1, 0, 0, 0, 9, 0, 0, 0, 0, 0, 0, 0];
    let request = TransferRequest::from_bytes(&bytes[1..]).unwrap();
    assert_eq!(
        request,
        TransferRequest {
            slot: 3,
            direction: Direction::OUT,
            length: 9
        }
    );

    let mut requests = [TransferRequest::default(); 2];
    TransferRequest::slice_as_bytes_mut(&mut requests)[16] = 5;
    assert_eq!(requests[1].slot, 5);
    assert_eq!(TransferRequest::slice_as_bytes(&requests).len(), 32);
    assert_eq!(<[u16; 2]>::zeroed(), [0, 0]);
    assert!(u64::slice_as_bytes(&[]).is_empty());
}

#[test]
fn words_of_scalars() {
    fn both_ways<S: Scalar + PartialEq + std::fmt::Debug>(value: S, word: u64) {
        assert_eq!(value.to_word(), word);
        assert_eq!(S::from_word(word), Some(value));
    }
    both_ways(0xffu8, 0xff);
    both_ways(u64::MAX, u64::MAX);
    both_ways(-1i8, u64::MAX);
    both_ways(i16::MIN, 0xffff_ffff_ffff_8000);
    both_ways(-1i32, u64::MAX);
    both_ways(i32::MAX, 0x7fff_ffff);
    both_ways(i64::MIN, 1 << 63);
    both_ways(true, 1);
    both_ways(1.5f32, 0x3fc0_0000);
    both_ways(-2.0f64, 0xc000_0000_0000_0000);
    both_ways(Direction::OUT, 1);
    both_ways(Flags::LAST | Flags::URGENT, 9);
}

#[test]
fn words_that_are_no_value() {
    assert_eq!(u8::from_word(0x100), None);
    assert_eq!(u32::from_word(1 << 32), None);
    // An i32 of -1 that was extended with zeros.
    assert_eq!(i32::from_word(0xffff_ffff), None);
    assert_eq!(i8::from_word(128), None);
    assert_eq!(bool::from_word(2), None);
    assert_eq!(f32::from_word(1 << 32), None);
    assert_eq!(Direction::from_word(1 << 32), None);
    // A number that the spec doesn't name is still a number.
    assert_eq!(Direction::from_word(7), Some(Direction(7)));
}

#[test]
fn names_of_enums_and_flags() {
    assert_eq!(
        format!("{:?} {:?}", Direction::IN, Direction(2)),
        "Direction::IN Direction(2)"
    );
    assert_eq!(
        format!("{:?}", Flags::LAST | Flags(0x30)),
        "Flags(LAST | 0x30)"
    );
    assert_eq!(format!("{:?}", Flags::default()), "Flags(0x0)");
    assert_eq!(Flags::all(), Flags::LAST | Flags::URGENT);
    assert_eq!((Flags::all() & Flags::LAST).0, 1);
    assert!(Flags::all().contains(Flags::URGENT) && !Flags::LAST.contains(Flags::URGENT));
    assert_eq!(
        (u32::from(Direction::OUT), Direction::from(1)),
        (1, Direction::OUT)
    );
}

#[test]
fn a_bool_takes_any_byte() {
    let mut bytes = [0; 8];
    bytes[4] = 2;
    let slot = Slot::from_bytes(&bytes).unwrap();
    assert!(slot.ready.get());
    assert_eq!(slot.ready, Bool8::TRUE);
    assert_eq!(format!("{:?}", Bool8::from(false)), "false");
}

#[test]
fn a_check_says_where() {
    let text = |check: Check| check.to_string();
    let check = Check::min("gain", -1.5f32, 0.0).unwrap_err();
    assert_eq!(text(check), "gain must be at least 0, not -1.5");
    let check = check.element(2).within("channels").within("setup");
    assert_eq!(
        text(check),
        "setup.channels[2].gain must be at least 0, not -1.5"
    );
    assert_eq!(text(check.within("too_far")), text(check));
    let check = Check::new("must have no bit but 0x9", Value::Flags(0x18)).within("flags");
    assert_eq!(text(check), "flags must have no bit but 0x9, not 0x18");
    let check = Check::without_value("must not contain a NUL").within("name");
    assert_eq!(text(check), "name must not contain a NUL");
    assert_eq!(text(Check::min("level", -3i16, 0).unwrap_err()), {
        "level must be at least 0, not -3"
    });
}

#[test]
fn numbers_of_codes() {
    assert_eq!(IoReturn::BAD_ARGUMENT.0 as u32, 0xe000_02c2);
    assert_eq!(IoReturn::NOT_FOUND.0 as u32, 0xe000_02f0);
    assert_eq!(IoReturn::INVALID.0 as u32, 0xe000_0001);
    assert_eq!(IoReturn::MIG_ARRAY_TOO_LARGE.0, -307);
    assert_eq!(IoReturn::MIG_BAD_ARGUMENTS.0, -304);
    assert_eq!(IoReturn::MIG_SERVER_DIED.0, -308);
    assert_eq!(IoReturn::MIG_REPLY_MISMATCH.0, -301);
    assert_eq!(IoReturn::KERN_NOT_SUPPORTED.0, 46);
    assert_eq!(
        IoReturn::SUCCESS.to_string(),
        "kIOReturnSuccess (0x00000000)"
    );
    assert_eq!(
        IoReturn::MIG_SERVER_DIED.to_string(),
        "MIG_SERVER_DIED (0xfffffecc)"
    );
    assert_eq!(IoReturn(-536_870_145).to_string(), "0xe00002ff");
}
