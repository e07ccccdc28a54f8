//! What a client refuses to send, and why.

use std::fmt;

/// How many records around a field a [`Check`] can name.
const OWNERS: usize = 2;

/// Stands for "not an element" among the indices.
const NO_INDEX: u32 = u32::MAX;

/// A value that breaks a rule of the spec: which field, which rule, which value.
///
/// ```
/// use iigen_client::Check;
///
/// let check = Check::new("slot", "must be at most 31", 40u32).within("transfer_request");
/// assert_eq!(check.to_string(), "transfer_request.slot must be at most 31, not 40");
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Check {
    field: &'static str,
    rule: &'static str,
    value: Option<Value>,
    /// The records around the field, inside out; `""` where there is none.
    owners: [&'static str; OWNERS],
    /// For an owner that is an element of an array, which.
    indices: [u32; OWNERS],
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

impl Check {
    /// `field` breaks `rule`, a phrase such as `must be at most 31`.
    pub fn new(field: &'static str, rule: &'static str, value: impl Into<Value>) -> Self {
        Self {
            value: Some(value.into()),
            ..Self::without_value(field, rule)
        }
    }

    /// Like [`new`](Self::new), where a number would say nothing.
    pub const fn without_value(field: &'static str, rule: &'static str) -> Self {
        Self {
            field,
            rule,
            value: None,
            owners: [""; OWNERS],
            indices: [NO_INDEX; OWNERS],
        }
    }

    /// The same, seen from around the record: `slot` becomes `transfer_request.slot`.
    ///
    /// Two such names are kept, the inner ones of a record that lies deeper.
    pub fn within(self, owner: &'static str) -> Self {
        self.owned(owner, NO_INDEX)
    }

    /// The same, seen from around an array: `slot` becomes `requests[7].slot`.
    pub fn within_element(self, owner: &'static str, index: usize) -> Self {
        self.owned(owner, u32::try_from(index).unwrap_or(NO_INDEX))
    }

    fn owned(mut self, owner: &'static str, index: u32) -> Self {
        if let Some(free) = self.owners.iter().position(|owner| owner.is_empty()) {
            self.owners[free] = owner;
            self.indices[free] = index;
        }
        self
    }

    /// The field alone, without the records around it.
    pub fn field(&self) -> &'static str {
        self.field
    }

    /// The rule, such as `must be at most 31`.
    pub fn rule(&self) -> &'static str {
        self.rule
    }

    /// What the field held.
    pub fn value(&self) -> Option<Value> {
        self.value
    }
}

impl fmt::Display for Check {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (owner, index) in self.owners.iter().zip(self.indices).rev() {
            match (*owner, index) {
                ("", _) => {}
                (owner, NO_INDEX) => write!(f, "{owner}.")?,
                (owner, index) => write!(f, "{owner}[{index}].")?,
            }
        }
        write!(f, "{} {}", self.field, self.rule)?;
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
