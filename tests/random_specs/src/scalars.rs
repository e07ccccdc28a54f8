//! Numbers of a random method.

use crate::choices::Choices;
use crate::types::{BYTE, Field, Kind, Rule, Ty, Types};

/// A number, or several.
#[derive(Clone, Debug)]
pub struct Scalar {
    /// What it is.
    pub field: Field,
    /// How it travels.
    pub way: Way,
}

/// How a number travels.
#[derive(Clone, Copy, Debug)]
pub enum Way {
    /// In one word.
    One,
    /// As an array, a word for each element.
    Array(usize),
    /// In one word, or in none; then it is so much.
    Default(i128),
    /// In one word, or in none.
    Optional,
    /// In so many words, at least and at most.
    Count(usize, usize),
    /// A record, a word for each of its numbers, or none at all if it is optional.
    Spread {
        /// Whether a call may do without it.
        optional: bool,
    },
}

impl Scalar {
    pub(crate) fn random(
        name: String,
        last: Option<Way>,
        types: &Types,
        choices: &mut Choices,
    ) -> Self {
        // What may be missing stands last.
        let trailing = matches!(last, Some(Way::Default(_) | Way::Optional));
        if !trailing && choices.rarely(6) {
            let records = types.spreadable();
            if !records.is_empty() {
                let ty = Ty::Named(*choices.pick(&records));
                let optional = choices.rarely(2);
                let field = Field {
                    name,
                    ty,
                    rule: Rule::Any,
                };
                let way = Way::Spread { optional };
                return Self { field, way };
            }
        }
        let (mut ty, mut rule) = types.random_scalar(choices);
        if trailing && !matches!(ty, Ty::Prim(_)) {
            ty = Ty::Prim(BYTE);
        }
        let way = match &ty {
            Ty::Prim(prim) if trailing || choices.rarely(3) => match choices.below(4) {
                0 if !trailing => Way::Array(1 + choices.below(4)),
                1 if !trailing => {
                    let min = choices.below(4);
                    Way::Count(min, min + 1 + choices.below(3))
                }
                2 if matches!(prim.kind, Kind::Unsigned | Kind::Signed) => {
                    let value = types.value(&ty, &rule, choices).valid;
                    let word = extended(&value, prim.kind == Kind::Signed);
                    Way::Default(match prim.kind {
                        Kind::Signed => i128::from(word as i64),
                        _ => i128::from(word),
                    })
                }
                _ => Way::Optional,
            },
            _ => Way::One,
        };
        if !matches!(way, Way::One | Way::Default(_)) {
            rule = Rule::Any;
        }
        let field = Field { name, ty, rule };
        Self { field, way }
    }

    /// How many words it has at most.
    pub fn words(&self, types: &Types) -> usize {
        match self.way {
            Way::One | Way::Default(_) | Way::Optional => 1,
            Way::Array(words) | Way::Count(_, words) => words,
            Way::Spread { .. } => types.numbers(&self.field.ty).len(),
        }
    }

    pub(crate) fn yaml(&self, types: &Types, back: &str) -> String {
        let mut field = self.field.clone();
        field.name.push_str(back);
        let input = back.is_empty();
        let more = match self.way {
            Way::Default(value) if input => format!(", default: {value}"),
            Way::Optional if input => ", optional: true".to_owned(),
            Way::Count(min, max) if input => format!(", count: {min}..{max}"),
            Way::Spread { optional: true } if input => ", spread: true, optional: true".to_owned(),
            Way::Spread { .. } => ", spread: true".to_owned(),
            Way::Array(words) | Way::Count(_, words) => {
                field.ty = Ty::Array(Box::new(field.ty), words);
                String::new()
            }
            _ => String::new(),
        };
        field.yaml(types, &more)
    }

    /// So many words that are values, and for each some that are none.
    pub(crate) fn sample(
        &self,
        sent: usize,
        types: &Types,
        choices: &mut Choices,
    ) -> Vec<(u64, Vec<u64>)> {
        if let Way::Spread { .. } = self.way {
            return match sent {
                0 => Vec::new(),
                _ => self.spread(types, choices),
            };
        }
        (0..sent).map(|_| self.word(types, choices)).collect()
    }

    /// The words of a record.
    fn spread(&self, types: &Types, choices: &mut Choices) -> Vec<(u64, Vec<u64>)> {
        let bytes = types.value(&self.field.ty, &Rule::Any, choices);
        let mut words = Vec::new();
        let mut at = 0;
        for prim in types.numbers(&self.field.ty) {
            let signed = prim.kind == Kind::Signed;
            let valid = extended(&bytes.valid[at..at + prim.size], signed);
            let spoils = bytes.spoils.iter().filter(|(offset, _)| *offset == at);
            let mut bad: Vec<_> = spoils.map(|(_, with)| extended(with, signed)).collect();
            bad.truncate(2);
            bad.extend(beyond(valid, prim.size));
            words.push((valid, bad));
            at += prim.size;
        }
        words
    }

    /// A word that is a value, and words that are none.
    fn word(&self, types: &Types, choices: &mut Choices) -> (u64, Vec<u64>) {
        let bytes = types.value(&self.field.ty, &self.field.rule, choices);
        let signed = types.signed(&self.field.ty);
        let word = |bytes: &[u8]| extended(bytes, signed);
        let valid = word(&bytes.valid);
        let mut bad: Vec<_> = (0..bytes.spoils.len().min(3))
            .filter_map(|_| bytes.spoiled(choices))
            .map(|bytes| word(&bytes))
            .collect();
        bad.extend(beyond(valid, bytes.valid.len()));
        (valid, bad)
    }
}

/// Words that would be the same if they were cut to a size.
fn beyond(valid: u64, size: usize) -> impl Iterator<Item = u64> {
    let bits = if size < 8 {
        vec![8 * size, 63]
    } else {
        Vec::new()
    };
    bits.into_iter().map(move |bit| valid ^ 1 << bit)
}

/// A number as a scalar carries it.
pub fn extended(bytes: &[u8], signed: bool) -> u64 {
    let negative = signed && bytes.last().is_some_and(|byte| byte >> 7 == 1);
    let mut word = [if negative { 0xff } else { 0 }; 8];
    word[..bytes.len()].copy_from_slice(bytes);
    u64::from_le_bytes(word)
}
