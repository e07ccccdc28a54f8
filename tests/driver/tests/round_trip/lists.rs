//! Structures of a variable size, with as much room for the answer, with less, and with more.

use iigen_client::{Error, ErrorKind, Plain, STRUCTURE_INBAND_MAX};

use crate::values::{packed, page, point, small};
use crate::with_echo;

/// Bytes that aren't all the same.
fn bytes(length: usize) -> Vec<u8> {
    (0..length).map(|index| (index % 251) as u8).collect()
}

/// Makes `length` elements.
fn list<T>(length: usize, element: impl Fn(usize) -> T) -> Vec<T> {
    (0..length).map(element).collect()
}

/// Calls with so much room, and looks at what came back.
///
/// More room than goes in-band isn't told to the driver (a dext can't say how much of a descriptor
/// it has filled, so the client asks for any size): it may answer more than there is room for.
fn check<T: Plain + PartialEq + std::fmt::Debug>(
    value: &[T],
    rooms: &[usize],
    call: impl Fn(&[T], &mut [T]) -> Result<usize, Error>,
) {
    for &room in rooms {
        let mut back = vec![T::zeroed(); room];
        let result = call(value, &mut back);
        if room * size_of::<T>() > STRUCTURE_INBAND_MAX && room < value.len() {
            let too_long = ErrorKind::StructureTooLong {
                capacity: room * size_of::<T>(),
                returned: size_of_val(value),
            };
            assert_eq!(result.map_err(|error| error.kind()), Err(too_long));
            assert!(back.iter().all(|rest| *rest == T::zeroed()));
            continue;
        }
        let count = result.expect("echoed");
        assert_eq!(count, value.len().min(room));
        assert_eq!(back[..count], value[..count]);
        assert!(back[count..].iter().all(|rest| *rest == T::zeroed()));
    }
}

#[test]
fn bytes_of_any_length() {
    let lengths = [0, 1, 4095, 4096, 4097, 9999, 10_000];
    with_echo(7 * 7, |echo| {
        for length in lengths {
            check(&bytes(length), &lengths, |value, back| {
                echo.bytes(value, back)
            });
        }
    });
}

#[test]
fn bytes_around_the_messages_limit() {
    with_echo(4 * 5 + 5 * 3, |echo| {
        for length in 4095..=4098 {
            let rooms = [4095, 4096, 4097, 4098, 9000];
            check(&bytes(length), &rooms, |value, back| {
                echo.around_inband(value, back)
            });
        }
        for length in [0, 1, 100, 4095, 4096] {
            let rooms = [0, 4096, 4097];
            check(&bytes(length), &rooms, |value, back| {
                echo.inband(value, back)
            });
        }
    });
}

/// What only goes in is kept, and comes back otherwise.
#[test]
fn bytes_one_way() {
    with_echo(4, |echo| {
        let mut kept = vec![0; 16_384];
        for length in [4097, 5000] {
            echo.not_inband(&bytes(length)).expect("not_inband");
            assert_eq!(echo.kept(&mut kept), Ok(length));
            assert_eq!(kept[..length], bytes(length));
        }
        for length in [1, 16] {
            echo.page_and_bytes(&page(3), &bytes(length))
                .expect("page_and_bytes");
            assert_eq!(echo.kept(&mut kept), Ok(4096 + length));
            assert_eq!(kept[..4096], *page(3).as_bytes());
            assert_eq!(kept[4096..][..length], bytes(length));
        }
    });
}

#[test]
fn elements() {
    with_echo(4 * 3 + 4 * 3 + 3 * 2, |echo| {
        for length in [1, 1024, 1025, 2000] {
            let rooms = [1, length, 2000];
            check(&list(length, point), &rooms, |value, back| {
                echo.points(value, back)
            });
        }
        for length in [0, 1, 142, 300] {
            let rooms = [0, length, 300];
            check(&list(length, packed), &rooms, |value, back| {
                echo.packed_list(value, back)
            });
        }
        for length in [0, 4097, 6000] {
            let value = list(length, |index| (index % 3 == 0).into());
            check(&value, &[length, 6000], |value, back| {
                echo.truth_list(value, back)
            });
        }
    });
}

#[test]
fn elements_behind_a_head() {
    with_echo(5 * 2 + 4 * 2, |echo| {
        for length in [0, 1, 4072, 4073, 5000] {
            for room in [length, 5000] {
                let mut back = vec![0; room];
                let reply = echo
                    .small_and_bytes(&small(length), &bytes(length), &mut back)
                    .expect("small_and_bytes");
                assert_eq!(
                    (reply.header_out, reply.tail_out_length),
                    (small(length), length)
                );
                assert_eq!(back[..length], bytes(length));
            }
        }
        for length in [1, 170, 171, 200] {
            for room in [length, 200] {
                let mut back = vec![small(0); room];
                let value = list(length, small);
                let reply = echo
                    .point_and_smalls(&point(1), &value, &mut back)
                    .expect("point_and_smalls");
                assert_eq!((reply.header_out, reply.tail_out_count), (point(1), length));
                assert_eq!(back[..length], value);
            }
        }
    });
}

#[test]
fn with_scalars() {
    with_echo(3 * 3, |echo| {
        for near in [i32::MIN, -1, i32::MAX] {
            for length in [0, 1025, 2000] {
                let (value, mut back) = (list(length, point), vec![0; 8000]);
                let reply = echo
                    .both_variable(near, &value, &mut back)
                    .expect("both_variable");
                assert_eq!((reply.near_back, reply.count), (near, length as u32));
                assert_eq!(reply.back_length, 4 * length);
                assert_eq!(back[..4 * length], *Plain::slice_as_bytes(&value));
            }
        }
    });
}
