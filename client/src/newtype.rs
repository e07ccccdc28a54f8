//! `plain_enum!` and `plain_flags!`: numbers with names, in memory and as scalars.

/// Makes newtypes of integers the enums of a spec: [`Plain`](crate::Plain),
/// [`Scalar`](crate::Scalar), `Default` (zero), `Debug` with the names, and conversions.
///
/// They aren't Rust enums, because a driver can write any number. The names in braces are the
/// constants that the type declares.
///
/// ```
/// /// Which way a transfer goes.
/// #[derive(Clone, Copy, PartialEq, Eq, Hash)]
/// #[repr(transparent)]
/// pub struct Direction(pub u32);
///
/// impl Direction {
///     /// From the device.
///     pub const IN: Self = Self(0);
///     /// To the device.
///     pub const OUT: Self = Self(1);
/// }
///
/// iigen_client::plain_enum! { Direction: u32 { IN, OUT } }
///
/// assert!(Direction::OUT.is_known() && !Direction(7).is_known());
/// assert_eq!(Direction::OUT.name(), Some("OUT"));
/// assert_eq!(format!("{:?} {:?}", Direction::OUT, Direction(7)), "Direction::OUT Direction(7)");
/// ```
#[macro_export]
macro_rules! plain_enum {
    ($($name:ident: $repr:ident { $($constant:ident),* $(,)? })*) => {$(
        $crate::plain_newtype! { $name: $repr }

        impl $name {
            /// Whether the spec has a name for the value.
            pub const fn is_known(self) -> bool {
                self.name().is_some()
            }

            /// The name that the spec has for the value.
            pub const fn name(self) -> ::core::option::Option<&'static str> {
                $(if self.0 == Self::$constant.0 {
                    return ::core::option::Option::Some(stringify!($constant));
                })*
                ::core::option::Option::None
            }
        }

        impl $crate::Checked for $name {
            fn check(&self) -> ::core::result::Result<(), $crate::Check> {
                if self.is_known() {
                    return ::core::result::Result::Ok(());
                }
                let rule = concat!("must be one of ", $crate::listed!($($constant),*));
                ::core::result::Result::Err($crate::Check::new(rule, self.0))
            }
        }

        impl ::core::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let newtype = stringify!($name);
                match self.name() {
                    ::core::option::Option::Some(name) => write!(f, "{newtype}::{name}"),
                    ::core::option::Option::None => write!(f, "{newtype}({})", self.0),
                }
            }
        }
    )*};
}

/// Makes newtypes of integers the flags of a spec: as [`plain_enum!`](crate::plain_enum), with
/// `|`, `&` and `contains`. The names in braces are constants of one bit or several.
///
/// ```
/// /// How a transfer is done.
/// #[derive(Clone, Copy, PartialEq, Eq, Hash)]
/// #[repr(transparent)]
/// pub struct Flags(pub u32);
///
/// impl Flags {
///     /// No more after this one.
///     pub const LAST: Self = Self(1 << 0);
///     /// Before the others.
///     pub const URGENT: Self = Self(1 << 3);
/// }
///
/// iigen_client::plain_flags! { Flags: u32 { LAST, URGENT } }
///
/// let flags = Flags::LAST | Flags::URGENT;
/// assert!(flags.contains(Flags::LAST) && flags.is_known());
/// assert!(!Flags(0x10).is_known());
/// assert_eq!(format!("{:?}", flags | Flags(0x10)), "Flags(LAST | URGENT | 0x10)");
/// ```
#[macro_export]
macro_rules! plain_flags {
    ($($name:ident: $repr:ident { $($constant:ident),* $(,)? })*) => {$(
        $crate::plain_newtype! { $name: $repr }

        impl $name {
            /// All bits that the spec has a name for.
            pub const fn all() -> Self {
                Self(0 $(| Self::$constant.0)*)
            }

            /// Whether all bits of `other` are set.
            pub const fn contains(self, other: Self) -> bool {
                self.0 & other.0 == other.0
            }

            /// Whether no bit is set.
            pub const fn is_empty(self) -> bool {
                self.0 == 0
            }

            /// Whether the spec has a name for each bit that is set.
            pub const fn is_known(self) -> bool {
                self.0 & !Self::all().0 == 0
            }
        }

        impl $crate::Checked for $name {
            fn check(&self) -> ::core::result::Result<(), $crate::Check> {
                if self.is_known() {
                    return ::core::result::Result::Ok(());
                }
                let rule = concat!("must be a union of ", $crate::listed!($($constant),*));
                let bits = $crate::Value::Flags(u64::from(self.0));
                ::core::result::Result::Err($crate::Check::new(rule, bits))
            }
        }

        impl ::core::ops::BitOr for $name {
            type Output = Self;
            fn bitor(self, other: Self) -> Self {
                Self(self.0 | other.0)
            }
        }

        impl ::core::ops::BitOrAssign for $name {
            fn bitor_assign(&mut self, other: Self) {
                self.0 |= other.0;
            }
        }

        impl ::core::ops::BitAnd for $name {
            type Output = Self;
            fn bitand(self, other: Self) -> Self {
                Self(self.0 & other.0)
            }
        }

        impl ::core::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut between = "";
                write!(f, "{}(", stringify!($name))?;
                $(if !Self::$constant.is_empty() && self.contains(Self::$constant) {
                    write!(f, "{between}{}", stringify!($constant))?;
                    between = " | ";
                })*
                let unnamed = self.0 & !Self::all().0;
                if unnamed != 0 || self.0 == 0 {
                    write!(f, "{between}{unnamed:#x}")?;
                }
                write!(f, ")")
            }
        }
    )*};
}

/// Names with commas between them.
#[doc(hidden)]
#[macro_export]
macro_rules! listed {
    ($first:ident $(, $other:ident)*) => {
        concat!(stringify!($first) $(, ", ", stringify!($other))*)
    };
}

/// What enums and flags share.
#[doc(hidden)]
#[macro_export]
macro_rules! plain_newtype {
    ($name:ident: $repr:ident) => {
        const _: () = {
            assert!(
                ::core::mem::size_of::<$name>() == ::core::mem::size_of::<$repr>(),
                concat!(
                    "`",
                    stringify!($name),
                    "` isn't a `",
                    stringify!($repr),
                    "`"
                ),
            );

            // Never called: that it compiles proves that the integer is the only field.
            #[allow(dead_code)]
            fn proof(value: $name) {
                fn plain<T: $crate::Plain + $crate::Scalar>(_: T) {}
                plain::<$repr>(value.0);
                let $name(_) = value;
            }
        };

        // SAFETY: the only field is plain, and fills the type.
        unsafe impl $crate::Plain for $name {}

        impl $crate::sealed::Sealed for $name {}

        impl $crate::Scalar for $name {
            const TYPE: &'static str = stringify!($name);
            fn to_word(self) -> u64 {
                $crate::Scalar::to_word(self.0)
            }
            fn from_word(word: u64) -> ::core::option::Option<Self> {
                <$repr as $crate::Scalar>::from_word(word).map(Self)
            }
        }

        impl ::core::default::Default for $name {
            fn default() -> Self {
                Self(0)
            }
        }

        impl ::core::convert::From<$repr> for $name {
            fn from(value: $repr) -> Self {
                Self(value)
            }
        }

        impl ::core::convert::From<$name> for $repr {
            fn from(value: $name) -> Self {
                value.0
            }
        }
    };
}
