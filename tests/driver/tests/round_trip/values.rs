//! Records with different values in each field.

use driver_tests::{Bits, Kind, Large, Level, Packed, Page, PageAndOne, Pair, Pairs, Point};
use driver_tests::{Small, Wide};

pub(crate) const KINDS: [Kind; 4] = [Kind::NONE, Kind::ONE, Kind::SEVEN, Kind::TOP];
pub(crate) const LEVELS: [Level; 3] = [Level::LOW, Level::MIDDLE, Level::HIGH];

/// A point at a bound of each axis.
pub(crate) fn point(seed: usize) -> Point {
    Point {
        x: [-100, 100, 0, -1][seed % 4],
        y: [i16::MIN, i16::MAX, 0][seed % 3],
    }
}

pub(crate) fn small(seed: usize) -> Small {
    Small {
        id: [1, 1000][seed % 2],
        kind: KINDS[seed % 4],
        on: (seed % 2 == 1).into(),
        bits: [Bits(0), Bits::FIRST, Bits::LAST, Bits::FIRST | Bits::LAST][seed % 4],
        point: point(seed),
        points: [point(seed + 1), point(seed + 2)],
        level: LEVELS[seed % 3],
        switches: [(seed % 3 == 1).into(), true.into()],
    }
}

pub(crate) fn packed(seed: usize) -> Packed {
    Packed {
        tag: [0, 255][seed % 2],
        wide: [Wide::NONE, Wide::FAR, Wide::TOP][seed % 3],
        point: point(seed),
        on: (seed % 2 == 1).into(),
        kinds: [KINDS[seed % 4], KINDS[(seed + 1) % 4], Kind::TOP],
        points: [point(seed + 3), point(seed + 2)],
        count: [0, 9][seed % 2],
    }
}

pub(crate) fn page(seed: usize) -> Page {
    Page {
        id: [0, 1000][seed % 2],
        kind: KINDS[seed % 4],
        body: std::array::from_fn(|index| (index + seed) as u8),
    }
}

pub(crate) fn page_and_one(seed: usize) -> PageAndOne {
    PageAndOne {
        page: page(seed),
        last: (seed % 2 == 1).into(),
    }
}

pub(crate) fn large(seed: usize) -> Large {
    Large {
        first: [0, 1000][seed % 2],
        values: std::array::from_fn(|index| u32::MAX - (index + seed) as u32),
        last: [1000, 0][seed % 2],
    }
}

pub(crate) fn pairs() -> Pairs {
    let pair = |index: usize| Pair {
        low: index as u32 % 1001,
        high: 1000,
    };
    Pairs {
        pairs: std::array::from_fn(pair),
    }
}
