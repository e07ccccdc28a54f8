//! Which numbers a type has, by the spec's words; and what a hostile client sends instead.

/// Some values of a type, its bounds among them, and some that only look like values.
#[derive(Clone, Debug)]
pub(crate) struct Domain {
    /// Its size.
    pub(crate) bytes: usize,
    /// Values.
    pub(crate) good: Vec<i128>,
    /// Numbers that fit into its bytes and are no values.
    pub(crate) bad: Vec<i128>,
}

impl Domain {
    /// An integer with the whole range of its type, or a part of it.
    pub(crate) fn range(bytes: usize, signed: bool, range: (i128, i128)) -> Self {
        let (lowest, highest) = bounds(bytes, signed);
        let (min, max) = range;
        let mut domain = Self {
            bytes,
            good: vec![min, max],
            bad: Vec::new(),
        };
        domain
            .good
            .extend([0, -1].iter().filter(|it| (min..=max).contains(*it)));
        for bad in [lowest, min - 1, max + 1, highest] {
            if !(min..=max).contains(&bad) && (lowest..=highest).contains(&bad) {
                domain.bad.push(bad);
            }
        }
        domain
    }

    /// `u8` to `u64`, and the bits of a float: all are values.
    pub(crate) fn unsigned(bytes: usize) -> Self {
        Self::range(bytes, false, bounds(bytes, false))
    }

    /// `i8` to `i64`.
    pub(crate) fn signed(bytes: usize) -> Self {
        Self::range(bytes, true, bounds(bytes, true))
    }

    /// A bool is 0 or 1.
    pub(crate) fn truth() -> Self {
        Self::range(1, false, (0, 1))
    }

    /// An enum has the values that it names.
    pub(crate) fn names(bytes: usize, signed: bool, values: &[i128]) -> Self {
        let (lowest, highest) = bounds(bytes, signed);
        let near = values.iter().flat_map(|value| [value - 1, value + 1]);
        let bad = near
            .chain([lowest, highest])
            .filter(|it| !values.contains(it) && (lowest..=highest).contains(it))
            .collect();
        Self {
            bytes,
            good: values.to_vec(),
            bad,
        }
    }

    /// Flags have any of the bits that they name.
    pub(crate) fn flags(bytes: usize, bits: &[u32]) -> Self {
        let all = bits.iter().map(|bit| 1i128 << bit).sum::<i128>();
        let others = (0..8 * bytes as u32).filter(|bit| !bits.contains(bit));
        let mut domain = Self {
            bytes,
            good: vec![0, all],
            bad: others.map(|bit| 1 << bit).collect(),
        };
        domain.good.extend(bits.iter().map(|bit| 1i128 << bit));
        domain.bad.extend([all + 2, bounds(bytes, false).1]);
        domain
    }

    /// The value as the words of a call carry it: extended to 64 bits.
    pub(crate) fn good_words(&self) -> Vec<u64> {
        self.good.iter().map(|&value| value as u64).collect()
    }

    /// Words that are no value: those out of the range, and those that would be in it if they were
    /// cut to the size of the type.
    pub(crate) fn bad_words(&self) -> Vec<u64> {
        let mut words: Vec<u64> = self.bad.iter().map(|&value| value as u64).collect();
        let bits = 8 * self.bytes as u32;
        if bits < 64 {
            for word in self.good_words() {
                words.extend([word ^ (1 << bits), word ^ (1 << 63)]);
                if word >> 63 == 1 {
                    words.push(word & ((1 << bits) - 1)); // not extended by its sign
                }
            }
        }
        words
    }

    /// The value as a structure carries it.
    pub(crate) fn encode(&self, value: i128) -> Vec<u8> {
        value.to_le_bytes()[..self.bytes].to_vec()
    }
}

fn bounds(bytes: usize, signed: bool) -> (i128, i128) {
    let bits = 8 * bytes as u32;
    if signed {
        (-(1 << (bits - 1)), (1 << (bits - 1)) - 1)
    } else {
        (0, (1 << bits) - 1)
    }
}
