//! `plain!`: a record is what the spec says, byte for byte.

/// Proves that structs are laid out as the spec says, and makes them [`Plain`](crate::Plain).
///
/// Each line gives the record's size and, for every field, its type and its offset; `as NAME` adds
/// a constant `Self::NAME`, the [`Field`](crate::Field) to reach it in mapped memory. It implements
/// `Default` too, as zero bytes. What isn't so doesn't compile: another size or offset, a field
/// left out, padding between fields, a field of a type that isn't plain.
///
/// ```
/// /// One transfer.
/// #[derive(Clone, Copy, Debug)]
/// #[repr(C)]
/// pub struct TransferRequest {
///     /// Which buffer.
///     pub slot: u32,
///     /// Which way.
///     pub direction: u32,
///     /// How many bytes.
///     pub length: u64,
/// }
///
/// iigen_client::plain! {
///     TransferRequest: 16 {
///         slot as SLOT: u32 = 0,
///         direction as DIRECTION: u32 = 4,
///         length as LENGTH: u64 = 8,
///     }
/// }
///
/// use iigen_client::Plain;
/// let request = TransferRequest { slot: 3, ..Default::default() };
/// assert_eq!(request.as_bytes()[..4], [3, 0, 0, 0]);
/// assert_eq!(TransferRequest::LENGTH.offset(), 8);
/// ```
///
/// Another offset than the compiler's:
///
/// ```compile_fail,E0080
/// #[derive(Clone, Copy)]
/// #[repr(C)]
/// struct Record { tag: u32, data: u32 }
/// iigen_client::plain! { Record: 8 { tag: u32 = 0, data: u32 = 0 } }
/// ```
///
/// Another size:
///
/// ```compile_fail,E0080
/// #[derive(Clone, Copy)]
/// #[repr(C)]
/// struct Record { tag: u32, data: u32 }
/// iigen_client::plain! { Record: 12 { tag: u32 = 0, data: u32 = 4 } }
/// ```
///
/// Padding:
///
/// ```compile_fail,E0080
/// #[derive(Clone, Copy)]
/// #[repr(C)]
/// struct Record { tag: u8, data: u32 }
/// iigen_client::plain! { Record: 8 { tag: u8 = 0, data: u32 = 4 } }
/// ```
///
/// A field left out:
///
/// ```compile_fail,E0080
/// #[derive(Clone, Copy)]
/// #[repr(C)]
/// struct Record { tag: u32, data: u32 }
/// iigen_client::plain! { Record: 8 { tag: u32 = 0 } }
/// ```
///
/// A field that isn't plain:
///
/// ```compile_fail,E0277
/// #[derive(Clone, Copy)]
/// #[repr(C)]
/// struct Record { tag: bool }
/// iigen_client::plain! { Record: 1 { tag: bool = 0 } }
/// ```
///
/// A field of another type:
///
/// ```compile_fail,E0308
/// #[derive(Clone, Copy)]
/// #[repr(C)]
/// struct Record { tag: &'static u64 }
/// iigen_client::plain! { Record: 8 { tag: u64 = 0 } }
/// ```
///
/// A union, whose bytes needn't all be set:
///
/// ```compile_fail,E0133
/// #[derive(Clone, Copy)]
/// #[repr(C)]
/// union Record { tag: u32, data: u8 }
/// iigen_client::plain! { Record: 4 { tag: u32 = 0 } }
/// ```
#[macro_export]
macro_rules! plain {
    ($($record:ident: $size:literal {
        $($field:ident $(as $constant:ident)?: $type:ty = $offset:literal),* $(,)?
    })*) => {$(
        const _: () = {
            use ::core::mem::{offset_of, size_of};
            assert!(
                size_of::<$record>() == $size,
                concat!("`", stringify!($record), "` doesn't have ", $size, " bytes"),
            );
            assert!(
                0 $(+ size_of::<$type>())* == $size,
                concat!("`", stringify!($record), "` has padding"),
            );
            $(assert!(
                offset_of!($record, $field) == $offset,
                concat!("`", stringify!($record), ".", stringify!($field), "` isn't at ", $offset),
            );)*

            // Never called: that it compiles proves that these are all the fields, and their types.
            #[allow(dead_code)]
            fn proof(record: $record) {
                fn plain<T: $crate::Plain>(_: T) {}
                $(plain::<$type>(record.$field);)*
                let $record { $($field: _),* } = record;
            }
        };

        // SAFETY: the fields are all there are, they're plain, and they fill the whole record.
        unsafe impl $crate::Plain for $record {}

        impl ::core::default::Default for $record {
            fn default() -> Self {
                <Self as $crate::Plain>::zeroed()
            }
        }

        impl $record {
            $($(
                #[doc = concat!("Where `", stringify!($field), "` lies in mapped memory.")]
                pub const $constant: $crate::Field<Self, $type> = $crate::Field::new($offset);
            )?)*
        }
    )*};
}
