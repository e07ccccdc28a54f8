//! Structures of a random method.

use crate::choices::Choices;
use crate::types::{BYTE, Bytes, Rule, Ty, Types};

/// A structure that goes in and comes back.
#[derive(Clone, Debug)]
pub enum Structure {
    /// There is none.
    None,
    /// `whole`, of a fixed size.
    Fixed(Ty),
    /// `whole`, so many elements.
    Variable(List),
    /// `whole`, and `rest` behind it.
    HeaderTail(Ty, List),
    /// `whole`, a text.
    Text(Text),
}

/// A text.
#[derive(Clone, Copy, Debug)]
pub struct Text {
    /// The fewest bytes.
    pub min: usize,
    /// The most, without a NUL.
    pub max: usize,
    /// Whether a NUL ends it.
    pub nul: bool,
}

/// Elements, as many as a call has.
#[derive(Clone, Debug)]
pub struct List {
    /// The element; bytes when there is none.
    pub element: Option<Ty>,
    /// The fewest.
    pub min: usize,
    /// The most.
    pub max: usize,
}

impl Structure {
    pub(crate) fn random(types: &Types, choices: &mut Choices) -> Self {
        match choices.below(7) {
            6 => {
                let max = 1 + choices.below(5000);
                Self::Text(Text {
                    min: choices.below(max.min(20)),
                    max,
                    nul: choices.rarely(2),
                })
            }
            0 => Self::None,
            1 | 2 => Self::Fixed(types.random_ty(choices)),
            3 | 4 => Self::Variable(List::random(0, types, choices)),
            _ => {
                let header = types.random_ty(choices);
                let list = List::random(types.size(&header), types, choices);
                Self::HeaderTail(header, list)
            }
        }
    }

    pub(crate) fn yaml(&self, types: &Types, back: &str) -> Option<String> {
        Some(match self {
            Self::None => return None,
            Self::Fixed(ty) => format!("{{ name: whole{back}, type: {} }}", types.yaml(ty)),
            Self::Variable(list) => format!("{{ name: whole{back}, {} }}", list.yaml(types)),
            Self::HeaderTail(header, list) => format!(
                "{{ name: whole{back}, header: {}, tail: {{ name: rest{back}, {} }} }}",
                types.yaml(header),
                list.yaml(types)
            ),
            Self::Text(Text { min, max, nul }) => {
                format!("{{ name: whole{back}, string: {{ min: {min}, max: {max}, nul: {nul} }} }}")
            }
        })
    }

    pub(crate) fn sample(&self, types: &Types, choices: &mut Choices) -> Bytes {
        let mut all = Bytes::default();
        let mut add = |ty: &Ty, choices: &mut Choices| {
            let value = types.value(ty, &Rule::Any, choices);
            let at = all.valid.len();
            let spoils = value.spoils.into_iter();
            all.spoils
                .extend(spoils.map(|(offset, with)| (at + offset, with)));
            all.valid.extend(value.valid);
        };
        let list = match self {
            Self::None => None,
            Self::Fixed(ty) => {
                add(ty, choices);
                None
            }
            Self::Text(text) => return text.sample(choices),
            Self::Variable(list) => Some(list),
            Self::HeaderTail(header, list) => {
                add(header, choices);
                Some(list)
            }
        };
        if let Some(list) = list {
            for _ in 0..list.count(choices) {
                add(list.element.as_ref().unwrap_or(&Ty::Prim(BYTE)), choices);
            }
        }
        // Enough of them to be quick, from everywhere.
        while all.spoils.len() > 24 {
            let at = choices.below(all.spoils.len());
            all.spoils.swap_remove(at);
        }
        all
    }

    /// Sizes that the structure never has.
    pub(crate) fn wrong_sizes(&self, types: &Types) -> Vec<usize> {
        let (head, list) = match self {
            Self::None => return vec![1, 4096, 4097],
            Self::Fixed(ty) => {
                let size = types.size(ty);
                return vec![size - 1, size + 1, size + 4096];
            }
            Self::Text(text) => return text.wrong_sizes(),
            Self::Variable(list) => (0, list),
            Self::HeaderTail(header, list) => (types.size(header), list),
        };
        let step = list.step(types);
        let mut sizes = vec![head + (list.max + 1) * step, head + list.max * step + 1];
        if list.min > 0 {
            sizes.push(head + (list.min - 1) * step);
        }
        if head > 0 {
            sizes.push(head - 1);
        }
        if step > 1 {
            sizes.push(head + list.min * step + 1);
        }
        sizes
    }
}

impl Text {
    fn sample(self, choices: &mut Choices) -> Bytes {
        let length = choices.within(self.min as i128, self.max as i128) as usize;
        let letter = |_| 1 + choices.below(127) as u8;
        let mut bytes = Bytes {
            valid: (0..length).map(letter).collect(),
            spoils: Vec::new(),
        };
        // No NUL inside.
        for at in [0, length / 2, length.saturating_sub(1)] {
            if at < length {
                bytes.spoils.push((at, vec![0]));
            }
        }
        if self.nul {
            bytes.spoils.push((length, vec![b'x']));
            bytes.valid.push(0);
        }
        bytes
    }

    fn wrong_sizes(self) -> Vec<usize> {
        let end = usize::from(self.nul);
        let mut sizes = vec![self.max + end + 1];
        if self.min + end > 0 {
            sizes.push(self.min + end - 1);
        }
        sizes
    }
}

impl List {
    fn random(head: usize, types: &Types, choices: &mut Choices) -> Self {
        let element = choices.rarely(2).then(|| types.random_ty(choices));
        // The first element lies where the header ends.
        let element = element.filter(|ty| head.is_multiple_of(types.align(ty)));
        let step = element.as_ref().map_or(1, |ty| types.size(ty));
        // Up to some bytes, or across what a message holds.
        let most = *choices.pick(&[40, 200, 4096, 4097, 6000]);
        let max = (most / step).max(1);
        let min = if choices.rarely(3) {
            choices.below(max + 1)
        } else {
            0
        };
        Self { element, min, max }
    }

    fn yaml(&self, types: &Types) -> String {
        let Self { element, min, max } = self;
        match element {
            None => format!("bytes: {{ min: {min}, max: {max} }}"),
            Some(ty) => format!("array: {}, min: {min}, max: {max}", types.yaml(ty)),
        }
    }

    /// The size of an element.
    pub fn step(&self, types: &Types) -> usize {
        self.element.as_ref().map_or(1, |ty| types.size(ty))
    }

    /// A count, often one of the bounds.
    fn count(&self, choices: &mut Choices) -> usize {
        choices.within(self.min as i128, self.max as i128) as usize
    }

    /// What C++ and Rust call the count.
    pub fn count_word(&self) -> &'static str {
        if self.element.is_some() {
            "count"
        } else {
            "length"
        }
    }
}
