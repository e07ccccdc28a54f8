//! Records in scalars, spread or packed, and lists of values.

use driver_tests::shapes::{FrameCounts, Identity, Mode, Sector, Uneven, Whole};
use iigen_client::{Bool8, ErrorKind, Method};

use crate::raw::{accepted, counts, refused};
use crate::{entered, with_shapes};

#[test]
fn a_spread_record_comes_back() {
    with_shapes(|shapes| {
        let identity = Identity {
            vendor: u16::MAX,
            product: 7,
            scale: -1.25,
            mode: Mode::TURBO,
            on: Bool8::TRUE,
            data: [i16::MIN, -1, i16::MAX],
        };
        let reply = shapes.spread(&identity, 255).expect("it is accepted");
        assert_eq!((reply.identity_back, reply.last_back), (identity, 255));
        let none = Identity {
            vendor: 0,
            ..identity
        };
        let error = shapes.spread(&none, 0).expect_err("it is too small");
        let text = "spread: identity.vendor must be at least 1, not 0";
        assert_eq!(error.to_string(), text);

        let words = [1, 2, 0x7fa0_0001, 7, 1, u64::MAX, 0, 1, 255];
        // A NaN keeps its bits.
        assert_eq!(accepted(shapes, 20, &words, 9), words);
        counts(shapes, 20, &words, 9, &[9]);
        for (at, wrong) in [
            (0, 0),
            (1, 1 << 16),
            (2, 1 << 32),
            (3, 2),
            (4, 2),
            (5, 0xffff),
            (8, 256),
        ] {
            let mut words = words;
            words[at] = wrong;
            refused(shapes, 20, &words, 9);
        }
    });
}

#[test]
fn a_spread_record_without_alignment_comes_back() {
    with_shapes(|shapes| {
        let uneven = Uneven {
            tag: 200,
            value: 1e30,
            mode: Mode::FAST,
            on: Bool8::FALSE,
        };
        assert_eq!(shapes.spread_uneven(&uneven), Ok(uneven));
        let words = [255, u64::from(u32::MAX), 7, 1];
        assert_eq!(accepted(shapes, 21, &words, 4), words);
        for (at, wrong) in [(0, 256), (1, 1 << 32), (2, 3), (3, 2)] {
            let mut words = words;
            words[at] = wrong;
            refused(shapes, 21, &words, 4);
        }
    });
}

#[test]
fn packed_records_come_back() {
    with_shapes(|shapes| {
        let whole = Whole {
            low: 9,
            mode: Mode::TURBO,
            on: Bool8::TRUE,
            rest: [1, 255],
        };
        let uneven = Uneven {
            tag: 1,
            value: -0.5,
            mode: Mode::FAST,
            on: Bool8::TRUE,
        };
        let frames = FrameCounts {
            read: 1,
            written: u16::MAX,
        };
        let reply = shapes
            .pack(&whole, &uneven, &frames)
            .expect("it is accepted");
        assert_eq!((reply.whole_back, reply.uneven_back), (whole, uneven));
        assert_eq!(reply.frames_back, frames);
        let error = shapes.pack(&Whole { low: 10, ..whole }, &uneven, &frames);
        let text = "pack: whole.low must be at most 9, not 10";
        assert_eq!(error.expect_err("it is too large").to_string(), text);

        let words = [0xff01_0107_0000_0009, 0x0001_01bf_0000_0001, 0xffff_0001];
        assert_eq!(accepted(shapes, 22, &words, 3), words);
        counts(shapes, 22, &words, 3, &[3]);
        let wrong = [
            (0, 10),
            (0, 2 << 32),
            (0, 2 << 40),
            (1, words[1] | 1 << 56), // behind the record's seven bytes
            (1, 2 << 40),
            (1, 2 << 48),
            (2, 1 << 32),
            (2, 1 << 63),
        ];
        for (at, wrong) in wrong {
            let mut words = words;
            words[at] = wrong;
            refused(shapes, 22, &words, 3);
        }
    });
}

/// What a driver answers is looked at as well.
#[test]
fn a_record_with_more_bytes_is_no_answer() {
    with_shapes(|shapes| {
        let answer = accepted(shapes, 23, &[], 1);
        let method = Method::new("bad_padding", 23);
        let frames = method.packed::<FrameCounts>("frames", answer[0]);
        let error = frames.expect_err("it has a byte too many");
        assert!(matches!(error.kind(), ErrorKind::ScalarValue { .. }));
        let text =
            "bad_padding: the driver returned frames = 0x100000000, which is not a FrameCounts";
        assert_eq!(error.to_string(), text);
    });
}

#[test]
fn only_listed_values_are_accepted() {
    with_shapes(|shapes| {
        let sector = |size, shift| Sector { size, shift };
        for (size, of, shift) in [(1, 512, -1), (2, 1024, 0), (4, 4096, 1)] {
            assert_eq!(shapes.align(size, &sector(of, shift)), Ok(size * of));
        }
        let error = shapes
            .align(3, &sector(512, 0))
            .expect_err("it is not listed");
        assert_eq!(
            error.to_string(),
            "align: size must be one of 1, 2, 4, not 3"
        );
        let error = shapes
            .align(1, &sector(513, 0))
            .expect_err("it is not listed");
        let text = "align: sector.size must be one of 512, 1024, 4096, not 513";
        assert_eq!(error.to_string(), text);
        let before = entered(shapes);
        for (word, size, shift) in [
            (0, 512, 0),
            (3, 512, 0),
            (1, 0, 0),
            (1, 512, 2),
            (1, 512, -2),
        ] {
            let method = Method::new("align", 25);
            let bytes = sector(size, shift);
            let bytes = iigen_client::Plain::as_bytes(&bytes);
            let connection = shapes.connection();
            let answer = connection.call(method, &[word], bytes, &mut [0], &mut []);
            let code = answer.expect_err("it is refused").io_return();
            assert_eq!(code, Some(iigen_client::IoReturn::BAD_ARGUMENT));
        }
        assert_eq!(entered(shapes), before);
    });
}
