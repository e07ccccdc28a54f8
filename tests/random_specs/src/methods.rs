//! Methods of a random spec: each gives back what it is given.

use crate::choices::Choices;
use crate::types::{BYTE, Body, Bytes, Field, Kind, Prim, Rule, Ty, Types};

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

impl Scalar {
    fn random(name: String, last: Option<Way>, types: &Types, choices: &mut Choices) -> Self {
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

    fn yaml(&self, types: &Types, back: &str) -> String {
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
    fn sample(&self, sent: usize, types: &Types, choices: &mut Choices) -> Vec<(u64, Vec<u64>)> {
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

impl Structure {
    fn random(types: &Types, choices: &mut Choices) -> Self {
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

    fn yaml(&self, types: &Types, back: &str) -> Option<String> {
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

    fn sample(&self, types: &Types, choices: &mut Choices) -> Bytes {
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
    fn wrong_sizes(&self, types: &Types) -> Vec<usize> {
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
    fn spreadable(&self) -> Vec<usize> {
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
    fn signed(&self, ty: &Ty) -> bool {
        self.by_value(ty) && self.numbers(ty)[0].kind == Kind::Signed
    }
}
