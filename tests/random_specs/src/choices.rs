//! Where the chance comes from.

/// A stream of numbers that decides what is made. One that ends goes on with zeros, which are the
/// simplest choice everywhere, so that proptest's shorter streams are simpler things.
#[derive(Clone, Debug)]
pub struct Choices {
    given: std::vec::IntoIter<u32>,
    /// The state of splitmix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators).
    seed: Option<u64>,
}

impl Choices {
    /// These, and then zeros.
    pub fn of(given: Vec<u32>) -> Self {
        Self {
            given: given.into_iter(),
            seed: None,
        }
    }

    /// Without end.
    pub fn endless(seed: u64) -> Self {
        Self {
            given: Vec::new().into_iter(),
            seed: Some(seed),
        }
    }

    /// Any number.
    pub fn number(&mut self) -> u64 {
        match &mut self.seed {
            Some(state) => {
                *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
                let mut mixed = *state;
                mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
                mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
                mixed ^ (mixed >> 31)
            }
            None => {
                let mut half = || u64::from(self.given.next().unwrap_or(0));
                half() << 32 | half()
            }
        }
    }

    /// A number below `end`.
    pub fn below(&mut self, end: usize) -> usize {
        (self.number() >> 16) as usize % end
    }

    /// A number of a range, its bounds more often than others.
    pub fn within(&mut self, lowest: i128, highest: i128) -> i128 {
        match self.below(8) {
            0 => lowest,
            1 => highest,
            _ => {
                let wide = i128::from(self.number());
                lowest + wide.rem_euclid(highest - lowest + 1)
            }
        }
    }

    /// One time of `times`.
    pub fn rarely(&mut self, times: usize) -> bool {
        self.below(times) == times - 1
    }

    /// One of several.
    pub fn pick<'t, T>(&mut self, of: &'t [T]) -> &'t T {
        &of[self.below(of.len())]
    }
}
