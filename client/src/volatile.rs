//! Access to memory that another process or a device changes.
//!
//! Nothing here makes a reference into the memory. A number at an aligned address is one access,
//! and no aligned number of a record is torn; the other side may write between two of them. Since
//! any bytes are a value of a [`Plain`] type, a mixture of old and new is still a value.

use std::sync::atomic::{AtomicU32, AtomicU64, Ordering, fence};

use crate::Plain;

/// Whether a value is read and written at once, given that it's aligned.
const fn is_one_access<F>() -> bool {
    size_of::<F>() <= MOST && size_of::<F>() == align_of::<F>()
}

/// Reads a value.
///
/// # Safety
///
/// The bytes at `from` are mapped and readable.
pub(crate) unsafe fn read<F: Plain>(from: *const u8) -> F {
    let from = from.cast::<F>();
    if is_one_access::<F>() && from.is_aligned() {
        // SAFETY: readable and aligned, and any bytes are a value.
        return unsafe { from.read_volatile() };
    }
    let mut value = F::zeroed();
    // SAFETY: readable, as the caller says.
    unsafe { copy_out(from.cast(), value.as_bytes_mut()) };
    value
}

/// Writes a value.
///
/// # Safety
///
/// The bytes at `to` are mapped and writable.
pub(crate) unsafe fn write<F: Plain>(to: *mut u8, value: F) {
    let to = to.cast::<F>();
    if is_one_access::<F>() && to.is_aligned() {
        // SAFETY: writable and aligned.
        return unsafe { to.write_volatile(value) };
    }
    // SAFETY: writable, as the caller says.
    unsafe { copy_in(to.cast(), value.as_bytes()) };
}

/// Copies bytes out of the memory.
///
/// # Safety
///
/// `to.len()` bytes at `from` are mapped and readable.
pub(crate) unsafe fn copy_out(mut from: *const u8, mut to: &mut [u8]) {
    while !to.is_empty() {
        let (now, later) = to.split_at_mut(step(from, to.len()));
        // SAFETY: readable, and aligned to the length of the step.
        unsafe {
            match now.len() {
                8 => now.copy_from_slice(&from.cast::<u64>().read_volatile().to_ne_bytes()),
                4 => now.copy_from_slice(&from.cast::<u32>().read_volatile().to_ne_bytes()),
                2 => now.copy_from_slice(&from.cast::<u16>().read_volatile().to_ne_bytes()),
                _ => now[0] = from.read_volatile(),
            }
        }
        from = from.wrapping_add(now.len());
        to = later;
    }
}

/// Copies bytes into the memory.
///
/// # Safety
///
/// `from.len()` bytes at `to` are mapped and writable.
pub(crate) unsafe fn copy_in(mut to: *mut u8, mut from: &[u8]) {
    while !from.is_empty() {
        let (now, later) = from.split_at(step(to, from.len()));
        // SAFETY: writable, and aligned to the length of the step.
        unsafe {
            match *now {
                [a, b, c, d, e, f, g, h] => {
                    let word = u64::from_ne_bytes([a, b, c, d, e, f, g, h]);
                    to.cast::<u64>().write_volatile(word);
                }
                [a, b, c, d] => to
                    .cast::<u32>()
                    .write_volatile(u32::from_ne_bytes([a, b, c, d])),
                [a, b] => to.cast::<u16>().write_volatile(u16::from_ne_bytes([a, b])),
                _ => to.write_volatile(now[0]),
            }
        }
        to = to.wrapping_add(now.len());
        from = later;
    }
}

/// The most bytes of one access.
const MOST: usize = 8;

/// How many bytes to copy at once: a power of two to which the address is aligned, so that no
/// aligned number is torn.
fn step(address: *const u8, left: usize) -> usize {
    let aligned = 1 << address.addr().trailing_zeros().min(MOST.ilog2());
    let whole = 1 << left.ilog2();
    aligned.min(whole)
}

/// A number that can be read and written with an order: `u32` or `u64`.
pub trait Atomic: Plain + sealed::Sealed {
    /// Reads it; what is read later is at least as new.
    ///
    /// # Safety
    ///
    /// The bytes are mapped, readable and aligned.
    #[doc(hidden)]
    unsafe fn load_acquire(from: *mut u8) -> Self;

    /// Writes it, after everything that was written before.
    ///
    /// # Safety
    ///
    /// The bytes are mapped, writable and aligned.
    #[doc(hidden)]
    unsafe fn store_release(to: *mut u8, value: Self);
}

mod sealed {
    pub trait Sealed {}
    impl Sealed for u32 {}
    impl Sealed for u64 {}
}

macro_rules! atomics {
    ($($number:ty as $atomic:ty),*) => {$(
        impl Atomic for $number {
            unsafe fn load_acquire(from: *mut u8) -> Self {
                // SAFETY: mapped and aligned, as the caller says. The memory may be read-only,
                // where only a relaxed load is defined; the fence makes it an acquire.
                let value = unsafe { <$atomic>::from_ptr(from.cast()) }.load(Ordering::Relaxed);
                fence(Ordering::Acquire);
                value
            }
            unsafe fn store_release(to: *mut u8, value: Self) {
                // SAFETY: mapped, writable and aligned, as the caller says.
                unsafe { <$atomic>::from_ptr(to.cast()) }.store(value, Ordering::Release);
            }
        }
    )*};
}
atomics!(u32 as AtomicU32, u64 as AtomicU64);
