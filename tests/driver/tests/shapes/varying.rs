//! Scalars that a call may not have, and several of one.

use driver_tests::shapes::{Flags, FrameCounts, Identity, Mode};
use iigen_client::Bool8;

use crate::raw::{accepted, counts, refused};
use crate::{entered, with_shapes};

fn identity() -> Identity {
    Identity {
        vendor: 1,
        product: 2,
        scale: 0.5,
        mode: Mode::FAST,
        on: Bool8::TRUE,
        data: [0, 0, -7],
    }
}

#[test]
fn a_default_stands_for_what_is_absent() {
    with_shapes(|shapes| {
        assert_eq!(shapes.priority(None), Ok(3));
        assert_eq!(shapes.priority(Some(0)), Ok(0));
        assert_eq!(shapes.priority(Some(9)), Ok(9));
        let error = shapes.priority(Some(10)).expect_err("it is too large");
        let text = "priority: priority must be at most 9, not 10";
        assert_eq!(error.to_string(), text);
        assert_eq!(entered(shapes), 3);
        counts(shapes, 10, &[9], 1, &[0, 1]);
        for word in [10, 256, u64::MAX] {
            refused(shapes, 10, &[word], 1);
        }
    });
}

#[test]
fn defaults_of_every_type() {
    with_shapes(|shapes| {
        let all = shapes.defaults(7, None, None, None, None, None, None);
        let all = all.expect("it is accepted");
        assert_eq!((all.on_back, all.mode_back), (true, Mode::TURBO));
        assert_eq!((all.flags_back, all.gain_back), (Flags::QUIET, 1.5));
        assert_eq!((all.offset_back, all.size_back), (-2.0, -4));
        let (on, mode, flags) = (Some(false), Some(Mode::SLOW), Some(Flags(0)));
        let some = shapes.defaults(7, on, mode, flags, Some(-0.0), None, None);
        let some = some.expect("it is accepted");
        assert_eq!((some.on_back, some.mode_back), (false, Mode::SLOW));
        assert_eq!(some.gain_back.to_bits(), (-0.0f32).to_bits());
        assert_eq!((some.flags_back, some.offset_back), (Flags(0), -2.0));

        let error = shapes.defaults(7, None, mode, None, None, None, None);
        let text = "defaults: mode can't be given without on";
        assert_eq!(error.expect_err("on is missing").to_string(), text);
        let size = shapes.defaults(7, on, mode, flags, Some(1.0), Some(1.0), Some(3));
        let text = "defaults: size must be one of -4, 1, 2, not 3";
        assert_eq!(size.expect_err("it is not listed").to_string(), text);

        let words = [7, 1, 7, 9, 0x3fc0_0000, u64::MAX, -4i64 as u64];
        counts(shapes, 11, &words, 6, &[1, 2, 3, 4, 5, 6, 7]);
        // A NaN with all its bits comes through, and a wrong word is refused at each place.
        assert_eq!(accepted(shapes, 11, &words, 6)[4], u64::MAX);
        for (at, wrong) in [
            (1, 2),
            (2, 2),
            (3, 2),
            (4, 1 << 32),
            (6, 4),
            (6, 0xffff_fffc),
        ] {
            let mut words = words;
            words[at] = wrong;
            refused(shapes, 11, &words, 6);
            refused(shapes, 11, &words[..=at], 6);
        }
    });
}

#[test]
fn optional_scalars_are_null_where_they_are_absent() {
    with_shapes(|shapes| {
        let frames = FrameCounts {
            read: 100,
            written: 200,
        };
        let identity = identity();
        let send = |given: u32| {
            let reply = shapes.optionals(
                50,
                (given > 0).then_some(9),
                (given > 1).then_some(0.25),
                (given > 2).then_some(Mode::TURBO),
                (given > 3).then_some(&identity),
                (given > 4).then_some(&frames),
            );
            let reply = reply.expect("it is accepted");
            (reply.present, reply.sum)
        };
        assert_eq!(send(0), (0, 50.0));
        assert_eq!(send(1), (1, 59.0));
        assert_eq!(send(2), (3, 59.25));
        assert_eq!(send(3), (7, 66.25));
        assert_eq!(send(4), (15, 66.25 + 3.5 - 7.0));
        assert_eq!(send(5), (31, 62.75 + 300.0));
        let gap = shapes.optionals(50, None, Some(1.0), None, None, None);
        let text = "optionals: gain can't be given without hint";
        assert_eq!(gap.expect_err("hint is missing").to_string(), text);

        // The record's eight fields come all or not at all.
        let words = [0, 1, 0, 1, 1, 0, 0, 1, 1, 0, 0, 0, 0];
        counts(shapes, 12, &words, 2, &[1, 2, 3, 4, 12, 13]);
        let wrong = [
            (0, 256),
            (1, 10),
            (3, 2),
            (4, 0), // the vendor is at least 1
            (4, 0x1_0000),
            (6, 1 << 32),
            (7, 8),
            (8, 2),
            (11, 0x8000),
            (12, 1 << 32),
        ];
        for (at, wrong) in wrong {
            let mut words = words;
            words[at] = wrong;
            refused(shapes, 12, &words, 2);
        }
    });
}

#[test]
fn optional_arrays_are_whole_or_null() {
    with_shapes(|shapes| {
        let (ids, raw) = ([1, 2], [10, 20, 30]);
        let send = |ids, raw| {
            let reply = shapes.optional_arrays(ids, raw).expect("it is accepted");
            (reply.present, reply.sum)
        };
        assert_eq!(send(None, None), (0, 0));
        assert_eq!(send(Some(&ids), None), (1, 3));
        assert_eq!(send(Some(&ids), Some(&raw)), (3, 63));
        assert!(shapes.optional_arrays(None, Some(&raw)).is_err());
        counts(shapes, 13, &[1, 2, 3, 4, 5], 2, &[0, 2, 5]);
        refused(shapes, 13, &[1, 1 << 32], 2);
    });
}

#[test]
fn counts_of_words() {
    with_shapes(|shapes| {
        for values in [&[u64::MAX][..], &[1, 2], &[1, 2, u64::MAX]] {
            let reply = shapes.values(values).expect("it is accepted");
            assert_eq!(reply.count as usize, values.len());
            assert_eq!(reply.values_back[..values.len()], *values);
            assert!(
                reply.values_back[values.len()..]
                    .iter()
                    .all(|back| *back == 0)
            );
        }
        let none = shapes.values(&[]).expect_err("one is the least");
        assert_eq!(
            none.to_string(),
            "values: values_count must be at least 1, not 0"
        );
        let four = shapes.values(&[1; 4]).expect_err("three are the most");
        assert_eq!(
            four.to_string(),
            "values: values_count must be at most 3, not 4"
        );
        counts(shapes, 14, &[1, 2, 3], 4, &[1, 2, 3]);
    });
}

#[test]
fn each_of_a_count_is_checked() {
    with_shapes(|shapes| {
        let levels = |levels: &[i16]| {
            let reply = shapes.levels(5, levels).expect("it is accepted");
            (reply.count as usize, reply.sum)
        };
        assert_eq!(levels(&[]), (0, 5));
        assert_eq!(levels(&[-100, 100, -1]), (3, 4));
        assert_eq!(levels(&[100; 8]), (8, 805));
        let low = shapes.levels(5, &[0, -101]).expect_err("it is too small");
        assert_eq!(
            low.to_string(),
            "levels: levels must be at least -100, not -101"
        );
        assert!(shapes.levels(5, &[0; 9]).is_err());
        counts(shapes, 15, &[1; 9], 2, &[1, 2, 3, 4, 5, 6, 7, 8, 9]);
        refused(shapes, 15, &[1, 0, 101], 2);
        refused(shapes, 15, &[1, 0, 0, 0xff9c], 2); // -100 in 16 bits only

        let modes = [Mode::SLOW; 15];
        let modes = shapes.modes(&[&modes[..], &[Mode::TURBO]].concat());
        let modes = modes.expect("it is accepted");
        assert_eq!((modes.count, modes.last), (16, Mode::TURBO));
        assert!(shapes.modes(&[Mode::SLOW, Mode(2)]).is_err());
        counts(shapes, 16, &[7; 16], 2, &(2..=16).collect::<Vec<_>>());
        refused(shapes, 16, &[7, 7, 2], 2);

        assert_eq!(shapes.sizes(&[8, 16, 32, 8]), Ok(64));
        let size = shapes.sizes(&[8, 9]).expect_err("it is not listed");
        assert_eq!(
            size.to_string(),
            "sizes: sizes must be one of 8, 16, 32, not 9"
        );
        refused(shapes, 17, &[8, 9], 1);

        let nan = f32::from_bits(0x7fa0_0001);
        let back = shapes.gains(&[nan, -0.0]).expect("it is accepted");
        assert_eq!(back.map(f32::to_bits), [0x7fa0_0001, 0x8000_0000]);
        refused(shapes, 18, &[0, 1 << 32], 2);
    });
}
