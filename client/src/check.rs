//! What a client refuses to send, and why.

use std::fmt;

/// How many bits an index of an element has: those of all names fit into a `u64`.
const INDEX_BITS: usize = 21;

/// Stands for "not an element", and for one that is further behind.
const NO_ELEMENT: u64 = (1 << INDEX_BITS) - 1;

/// How many names a [`Check`] holds: a field, and the records around it.
const NAMES: usize = 3;

/// A value that breaks a rule of the spec: which field, which rule, which value.
///
/// ```
/// use iigen_client::Check;
///
/// let check = Check::max("slot", 40, 31).unwrap_err().within("transfer_request");
/// assert_eq!(check.to_string(), "transfer_request.slot must be at most 31, not 40");
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Check {
    rule: Rule,
    value: Option<Value>,
    /// The field and the records around it, inside out; `""` where there is none.
    names: [&'static str; NAMES],
    /// For each that is an array, which element; [`INDEX_BITS`] each.
    elements: u64,
}

/// What a value should be.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum Rule {
    /// A phrase such as `must be one of IN, OUT`.
    Phrase(&'static str),
    /// At least so much.
    Min(Value),
    /// At most so much.
    Max(Value),
    /// One of these.
    OneOf(&'static [i128]),
    /// Given only with another argument, which this one travels behind.
    With(&'static str),
    /// One of these numbers of bytes.
    Sizes(&'static [usize]),
}

/// The value that a [`Check`] found.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum Value {
    /// An unsigned integer, a length or a count.
    Unsigned(u64),
    /// A signed integer.
    Signed(i64),
    /// A floating-point number.
    Float(f64),
    /// Flags, shown as hex.
    Flags(u64),
}

/// What a driver accepts only with certain values.
pub trait Checked {
    /// Whether the driver accepts the value; if not, why.
    fn check(&self) -> Result<(), Check>;
}

impl<T: Checked> Checked for [T] {
    fn check(&self) -> Result<(), Check> {
        self.iter()
            .enumerate()
            .try_for_each(|(index, element)| element.check().map_err(|check| check.element(index)))
    }
}

impl<T: Checked, const N: usize> Checked for [T; N] {
    fn check(&self) -> Result<(), Check> {
        self.as_slice().check()
    }
}

impl Check {
    /// A value breaks `rule`, a phrase such as `must be one of IN, OUT`.
    pub fn new(rule: &'static str, value: impl Into<Value>) -> Self {
        Self::of(Rule::Phrase(rule), Some(value.into()))
    }

    /// Like [`new`](Self::new), where a number would say nothing.
    pub fn without_value(rule: &'static str) -> Self {
        Self::of(Rule::Phrase(rule), None)
    }

    /// `field` is less than `min`.
    pub(crate) const fn at_least(field: &'static str, value: u64, min: u64) -> Self {
        Self {
            rule: Rule::Min(Value::Unsigned(min)),
            value: Some(Value::Unsigned(value)),
            names: [field, "", ""],
            elements: u64::MAX,
        }
    }

    /// `field` is more than `max`.
    pub(crate) const fn at_most(field: &'static str, value: u64, max: u64) -> Self {
        Self {
            rule: Rule::Max(Value::Unsigned(max)),
            ..Self::at_least(field, value, 0)
        }
    }

    fn of(rule: Rule, value: Option<Value>) -> Self {
        Self {
            rule,
            value,
            names: [""; NAMES],
            elements: u64::MAX,
        }
    }

    /// Whether `value` is at least `min`.
    pub fn min<V>(field: &'static str, value: V, min: V) -> Result<(), Self>
    where
        V: PartialOrd + Into<Value>,
    {
        if value >= min {
            return Ok(());
        }
        Err(Self::of(Rule::Min(min.into()), Some(value.into())).within(field))
    }

    /// Whether `value` is at most `max`.
    pub fn max<V>(field: &'static str, value: V, max: V) -> Result<(), Self>
    where
        V: PartialOrd + Into<Value>,
    {
        if value <= max {
            return Ok(());
        }
        Err(Self::of(Rule::Max(max.into()), Some(value.into())).within(field))
    }

    /// Whether `value` is one of `choices`.
    pub fn one_of<V>(field: &'static str, value: V, choices: &'static [i128]) -> Result<(), Self>
    where
        V: Copy + Into<i128> + Into<Value>,
    {
        if choices.contains(&value.into()) {
            return Ok(());
        }
        Err(Self::of(Rule::OneOf(choices), Some(value.into())).within(field))
    }

    /// `field` is given without `other`.
    pub fn without(field: &'static str, other: &'static str) -> Self {
        Self::of(Rule::With(other), None).within(field)
    }

    /// Whether `value` is one of the sizes that a structure may have.
    pub fn size(field: &'static str, value: usize, sizes: &'static [usize]) -> Result<(), Self> {
        if sizes.contains(&value) {
            return Ok(());
        }
        Err(Self::of(Rule::Sizes(sizes), Some(value.into())).within(field))
    }

    /// Whether a driver accepts what `field` holds.
    pub fn field<C: Checked + ?Sized>(field: &'static str, value: &C) -> Result<(), Self> {
        value.check().map_err(|check| check.within(field))
    }

    /// The same, seen from around it: `slot` becomes `transfer_request.slot`.
    ///
    /// Three such names are kept, the inner ones of a record that lies deeper.
    pub fn within(mut self, owner: &'static str) -> Self {
        if let Some(name) = self.names.iter_mut().find(|name| name.is_empty()) {
            *name = owner;
        }
        self
    }

    /// The same, seen from around an array: within `requests`, `slot` becomes `requests[7].slot`.
    pub fn element(mut self, index: usize) -> Self {
        if let Some(free) = self.names.iter().position(|name| name.is_empty()) {
            let index = u64::try_from(index).map_or(NO_ELEMENT, |index| index.min(NO_ELEMENT));
            let shift = free * INDEX_BITS;
            self.elements = self.elements & !(NO_ELEMENT << shift) | index << shift;
        }
        self
    }

    /// The field alone, without the records around it.
    pub fn name(&self) -> &'static str {
        self.names[0]
    }

    /// What the value should be.
    pub fn rule(&self) -> Rule {
        self.rule
    }

    /// What the field held.
    pub fn value(&self) -> Option<Value> {
        self.value
    }
}

impl std::error::Error for Check {}

impl fmt::Display for Check {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut between = "";
        for (at, name) in self.names.iter().enumerate().rev() {
            let element = self.elements >> (at * INDEX_BITS) & NO_ELEMENT;
            if name.is_empty() {
                continue;
            }
            write!(f, "{between}{name}")?;
            if element != NO_ELEMENT {
                write!(f, "[{element}]")?;
            }
            between = ".";
        }
        match self.rule {
            Rule::Phrase(phrase) => write!(f, " {phrase}")?,
            Rule::Min(min) => write!(f, " must be at least {min}")?,
            Rule::Max(max) => write!(f, " must be at most {max}")?,
            Rule::OneOf(choices) => {
                let mut between = " must be one of ";
                for choice in choices {
                    write!(f, "{between}{choice}")?;
                    between = ", ";
                }
            }
            Rule::With(other) => write!(f, " can't be given without {other}")?,
            Rule::Sizes(sizes) => {
                let mut before = " must be";
                for size in sizes {
                    write!(f, "{before} {size}")?;
                    before = " or";
                }
            }
        }
        match self.value {
            Some(value) => write!(f, ", not {value}"),
            None => Ok(()),
        }
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unsigned(value) => value.fmt(f),
            Self::Signed(value) => value.fmt(f),
            Self::Float(value) => value.fmt(f),
            Self::Flags(bits) => write!(f, "{bits:#x}"),
        }
    }
}

macro_rules! values {
    ($($from:ty => $variant:ident($to:ty)),* $(,)?) => {$(
        impl From<$from> for Value {
            fn from(value: $from) -> Self {
                Self::$variant(value as $to)
            }
        }
    )*};
}
values! {
    u8 => Unsigned(u64), u16 => Unsigned(u64), u32 => Unsigned(u64), u64 => Unsigned(u64),
    usize => Unsigned(u64), i8 => Signed(i64), i16 => Signed(i64), i32 => Signed(i64),
    i64 => Signed(i64), f32 => Float(f64), f64 => Float(f64),
}
