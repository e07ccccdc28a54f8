//! Methods of a random spec: each gives back what it is given.

use crate::choices::Choices;
use crate::scalars::{Scalar, Way};
use crate::structures::Structure;
use crate::types::{Body, Field, Kind, Prim, Ty, Types};

/// A method. Its results are its arguments, with `_back` behind their names.
#[derive(Clone, Debug)]
pub struct Method {
    /// Its name.
    pub name: String,
    /// Its selector.
    pub selector: u32,
    /// The numbers.
    pub scalars: Vec<Scalar>,
    /// The structure.
    pub structure: Structure,
    /// Whether a completion brings the structure once more, and whether a call must have one.
    pub completion: Option<Completion>,
}

/// The completion of a method: its event is the structure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Completion {
    /// Every call has one.
    Required,
    /// A call may have one.
    Optional,
}

/// What a call carries one way.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Call {
    /// The scalars.
    pub words: Vec<u64>,
    /// The structure.
    pub bytes: Vec<u8>,
    /// What a completion brings, behind the call.
    pub event: Vec<u8>,
}

/// A valid call, and calls that must be refused, each with the reason.
#[derive(Clone, Debug)]
pub struct Sample {
    /// Valid.
    pub valid: Call,
    /// What comes back of that.
    pub back: Call,
    /// Not valid.
    pub invalid: Vec<(String, Call)>,
}

impl Method {
    /// A method of any shape.
    pub fn random(index: usize, selector: u32, types: &Types, choices: &mut Choices) -> Self {
        let mut scalars: Vec<Scalar> = Vec::new();
        let mut room = 16;
        for index in 0..choices.below(7) {
            let last = scalars.last().map(|scalar| scalar.way);
            let scalar = Scalar::random(format!("a{index}"), last, types, choices);
            let words = scalar.words(types);
            if words > room {
                break;
            }
            room -= words;
            scalars.push(scalar);
            if matches!(
                scalars.last().map(|scalar| scalar.way),
                Some(Way::Count(..) | Way::Spread { optional: true })
            ) {
                break;
            }
        }
        let structure = Structure::random(types, choices);
        let completion = match &structure {
            Structure::Fixed(ty) if types.is_event(ty) => match choices.below(3) {
                1 => Some(Completion::Required),
                2 => Some(Completion::Optional),
                _ => None,
            },
            _ => None,
        };
        Self {
            name: format!("call{index}"),
            selector,
            scalars,
            structure,
            completion,
        }
    }

    /// Its line of a spec.
    pub fn yaml(&self, types: &Types) -> String {
        let mut parts = vec![format!("selector: {}", self.selector)];
        for (key, back) in [("in", ""), ("out", "_back")] {
            let scalars = self.scalars.iter().map(|it| it.yaml(types, back));
            let scalars: Vec<_> = scalars.collect();
            if !scalars.is_empty() {
                parts.push(format!("{key}: {{ {} }}", scalars.join(", ")));
            }
        }
        for (key, back) in [("struct_in", ""), ("struct_out", "_back")] {
            if let Some(structure) = self.structure.yaml(types, back) {
                parts.push(format!("{key}: {structure}"));
            }
        }
        if let (Some(completion), Structure::Fixed(ty)) = (self.completion, &self.structure) {
            let required = completion == Completion::Required;
            let event = types.yaml(ty);
            parts.push(format!(
                "completion: {{ event: {event}, required: {required} }}"
            ));
        }
        format!("  {}: {{ {} }}\n", self.name, parts.join(", "))
    }

    /// How many words it gives, which is the most that it takes.
    pub fn words(&self, types: &Types) -> usize {
        self.scalars.iter().map(|scalar| scalar.words(types)).sum()
    }

    /// How many words it may be given.
    fn counts(&self, types: &Types) -> Vec<usize> {
        let mut counts = vec![0];
        for scalar in &self.scalars {
            let most = scalar.words(types);
            let before = *counts.last().unwrap_or(&0);
            match scalar.way {
                Way::One | Way::Array(_) | Way::Spread { optional: false } => {
                    counts = vec![before + most];
                }
                Way::Default(_) | Way::Optional | Way::Spread { optional: true } => {
                    counts.push(before + most);
                }
                Way::Count(min, max) => counts = (before + min..=before + max).collect(),
            }
        }
        counts
    }

    /// The size of its structure in bytes; `None` if it varies.
    pub fn fixed_size(&self, types: &Types) -> Option<usize> {
        match &self.structure {
            Structure::None => Some(0),
            Structure::Fixed(ty) => Some(types.size(ty)),
            Structure::Variable(_) | Structure::HeaderTail(..) | Structure::Text(_) => None,
        }
    }

    /// A call, and what is wrong with some others.
    pub fn sample(&self, types: &Types, choices: &mut Choices) -> Sample {
        let mut sample = Sample {
            valid: Call::default(),
            back: Call::default(),
            invalid: Vec::new(),
        };
        let counts = self.counts(types);
        let count = *choices.pick(&counts);
        let mut bad_words = Vec::new();
        for scalar in &self.scalars {
            let at = sample.valid.words.len();
            let sent = scalar.words(types).min(count - at);
            let words = scalar.sample(sent, types, choices);
            for (index, (word, bad)) in words.into_iter().enumerate() {
                sample.valid.words.push(word);
                bad_words.extend(bad.into_iter().map(|bad| (at + index, bad)));
            }
            sample.back.words.extend(&sample.valid.words[at..]);
            let missing = match scalar.way {
                Way::Default(value) => value as u64,
                _ => 0,
            };
            let all = sample.back.words.len() + scalar.words(types) - sent;
            sample.back.words.resize(all, missing);
        }
        let bytes = self.structure.sample(types, choices);
        sample.valid.bytes.clone_from(&bytes.valid);
        sample.back.bytes.clone_from(&bytes.valid);
        if self.completion.is_some() {
            sample.back.event.clone_from(&bytes.valid);
        }
        for (at, bad) in bad_words {
            let mut call = sample.valid.clone();
            call.words[at] = bad;
            sample
                .invalid
                .push((format!("word {at} is {bad:#x}"), call));
        }
        for (at, bad) in &bytes.spoils {
            let mut call = sample.valid.clone();
            call.bytes[*at..][..bad.len()].copy_from_slice(bad);
            sample
                .invalid
                .push((format!("bytes at {at} are {bad:?}"), call));
        }
        for size in self.structure.wrong_sizes(types) {
            let mut call = sample.valid.clone();
            call.bytes.resize(size, 0);
            sample.invalid.push((format!("{size} bytes"), call));
        }
        for wrong in (0..=16).filter(|wrong| !counts.contains(wrong)) {
            let mut call = sample.valid.clone();
            call.words.resize(wrong, 0);
            sample.invalid.push((format!("{wrong} words"), call));
        }
        sample
    }
}

impl Types {
    /// Whether an event may be of the type: a record or a union that fits into 16 words.
    fn is_event(&self, ty: &Ty) -> bool {
        let whole = match ty {
            Ty::Named(index) => {
                let body = &self.all[*index].body;
                matches!(body, Body::Record { .. } | Body::Union { .. })
            }
            _ => false,
        };
        whole && self.size(ty) <= 128
    }

    /// Records of numbers and arrays of numbers that fit into the scalars of a call.
    pub(crate) fn spreadable(&self) -> Vec<usize> {
        let number = |field: &Field| match &field.ty {
            Ty::Array(element, _) => matches!(**element, Ty::Prim(_)),
            ty => self.by_value(ty),
        };
        let fits = |&index: &usize| match &self.all[index].body {
            Body::Record { fields, .. } => {
                fields.iter().all(number) && self.numbers(&Ty::Named(index)).len() <= 8
            }
            _ => false,
        };
        (0..self.all.len()).filter(fits).collect()
    }

    /// The numbers that a type without unions is made of, in the order of memory.
    pub fn numbers(&self, ty: &Ty) -> Vec<Prim> {
        match ty {
            Ty::Prim(prim) => vec![*prim],
            Ty::Array(element, length) => self.numbers(element).repeat(*length),
            Ty::Named(index) => match &self.all[*index].body {
                Body::Enum(prim, _) | Body::Flags(prim, _) => vec![*prim],
                Body::Record { fields, .. } => {
                    let numbers = fields.iter().map(|field| self.numbers(&field.ty));
                    numbers.flatten().collect()
                }
                Body::Union { .. } => Vec::new(),
            },
        }
    }

    /// Whether a scalar of the type is extended by its sign.
    pub(crate) fn signed(&self, ty: &Ty) -> bool {
        self.by_value(ty) && self.numbers(ty)[0].kind == Kind::Signed
    }
}
