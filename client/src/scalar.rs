//! The 64-bit words that calls carry, and the types in them.

/// A type that travels as one scalar of a call.
///
/// Scalars are 64 bits wide. An unsigned integer travels zero-extended, a signed one sign-extended
/// (an `i32` of -1 is `0xffff_ffff_ffff_ffff`), a `bool` as 0 or 1, a float as its bit pattern in
/// the low bits. A word that isn't the image of a value is refused, never truncated.
///
/// Enums and flags get it from [`plain_enum!`](crate::plain_enum) and
/// [`plain_flags!`](crate::plain_flags).
///
/// ```
/// use iigen_client::Scalar;
///
/// assert_eq!((-1i32).to_word(), 0xffff_ffff_ffff_ffff);
/// assert_eq!(u8::from_word(256), None);
/// ```
pub trait Scalar: Copy + sealed::Sealed {
    /// How an error names the type.
    const TYPE: &'static str;

    /// The word that stands for the value.
    fn to_word(self) -> u64;

    /// The value that a word stands for, if there is one.
    fn from_word(word: u64) -> Option<Self>;
}

/// Keeps the trait to the types below and to those of the macros.
#[doc(hidden)]
pub mod sealed {
    pub trait Sealed {}
}

macro_rules! integers {
    ($($type:ident through $wide:ident),* $(,)?) => {$(
        impl sealed::Sealed for $type {}
        impl Scalar for $type {
            const TYPE: &'static str = stringify!($type);
            fn to_word(self) -> u64 {
                $wide::from(self) as u64
            }
            fn from_word(word: u64) -> Option<Self> {
                Self::try_from(word as $wide).ok()
            }
        }
    )*};
}
integers! {
    u8 through u64, u16 through u64, u32 through u64, u64 through u64,
    i8 through i64, i16 through i64, i32 through i64, i64 through i64,
}

impl sealed::Sealed for bool {}
impl Scalar for bool {
    const TYPE: &'static str = "bool";
    fn to_word(self) -> u64 {
        u64::from(self)
    }
    fn from_word(word: u64) -> Option<Self> {
        match word {
            0 => Some(false),
            1 => Some(true),
            _ => None,
        }
    }
}

impl sealed::Sealed for f32 {}
impl Scalar for f32 {
    const TYPE: &'static str = "f32";
    fn to_word(self) -> u64 {
        self.to_bits().to_word()
    }
    fn from_word(word: u64) -> Option<Self> {
        u32::from_word(word).map(Self::from_bits)
    }
}

impl sealed::Sealed for f64 {}
impl Scalar for f64 {
    const TYPE: &'static str = "f64";
    fn to_word(self) -> u64 {
        self.to_bits()
    }
    fn from_word(word: u64) -> Option<Self> {
        Some(Self::from_bits(word))
    }
}
