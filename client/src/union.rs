//! `plain_union!`: a tag, and the bytes of the variant that it names.

/// Makes a struct of a tag and of bytes a tagged union of the spec: [`Plain`](crate::Plain), with
/// `get`, which answers the variant as a Rust enum, and `From` the other way. Two are equal when
/// they hold the same: what lies behind a short variant doesn't count.
///
/// Each value of the tag says its variant, and `checked "name"` that the variant has rules.
///
/// ```
/// /// What has happened.
/// #[derive(Clone, Copy, PartialEq, Eq, Hash)]
/// #[repr(transparent)]
/// pub struct EventKind(pub u32);
///
/// impl EventKind {
///     /// Nothing.
///     pub const NONE: Self = Self(0);
///     /// A key.
///     pub const KEY: Self = Self(1);
///     /// Many of them.
///     pub const KEYS: Self = Self(2);
/// }
///
/// iigen_client::plain_enum! { EventKind: u32 { NONE, KEY, KEYS } }
///
/// /// An event.
/// #[derive(Clone, Copy)]
/// #[repr(C)]
/// pub struct Event {
///     tag: EventKind,
///     data: [u8; 8],
/// }
///
/// /// What an event holds.
/// #[derive(Clone, Copy, Debug, PartialEq)]
/// pub enum EventVariant {
///     /// Nothing.
///     None,
///     /// A key.
///     Key(u32),
///     /// Many of them.
///     Keys([u16; 4]),
/// }
///
/// iigen_client::plain_union! {
///     Event as EventVariant: 12 {
///         tag: EventKind = 0,
///         data: [u8; 8] = 4,
///         NONE => None,
///         KEY => Key(u32),
///         KEYS => Keys([u16; 4]),
///     }
/// }
///
/// use iigen_client::Plain;
/// let event = Event::from(EventVariant::Key(7));
/// assert_eq!(event.as_bytes(), [1, 0, 0, 0, 7, 0, 0, 0, 0, 0, 0, 0]);
/// assert_eq!(event.get(), Ok(EventVariant::Key(7)));
///
/// let unknown = Event::from_bytes(&[9; 12]).expect("an event has 12 bytes");
/// let check = unknown.get().expect_err("no kind of event is 0x09090909");
/// assert_eq!(check.to_string(), "tag must be one of NONE, KEY, KEYS, not 151587081");
/// ```
///
/// A variant that has more bytes than there are:
///
/// ```compile_fail,E0080
/// # #[derive(Clone, Copy, PartialEq, Eq, Hash)]
/// # #[repr(transparent)]
/// # pub struct Kind(pub u32);
/// # impl Kind { pub const ONE: Self = Self(1); }
/// # iigen_client::plain_enum! { Kind: u32 { ONE } }
/// #[derive(Clone, Copy)]
/// #[repr(C)]
/// struct Event { tag: Kind, data: [u8; 4] }
/// #[derive(Clone, Copy, Debug, PartialEq)]
/// enum Variant { One(u64) }
/// iigen_client::plain_union! {
///     Event as Variant: 8 { tag: Kind = 0, data: [u8; 4] = 4, ONE => One(u64) }
/// }
/// ```
#[macro_export]
macro_rules! plain_union {
    ($union:ident as $variants:ident: $size:literal {
        tag: $tag:ty = 0,
        data: $data:ty = $offset:literal,
        $($constant:ident => $variant:ident $(($type:ty) $(checked $name:literal)?)?),* $(,)?
    }) => {
        $crate::plain! {
            $union: $size {
                tag as TAG: $tag = 0,
                data: $data = $offset,
            }
        }

        const _: () = {
            $($(assert!(
                ::core::mem::size_of::<$type>() <= ::core::mem::size_of::<$data>(),
                concat!("`", stringify!($variant), "` has more bytes than there are"),
            );)?)*
        };

        #[allow(dead_code)]
        impl $union {
            /// What it holds; refused if the tag is no value that the spec names.
            pub fn get(&self) -> ::core::result::Result<$variants, $crate::Check> {
                let (tag, _data) = (self.tag, self.data);
                match tag {
                    $(<$tag>::$constant => ::core::result::Result::Ok($variants::$variant $(({
                        let bytes = &_data[..::core::mem::size_of::<$type>()];
                        let value = <$type as $crate::Plain>::from_bytes(bytes);
                        value.unwrap_or_else(<$type as $crate::Plain>::zeroed)
                    }))?),)*
                    unknown => {
                        $crate::Check::field("tag", &unknown)?;
                        let check = $crate::Check::without_value("has no variant");
                        ::core::result::Result::Err(check.within("tag"))
                    }
                }
            }
        }

        impl ::core::convert::From<$variants> for $union {
            fn from(variant: $variants) -> Self {
                let mut union = <Self as $crate::Plain>::zeroed();
                match variant {
                    $($crate::plain_union!(@pattern $variants $variant value $($type)?) => {
                        union.tag = <$tag>::$constant;
                        $(
                            let bytes = <$type as $crate::Plain>::as_bytes(&value);
                            union.data[..bytes.len()].copy_from_slice(bytes);
                        )?
                    })*
                }
                union
            }
        }

        impl $crate::Checked for $union {
            fn check(&self) -> ::core::result::Result<(), $crate::Check> {
                match self.get()? {
                    $($($($variants::$variant(value) => $crate::Check::field($name, &value),)?)?)*
                    #[allow(unreachable_patterns)]
                    _ => ::core::result::Result::Ok(()),
                }
            }
        }

        impl ::core::cmp::PartialEq for $union {
            fn eq(&self, other: &Self) -> bool {
                match (self.get(), other.get()) {
                    (Ok(one), Ok(other)) => one == other,
                    (Err(_), Err(_)) => $crate::Plain::as_bytes(self) == $crate::Plain::as_bytes(other),
                    _ => false,
                }
            }
        }

        impl ::core::fmt::Debug for $union {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                match self.get() {
                    Ok(variant) => variant.fmt(f),
                    Err(_) => f.debug_struct(stringify!($union)).field("tag", &{ self.tag }).finish(),
                }
            }
        }
    };
    (@pattern $variants:ident $variant:ident $value:ident) => { $variants::$variant };
    (@pattern $variants:ident $variant:ident $value:ident $type:ty) => { $variants::$variant($value) };
}
