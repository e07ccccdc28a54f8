//! Types that are nothing but their bytes.

use std::mem::{size_of_val, zeroed};
use std::slice::{from_raw_parts, from_raw_parts_mut};

/// A type for which any bytes are a value, and which has no padding: it can be sent to a driver and
/// filled by one as it lies in memory.
///
/// Records get it from [`plain!`](crate::plain), enums and flags from
/// [`plain_enum!`](crate::plain_enum) and [`plain_flags!`](crate::plain_flags), which prove it.
///
/// # Safety
///
/// Any bytes of the type's size are a valid value, no byte of it is padding, and it has neither
/// interior mutability nor pointers.
pub unsafe trait Plain: Copy + 'static {
    /// The value of zero bytes.
    fn zeroed() -> Self {
        // SAFETY: any bytes are a valid value.
        unsafe { zeroed() }
    }

    /// The value that the bytes are; `None` if there are more or fewer than the type has.
    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        // SAFETY: the length is the type's, any bytes are a valid value, and alignment isn't asked.
        (bytes.len() == size_of::<Self>())
            .then(|| unsafe { bytes.as_ptr().cast::<Self>().read_unaligned() })
    }

    /// The bytes of the value.
    fn as_bytes(&self) -> &[u8] {
        Self::slice_as_bytes(std::slice::from_ref(self))
    }

    /// The bytes of the value, to be filled.
    fn as_bytes_mut(&mut self) -> &mut [u8] {
        Self::slice_as_bytes_mut(std::slice::from_mut(self))
    }

    /// The bytes of values that lie one after the other.
    fn slice_as_bytes(values: &[Self]) -> &[u8] {
        // SAFETY: no byte is padding, so all are initialised; the borrow is that of `values`.
        unsafe { from_raw_parts(values.as_ptr().cast(), size_of_val(values)) }
    }

    /// The bytes of values that lie one after the other, to be filled.
    fn slice_as_bytes_mut(values: &mut [Self]) -> &mut [u8] {
        // SAFETY: as above, and any bytes written are valid values.
        unsafe { from_raw_parts_mut(values.as_mut_ptr().cast(), size_of_val(values)) }
    }
}

macro_rules! plain_numbers {
    ($($number:ty),*) => {$(
        // SAFETY: any bytes are a number, and all bytes are the number's.
        unsafe impl Plain for $number {}
    )*};
}
plain_numbers!(u8, u16, u32, u64, i8, i16, i32, i64, f32, f64);

// SAFETY: elements lie one after the other without padding, and each is plain.
unsafe impl<E: Plain, const N: usize> Plain for [E; N] {}

/// The bytes of a fixed header and of the variable rest behind it, as one structure to send.
pub fn with_tail<H: Plain, E: Plain>(header: &H, tail: &[E]) -> Vec<u8> {
    [header.as_bytes(), E::slice_as_bytes(tail)].concat()
}
