//! Types of a random spec, and their bytes.

use std::fmt::Write as _;

use crate::choices::Choices;

/// A type that the language has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Prim {
    /// Its name in a spec and in Rust.
    pub name: &'static str,
    /// Its name in C++.
    pub cpp: &'static str,
    /// Its size in bytes.
    pub size: usize,
    /// What it is.
    pub kind: Kind,
}

/// What a primitive is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Without a sign.
    Unsigned,
    /// With a sign.
    Signed,
    /// Bits that may be anything but a NaN, which would not equal itself.
    Float,
    /// 0 or 1.
    Bool,
}

const fn prim(name: &'static str, cpp: &'static str, size: usize, kind: Kind) -> Prim {
    Prim {
        name,
        cpp,
        size,
        kind,
    }
}

/// All primitives.
pub const PRIMS: [Prim; 11] = [
    prim("u8", "uint8_t", 1, Kind::Unsigned),
    prim("u16", "uint16_t", 2, Kind::Unsigned),
    prim("u32", "uint32_t", 4, Kind::Unsigned),
    prim("u64", "uint64_t", 8, Kind::Unsigned),
    prim("i8", "int8_t", 1, Kind::Signed),
    prim("i16", "int16_t", 2, Kind::Signed),
    prim("i32", "int32_t", 4, Kind::Signed),
    prim("i64", "int64_t", 8, Kind::Signed),
    prim("bool", "bool", 1, Kind::Bool),
    prim("f32", "float", 4, Kind::Float),
    prim("f64", "double", 8, Kind::Float),
];

/// What bytes are.
pub const BYTE: Prim = PRIMS[0];

impl Prim {
    /// The smallest and the largest value of an integer.
    pub fn range(self) -> (i128, i128) {
        let bits = 8 * self.size as u32;
        match self.kind {
            Kind::Signed => (-(1 << (bits - 1)), (1 << (bits - 1)) - 1),
            Kind::Bool => (0, 1),
            _ => (0, (1 << bits) - 1),
        }
    }

    fn any_integer(choices: &mut Choices, signed_too: bool) -> Self {
        PRIMS[choices.below(if signed_too { 8 } else { 4 })]
    }
}

/// The type of a value.
#[derive(Clone, Debug)]
pub enum Ty {
    /// A primitive.
    Prim(Prim),
    /// A type of the spec.
    Named(usize),
    /// Elements of one type.
    Array(Box<Ty>, usize),
}

/// A type of the spec.
#[derive(Clone, Debug)]
pub struct Named {
    /// Its name.
    pub name: String,
    /// What it is made of.
    pub body: Body,
}

/// What a type is made of.
#[derive(Clone, Debug)]
pub enum Body {
    /// One of several numbers.
    Enum(Prim, Vec<i128>),
    /// Some of several bits.
    Flags(Prim, Vec<u32>),
    /// Fields.
    Record {
        /// Whether it has alignment 1.
        packed: bool,
        /// In the order of memory.
        fields: Vec<Field>,
    },
    /// One of several records or primitives, by a tag, which is an enum of the spec.
    Union {
        /// The enum.
        tag: usize,
        /// Which value has which type; the others have none.
        variants: Vec<(i128, Ty)>,
    },
}

/// A field of a record, or a scalar.
#[derive(Clone, Debug)]
pub struct Field {
    /// Its name.
    pub name: String,
    /// Its type.
    pub ty: Ty,
    /// Which numbers it may have.
    pub rule: Rule,
}

/// Which numbers of its type a field may have.
#[derive(Clone, Debug)]
pub enum Rule {
    /// All.
    Any,
    /// A range.
    Range(i128, i128),
    /// Some.
    OneOf(Vec<i128>),
}

impl Rule {
    fn random(prim: Prim, choices: &mut Choices) -> Self {
        let (lowest, highest) = prim.range();
        if matches!(prim.kind, Kind::Float | Kind::Bool) || !choices.rarely(3) {
            return Self::Any;
        }
        if choices.rarely(3) {
            let mut values: Vec<_> = (0..1 + choices.below(4))
                .map(|_| choices.within(lowest, highest))
                .collect();
            values.sort_unstable();
            values.dedup();
            return Self::OneOf(values);
        }
        let (one, other) = (
            choices.within(lowest, highest),
            choices.within(lowest, highest),
        );
        Self::Range(one.min(other), one.max(other))
    }

    /// The rest of the map that declares a field.
    fn yaml(&self) -> String {
        match self {
            Self::Any => String::new(),
            Self::Range(min, max) => format!(", min: {min}, max: {max}"),
            Self::OneOf(values) => format!(", one_of: {values:?}"),
        }
    }
}

impl Field {
    /// `name: u8`, `name: { type: u8, max: 3 }`; `more` is what else its map has.
    pub fn yaml(&self, types: &Types, more: &str) -> String {
        let (name, ty) = (&self.name, types.yaml(&self.ty));
        match self.rule.yaml() + more {
            rule if rule.is_empty() => format!("{name}: {ty}"),
            rule => format!("{name}: {{ type: {ty}{rule} }}"),
        }
    }
}

/// The types of a spec.
#[derive(Clone, Debug, Default)]
pub struct Types {
    /// Each behind those that it is made of.
    pub all: Vec<Named>,
}

/// Some bytes, and what they may not be.
#[derive(Clone, Debug, Default)]
pub struct Bytes {
    /// A value.
    pub valid: Vec<u8>,
    /// What makes it none: bytes and where they go.
    pub spoils: Vec<(usize, Vec<u8>)>,
}

impl Bytes {
    /// The bytes with one of the spoils, if there is any.
    pub fn spoiled(&self, choices: &mut Choices) -> Option<Vec<u8>> {
        if self.spoils.is_empty() {
            return None;
        }
        let (at, with) = choices.pick(&self.spoils);
        let mut bytes = self.valid.clone();
        bytes[*at..][..with.len()].copy_from_slice(with);
        Some(bytes)
    }
}

impl Types {
    /// Up to eight types, whose names begin with `prefix`.
    pub fn random(prefix: &str, choices: &mut Choices) -> Self {
        let mut types = Self::default();
        for index in 0..choices.below(9) {
            let body = match choices.below(6) {
                0 => random_enum(choices),
                1 => random_flags(choices),
                2 => types.random_union(choices),
                _ => None,
            };
            let body = body.unwrap_or_else(|| types.random_record(choices));
            types.all.push(Named {
                name: format!("{prefix}Type{index}"),
                body,
            });
        }
        types
    }

    fn random_record(&self, choices: &mut Choices) -> Body {
        let count = 1 + choices.below(6);
        let mut fields = Vec::with_capacity(count);
        for index in 0..count {
            let ty = self.random_ty(choices);
            let rule = match &ty {
                Ty::Prim(prim) => Rule::random(*prim, choices),
                _ => Rule::Any,
            };
            let name = format!("f{index}");
            fields.push(Field { name, ty, rule });
        }
        let tys = fields.iter().map(|field| &field.ty);
        let packed = self.has_padding(tys) || choices.rarely(4);
        Body::Record { packed, fields }
    }

    /// A union over one of the enums, if there is one.
    fn random_union(&self, choices: &mut Choices) -> Option<Body> {
        let enums: Vec<_> = (0..self.all.len())
            .filter(|&index| matches!(self.all[index].body, Body::Enum(..)))
            .collect();
        if enums.is_empty() {
            return None;
        }
        let tag = *choices.pick(&enums);
        let Body::Enum(_, values) = &self.all[tag].body else {
            return None;
        };
        let mut variants = Vec::new();
        for &value in values {
            if variants.is_empty() || !choices.rarely(3) {
                variants.push((value, self.random_ty(choices)));
            }
        }
        Some(Body::Union { tag, variants })
    }

    /// A type for a field or a structure.
    pub fn random_ty(&self, choices: &mut Choices) -> Ty {
        let ty = if !self.all.is_empty() && choices.rarely(3) {
            Ty::Named(choices.below(self.all.len()))
        } else {
            Ty::Prim(*choices.pick(&PRIMS))
        };
        if choices.rarely(5) {
            let length = 1 + choices.below(5);
            return Ty::Array(Box::new(ty), length);
        }
        ty
    }

    /// A type that one scalar carries, and the rule for it.
    pub fn random_scalar(&self, choices: &mut Choices) -> (Ty, Rule) {
        if choices.rarely(4) && !self.all.is_empty() {
            let index = choices.below(self.all.len());
            let fits = match self.all[index].body {
                Body::Enum(..) | Body::Flags(..) => true,
                Body::Record { .. } => self.size(&Ty::Named(index)) <= 8,
                Body::Union { .. } => false,
            };
            if fits {
                return (Ty::Named(index), Rule::Any);
            }
        }
        let prim = *choices.pick(&PRIMS);
        (Ty::Prim(prim), Rule::random(prim, choices))
    }

    /// The type as a spec says it.
    pub fn yaml(&self, ty: &Ty) -> String {
        fn plain(types: &Types, ty: &Ty) -> String {
            match ty {
                Ty::Prim(prim) => prim.name.to_owned(),
                Ty::Named(index) => types.all[*index].name.clone(),
                Ty::Array(element, length) => format!("[{}; {length}]", plain(types, element)),
            }
        }
        match ty {
            Ty::Array(..) => format!("{:?}", plain(self, ty)),
            _ => plain(self, ty),
        }
    }

    /// The section `types:` of a spec.
    pub fn section(&self) -> String {
        let mut text = String::new();
        if !self.all.is_empty() {
            text.push_str("types:\n");
        }
        for named in &self.all {
            let _ = writeln!(text, "  {}: {}", named.name, self.body(&named.body));
        }
        text
    }

    fn body(&self, body: &Body) -> String {
        match body {
            Body::Enum(prim, values) => {
                let values = values.iter().enumerate();
                let values: Vec<_> = values
                    .map(|(at, value)| format!("v{at}: {value}"))
                    .collect();
                format!(
                    "{{ enum: {}, values: {{ {} }} }}",
                    prim.name,
                    values.join(", ")
                )
            }
            Body::Flags(prim, bits) => {
                let bits = bits.iter().enumerate();
                let bits: Vec<_> = bits.map(|(at, bit)| format!("b{at}: {bit}")).collect();
                format!(
                    "{{ flags: {}, bits: {{ {} }} }}",
                    prim.name,
                    bits.join(", ")
                )
            }
            Body::Record { packed, fields } => {
                let fields: Vec<_> = fields.iter().map(|field| field.yaml(self, "")).collect();
                format!(
                    "{{ struct: {{ {} }}, packed: {packed} }}",
                    fields.join(", ")
                )
            }
            Body::Union { tag, variants } => {
                let Body::Enum(_, values) = &self.all[*tag].body else {
                    unreachable!("the tag is an enum");
                };
                let variants = variants.iter().map(|(value, ty)| {
                    let at = values.iter().position(|it| it == value).unwrap_or_default();
                    format!("v{at}: {}", self.yaml(ty))
                });
                let variants: Vec<_> = variants.collect();
                format!(
                    "{{ union: {{ tag: {}, variants: {{ {} }} }}, packed: true }}",
                    self.all[*tag].name,
                    variants.join(", ")
                )
            }
        }
    }

    /// The type as C++ says it, that of the innermost elements for an array.
    pub fn cpp(&self, ty: &Ty) -> &str {
        match ty {
            Ty::Prim(prim) => prim.cpp,
            Ty::Named(index) => &self.all[*index].name,
            Ty::Array(element, _) => self.cpp(element),
        }
    }

    /// The type as it lies in memory in Rust.
    pub fn rust(&self, ty: &Ty) -> String {
        match ty {
            Ty::Prim(prim) if prim.kind == Kind::Bool => "::iigen_client::Bool8".to_owned(),
            Ty::Prim(prim) => prim.name.to_owned(),
            Ty::Named(index) => self.all[*index].name.clone(),
            Ty::Array(element, length) => format!("[{}; {length}]", self.rust(element)),
        }
    }

    /// Whether C++ and Rust pass it as a number.
    pub fn by_value(&self, ty: &Ty) -> bool {
        match ty {
            Ty::Prim(_) => true,
            Ty::Named(index) => {
                matches!(self.all[*index].body, Body::Enum(..) | Body::Flags(..))
            }
            Ty::Array(..) => false,
        }
    }

    /// The size of a type in bytes: there is no padding.
    pub fn size(&self, ty: &Ty) -> usize {
        match ty {
            Ty::Prim(prim) => prim.size,
            Ty::Array(element, length) => self.size(element) * length,
            Ty::Named(index) => match &self.all[*index].body {
                Body::Enum(prim, _) | Body::Flags(prim, _) => prim.size,
                Body::Record { fields, .. } => fields.iter().map(|it| self.size(&it.ty)).sum(),
                Body::Union { tag, variants } => {
                    let sizes = variants.iter().map(|(_, ty)| self.size(ty));
                    self.size(&Ty::Named(*tag)) + sizes.max().unwrap_or_default()
                }
            },
        }
    }

    /// The alignment of a type in C.
    pub fn align(&self, ty: &Ty) -> usize {
        match ty {
            Ty::Prim(prim) => prim.size,
            Ty::Array(element, _) => self.align(element),
            Ty::Named(index) => match &self.all[*index].body {
                Body::Enum(prim, _) | Body::Flags(prim, _) => prim.size,
                Body::Record { packed: true, .. } | Body::Union { .. } => 1,
                Body::Record { fields, .. } => {
                    let aligns = fields.iter().map(|field| self.align(&field.ty));
                    aligns.max().unwrap_or(1)
                }
            },
        }
    }

    /// Whether C would put bytes between or behind such fields.
    fn has_padding<'t>(&self, fields: impl Iterator<Item = &'t Ty>) -> bool {
        let (mut end, mut most) = (0_usize, 1);
        for ty in fields {
            let align = self.align(ty);
            if !end.is_multiple_of(align) {
                return true;
            }
            end += self.size(ty);
            most = most.max(align);
        }
        !end.is_multiple_of(most)
    }

    /// A value in the memory of a structure.
    pub fn value(&self, ty: &Ty, rule: &Rule, choices: &mut Choices) -> Bytes {
        let mut bytes = Bytes::default();
        self.write(ty, rule, choices, &mut bytes);
        bytes
    }

    fn write(&self, ty: &Ty, rule: &Rule, choices: &mut Choices, to: &mut Bytes) {
        match ty {
            Ty::Prim(prim) => write_prim(*prim, rule, choices, to),
            Ty::Array(element, length) => {
                for _ in 0..*length {
                    self.write(element, rule, choices, to);
                }
            }
            Ty::Named(index) => match &self.all[*index].body {
                Body::Enum(prim, values) => {
                    let value = *choices.pick(values);
                    write_one_of(*prim, value, values, to);
                }
                Body::Flags(prim, bits) => write_flags(*prim, bits, choices, to),
                Body::Record { fields, .. } => {
                    for field in fields {
                        self.write(&field.ty, &field.rule, choices, to);
                    }
                }
                Body::Union { tag, variants } => {
                    let start = to.valid.len();
                    let Body::Enum(prim, values) = &self.all[*tag].body else {
                        unreachable!("the tag is an enum");
                    };
                    let value = *choices.pick(values);
                    write_one_of(*prim, value, values, to);
                    if let Some((_, ty)) = variants.iter().find(|(of, _)| *of == value) {
                        self.write(ty, &Rule::Any, choices, to);
                    }
                    to.valid.resize(start + self.size(ty), 0);
                }
            },
        }
    }
}

fn random_enum(choices: &mut Choices) -> Option<Body> {
    let prim = Prim::any_integer(choices, true);
    let (lowest, highest) = prim.range();
    let count = 1 + choices.below(5);
    let mut values: Vec<_> = (0..count)
        .map(|_| choices.within(lowest, highest))
        .collect();
    values.sort_unstable();
    values.dedup();
    Some(Body::Enum(prim, values))
}

fn random_flags(choices: &mut Choices) -> Option<Body> {
    let prim = Prim::any_integer(choices, false);
    let all = 8 * prim.size;
    let mut bits: Vec<_> = (0..1 + choices.below(all))
        .map(|_| choices.below(all) as u32)
        .collect();
    bits.sort_unstable();
    bits.dedup();
    Some(Body::Flags(prim, bits))
}

fn write_prim(prim: Prim, rule: &Rule, choices: &mut Choices, to: &mut Bytes) {
    let (lowest, highest) = prim.range();
    match (rule, prim.kind) {
        (Rule::OneOf(values), _) => {
            let value = *choices.pick(values);
            write_one_of(prim, value, values, to);
        }
        (Rule::Range(min, max), _) => write_range(prim, choices.within(*min, *max), *min, *max, to),
        (Rule::Any, Kind::Bool) => write_range(prim, choices.within(0, 1), 0, 1, to),
        (Rule::Any, Kind::Float) => {
            let half = choices.within(-1000, 1000) as f64 / 2.0;
            match prim.size {
                4 => to.valid.extend((half as f32).to_le_bytes()),
                _ => to.valid.extend(half.to_le_bytes()),
            }
        }
        (Rule::Any, _) => put(prim, choices.within(lowest, highest), to),
    }
}

fn put(prim: Prim, value: i128, to: &mut Bytes) {
    to.valid.extend(&value.to_le_bytes()[..prim.size]);
}

fn spoil(prim: Prim, value: i128, to: &mut Bytes) {
    let at = to.valid.len();
    to.spoils
        .push((at, value.to_le_bytes()[..prim.size].to_vec()));
}

fn write_range(prim: Prim, value: i128, min: i128, max: i128, to: &mut Bytes) {
    let (lowest, highest) = match prim.kind {
        Kind::Bool => (0, 255),
        _ => prim.range(),
    };
    for bad in [min - 1, max + 1, lowest, highest] {
        if (lowest..=highest).contains(&bad) && !(min..=max).contains(&bad) {
            spoil(prim, bad, to);
        }
    }
    put(prim, value, to);
}

fn write_one_of(prim: Prim, value: i128, values: &[i128], to: &mut Bytes) {
    let (lowest, highest) = prim.range();
    for bad in values.iter().flat_map(|value| [value - 1, value + 1]) {
        if (lowest..=highest).contains(&bad) && !values.contains(&bad) {
            spoil(prim, bad, to);
        }
    }
    put(prim, value, to);
}

fn write_flags(prim: Prim, bits: &[u32], choices: &mut Choices, to: &mut Bytes) {
    let all = bits.iter().fold(0, |all, bit| all | 1_i128 << bit);
    for bit in 0..8 * prim.size as u32 {
        if !bits.contains(&bit) {
            spoil(prim, all | 1 << bit, to);
        }
    }
    put(prim, i128::from(choices.number()) & all, to);
}
