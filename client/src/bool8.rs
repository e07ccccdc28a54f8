//! A truth value in memory that a driver fills.

use std::fmt;

use crate::{Check, Checked, Plain, Scalar, sealed};

/// A `bool` of a record: one byte, where 0 is false and anything else is true. A Rust `bool` must
/// not hold another byte than 0 and 1, and nobody can keep a driver from writing one.
#[derive(Clone, Copy, Default)]
#[repr(transparent)]
pub struct Bool8(u8);

impl Bool8 {
    /// Zero.
    pub const FALSE: Self = Self(0);
    /// One.
    pub const TRUE: Self = Self(1);

    /// The truth value.
    pub const fn get(self) -> bool {
        self.0 != 0
    }
}

// SAFETY: the type is a `u8`.
unsafe impl Plain for Bool8 {}

impl sealed::Sealed for Bool8 {}
impl Scalar for Bool8 {
    const TYPE: &'static str = bool::TYPE;
    fn to_word(self) -> u64 {
        self.0.to_word()
    }
    fn from_word(word: u64) -> Option<Self> {
        bool::from_word(word).map(Self::from)
    }
}

/// A driver may have left another byte than 0 and 1.
impl Checked for Bool8 {
    fn check(&self) -> Result<(), Check> {
        if self.0 <= 1 {
            return Ok(());
        }
        Err(Check::new("must be 0 or 1", self.0))
    }
}

impl From<bool> for Bool8 {
    fn from(value: bool) -> Self {
        Self(u8::from(value))
    }
}

impl From<Bool8> for bool {
    fn from(value: Bool8) -> Self {
        value.get()
    }
}

impl PartialEq for Bool8 {
    fn eq(&self, other: &Self) -> bool {
        self.get() == other.get()
    }
}

impl Eq for Bool8 {}

impl fmt::Debug for Bool8 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.get().fmt(f)
    }
}
