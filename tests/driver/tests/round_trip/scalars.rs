//! Numbers.

use driver_tests::{Bits, Kind, Level, Wide, WideBits};

use crate::values::{KINDS, LEVELS};
use crate::with_echo;

#[test]
fn no_words_to_sixteen() {
    with_echo(9, |echo| {
        echo.nothing().expect("nothing");
        for word in [0, 1, u64::MAX] {
            assert_eq!(echo.one_word(word), Ok(word));
            assert_eq!(echo.far(word), Ok(word));
        }
        let words: [u64; 16] = std::array::from_fn(|index| u64::MAX - index as u64);
        let fourteen: [u64; 14] = std::array::from_fn(|index| 1 << index);
        let reply = echo.words_15(255, &fourteen).expect("words_15");
        assert_eq!((reply.first_back, reply.words_back), (255, fourteen));
        assert_eq!(echo.words_16(&words), Ok(words));
    });
}

#[test]
fn words_one_way() {
    with_echo(2, |echo| {
        let words: [u64; 16] = std::array::from_fn(|index| index as u64 * 3);
        echo.keep_words(&words).expect("keep_words");
        assert_eq!(echo.give_words(), Ok(words));
    });
}

#[test]
fn integers_at_their_bounds() {
    with_echo(5, |echo| {
        for (a, b, c, d) in [(0, 0, 0, 0), (u8::MAX, u16::MAX, u32::MAX, u64::MAX)] {
            let reply = echo.unsigned_numbers(a, b, c, d).expect("unsigned_numbers");
            let back = (reply.a_back, reply.b_back, reply.c_back, reply.d_back);
            assert_eq!(back, (a, b, c, d));
        }
        for (a, b, c, d) in [
            (i8::MIN, i16::MIN, i32::MIN, i64::MIN),
            (-1, -1, -1, -1),
            (i8::MAX, i16::MAX, i32::MAX, i64::MAX),
        ] {
            let reply = echo.signed_numbers(a, b, c, d).expect("signed_numbers");
            let back = (reply.a_back, reply.b_back, reply.c_back, reply.d_back);
            assert_eq!(back, (a, b, c, d));
        }
    });
}

/// Bit for bit: a signalling NaN, a negative zero, the smallest and the largest.
#[test]
fn floats_by_their_bits() {
    let singles = [
        0,
        0x8000_0000,
        1,
        0x7f80_0001,
        0x7f7f_ffff,
        0xff80_0000,
        u32::MAX,
    ];
    let doubles = [
        0,
        1 << 63,
        1,
        0x7ff0_0000_0000_0001,
        0x7fef_ffff_ffff_ffff,
        0xfff << 52,
        u64::MAX,
    ];
    with_echo(singles.len() as u64, |echo| {
        for (a, b) in singles.into_iter().zip(doubles) {
            let reply = echo
                .floats(f32::from_bits(a), f64::from_bits(b))
                .expect("floats");
            assert_eq!((reply.a_back.to_bits(), reply.b_back.to_bits()), (a, b));
        }
    });
}

#[test]
fn truths() {
    with_echo(4, |echo| {
        for (a, b) in [(false, false), (false, true), (true, false), (true, true)] {
            let reply = echo.truths(a, b).expect("truths");
            assert_eq!((reply.a_back, reply.b_back), (a, b));
        }
    });
}

#[test]
fn ranges_at_their_bounds() {
    with_echo(3, |echo| {
        for (percent, near, many, below, least) in [
            (0, -5, 1, i64::MIN, 10),
            (100, 5, 1 << 63, -1, u32::MAX),
            (50, 0, 1 << 32, -1 << 32, 11),
        ] {
            let reply = echo
                .ranges(percent, near, many, below, least)
                .expect("ranges");
            assert_eq!((reply.percent_back, reply.near_back), (percent, near));
            assert_eq!((reply.many_back, reply.below_back), (many, below));
            assert_eq!(reply.least_back, least);
        }
    });
}

#[test]
fn names_and_bits() {
    let all = WideBits::FIRST | WideBits::MIDDLE | WideBits::LAST;
    let wides = [Wide::NONE, Wide::FAR, Wide::TOP];
    let bits = [Bits(0), Bits::FIRST, Bits::FIRST | Bits::LAST];
    let wide_bits = [WideBits(0), WideBits::LAST, all];
    with_echo(4, |echo| {
        for (seed, &kind) in KINDS.iter().enumerate() {
            let (level, at) = (LEVELS[seed % 3], seed % 3);
            let (wide, bits, wide_bits) = (wides[at], bits[at], wide_bits[at]);
            let reply = echo
                .names(kind, level, wide, bits, wide_bits)
                .expect("names");
            assert_eq!((reply.kind_back, reply.level_back), (kind, level));
            assert_eq!((reply.wide_back, reply.bits_back), (wide, bits));
            assert_eq!(reply.wide_bits_back, wide_bits);
        }
    });
}

#[test]
fn arrays_of_numbers() {
    with_echo(1, |echo| {
        let (bytes, shorts) = ([0, 1, u8::MAX], [i16::MIN, -1, 0, i16::MAX]);
        let (reals, switches, words) = ([f32::MIN, 0.5], [true, false], [0, u64::MAX]);
        let reply = echo
            .arrays(&bytes, &shorts, &reals, &switches, &words)
            .expect("arrays");
        assert_eq!((reply.bytes_back, reply.shorts_back), (bytes, shorts));
        assert_eq!((reply.reals_back, reply.switches_back), (reals, switches));
        assert_eq!(reply.words_back, words);
    });
}

/// Scalars and structures at once, each way, and the names of no method among them.
#[test]
fn scalars_and_structures() {
    with_echo(2, |echo| {
        let value = crate::values::small(1);
        for (a, kind) in [(0, Kind::NONE), (9, Kind::TOP)] {
            let reply = echo.both(a, kind, &value).expect("both");
            assert_eq!((reply.a_back, reply.kind_back), (a, kind));
            assert_eq!((reply.back.first, reply.back.last), (value.id, value.id));
            let bytes = iigen_client::Plain::as_bytes(&value);
            assert_eq!(
                &iigen_client::Plain::as_bytes(&reply.back)[4..][..24],
                bytes
            );
        }
        assert_eq!(LEVELS[1], Level::MIDDLE);
    });
}
