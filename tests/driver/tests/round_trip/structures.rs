//! Structures of a fixed size: in-band up to 4096 bytes, by descriptor from 4097 on.

use driver_tests::{Large, LookReply, Packed, Page, PageAndOne, Small};

use iigen_client::Bool8;

use crate::values::{KINDS, LEVELS, large, packed, page, page_and_one, pairs, small};
use crate::with_echo;

#[test]
fn sizes_are_those_of_the_spec() {
    let sizes = [
        size_of::<Small>(),
        size_of::<Packed>(),
        size_of::<Page>(),
        size_of::<PageAndOne>(),
        size_of::<Large>(),
    ];
    assert_eq!(sizes, [24, 29, 4096, 4097, 10_000]);
}

#[test]
fn records() {
    with_echo(12 * 5, |echo| {
        for seed in 0..12 {
            assert_eq!(echo.echo_small(&small(seed)), Ok(small(seed)));
            assert_eq!(echo.echo_packed(&packed(seed)), Ok(packed(seed)));
            assert_eq!(echo.echo_page(&page(seed)), Ok(page(seed)));
            assert_eq!(
                echo.echo_page_and_one(&page_and_one(seed)),
                Ok(page_and_one(seed))
            );
            assert_eq!(echo.echo_large(&large(seed)), Ok(large(seed)));
        }
    });
}

#[test]
fn numbers_and_arrays() {
    with_echo(3 + 2 + 3 + 1 + 2 + 2 + 1, |echo| {
        for number in [0, 1, u32::MAX] {
            assert_eq!(echo.number(number), Ok(number));
        }
        for truth in [false, true] {
            assert_eq!(echo.truth(truth), Ok(truth));
            let truth: Bool8 = truth.into();
            assert_eq!(echo.eight_truths(&[truth; 8]), Ok([truth; 8]));
            let mut many = [truth; 5000];
            many[4999] = true.into();
            assert_eq!(echo.many_truths(&many), Ok(many));
        }
        for level in LEVELS {
            assert_eq!(echo.echo_level(level), Ok(level));
        }
        let matrix = [[0, 1, 2], [u16::MAX, 4, 5]];
        assert_eq!(echo.matrix(&matrix), Ok(matrix));
        let kinds = [KINDS[3], KINDS[2], KINDS[1], KINDS[0], KINDS[3]];
        assert_eq!(echo.five_kinds(&kinds), Ok(kinds));
    });
}

#[test]
fn one_way() {
    with_echo(3, |echo| {
        echo.keep_large(&large(5)).expect("keep_large");
        assert_eq!(echo.give_large(), Ok(large(5)));
        let nothing = LookReply {
            refused: 0,
            changed: 0,
        };
        assert_eq!(echo.look(&pairs()), Ok(nothing));
    });
}
