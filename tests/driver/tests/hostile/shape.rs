//! The shape of a method: what of it a call has to have.

use crate::{domain::Domain, value::Value};

/// A method, as its spec describes it.
#[derive(Clone, Debug)]
pub(crate) struct Shape {
    pub(crate) name: &'static str,
    pub(crate) selector: u32,
    pub(crate) scalars_in: Vec<Domain>,
    pub(crate) structure_in: Part,
    pub(crate) scalars_out: usize,
    pub(crate) structure_out: Part,
}

/// A structure in or out.
#[derive(Clone, Debug)]
pub(crate) enum Part {
    None,
    Fixed(Value),
    /// Elements, at least and at most so many, behind a head that may be empty.
    Variable {
        head: Value,
        element: Value,
        min: usize,
        max: usize,
    },
}

impl Part {
    /// Whether a client may send so many bytes.
    pub(crate) fn takes(&self, size: usize) -> bool {
        match self {
            Self::None => size == 0,
            Self::Fixed(value) => size == value.bytes.len(),
            Self::Variable {
                head,
                element,
                min,
                max,
            } => {
                let (head, element) = (head.bytes.len(), element.bytes.len());
                size >= head
                    && (size - head).is_multiple_of(element)
                    && (*min..=*max).contains(&((size - head) / element))
            }
        }
    }

    /// Whether a client may have so much room for what comes back.
    pub(crate) fn fits(&self, room: usize) -> bool {
        match self {
            Self::None => room == 0,
            Self::Fixed(value) => room == value.bytes.len(),
            Self::Variable { .. } => room >= self.least(),
        }
    }

    /// The fewest bytes that are a value.
    pub(crate) fn least(&self) -> usize {
        match self {
            Self::None => 0,
            Self::Fixed(value) => value.bytes.len(),
            Self::Variable {
                head, element, min, ..
            } => head.bytes.len() + min * element.bytes.len(),
        }
    }

    /// The most.
    pub(crate) fn most(&self) -> usize {
        match self {
            Self::Variable {
                head, element, max, ..
            } => head.bytes.len() + max * element.bytes.len(),
            _ => self.least(),
        }
    }

    /// So many bytes, but for what is left behind the last whole element.
    pub(crate) fn whole(&self, size: usize) -> usize {
        match self {
            Self::Variable { head, element, .. } => {
                let elements = size.saturating_sub(head.bytes.len());
                size - elements % element.bytes.len()
            }
            _ => size,
        }
    }

    fn step(&self) -> usize {
        match self {
            Self::Variable { element, .. } => element.bytes.len(),
            _ => 1,
        }
    }

    /// Sizes around each bound, of the structure and of the message.
    pub(crate) fn sizes(&self) -> Vec<usize> {
        let mut sizes = vec![
            0,
            1,
            4095,
            4096,
            4097,
            8192,
            65_535,
            65_536,
            65_537,
            1 << 20,
        ];
        let head = match self {
            Self::Variable { head, .. } => head.bytes.len(),
            _ => 0,
        };
        for bound in [head, self.least(), self.most(), self.most() * 2] {
            for by in [1, self.step()] {
                sizes.extend([bound.saturating_sub(by), bound, bound + by]);
            }
        }
        sizes.sort_unstable();
        sizes.dedup();
        sizes
    }

    /// So many bytes, of which as many as may be are a valid value.
    pub(crate) fn sample(&self, size: usize) -> Vec<u8> {
        let (head, element): (&[u8], &[u8]) = match self {
            Self::None => (&[], &[1]),
            Self::Fixed(value) => (&value.bytes, &[1]),
            Self::Variable { head, element, .. } => (&head.bytes, &element.bytes),
        };
        let rest = element.iter().cycle();
        head.iter().chain(rest).take(size).copied().collect()
    }

    /// Values at the bounds, and then places where one is spoiled: bytes, and whether they are
    /// still a value.
    pub(crate) fn variations(&self) -> Vec<(Vec<u8>, bool)> {
        let mut all = Vec::new();
        let mut add = |bytes: &[u8], part: &Value, offset: usize| {
            for (patches, valid) in [(&part.good, true), (&part.bad, false)] {
                let behind = patches.iter().map(|patch| patch.behind(offset));
                all.extend(behind.map(|patch| (patch.applied(bytes), valid)));
            }
        };
        match self {
            Self::None => {}
            Self::Fixed(value) => add(&value.bytes, value, 0),
            Self::Variable {
                head,
                element,
                min,
                max,
            } => {
                let (front, step) = (head.bytes.len(), element.bytes.len());
                add(&self.sample(self.least()), head, 0);
                for count in [*min, 1.max(*min), 2.max(*min), *max] {
                    let bytes = self.sample(front + count * step);
                    for index in [0, count / 2, count.saturating_sub(1)] {
                        if index < count {
                            add(&bytes, element, front + index * step);
                        }
                    }
                }
            }
        }
        all
    }
}
