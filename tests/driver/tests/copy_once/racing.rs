//! A structure that a second thread of the app rewrites all the time.

use std::slice;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::thread;

/// Numbers of `Pairs`, 8192 bytes.
const NUMBERS: usize = 2048;
/// At the bound of the spec's range, and out of it.
const VALID: u32 = 1000;
const INVALID: u32 = u32::MAX;
/// How often a number is rewritten before it is left for a while, so that some calls find it at
/// rest for as long as a copy takes.
const BURST: usize = 64;

pub(crate) struct Racing {
    numbers: Vec<AtomicU32>,
}

impl Racing {
    pub(crate) fn new() -> Self {
        let valid = || AtomicU32::new(VALID);
        Self {
            numbers: std::iter::repeat_with(valid).take(NUMBERS).collect(),
        }
    }

    /// The structure, to be sent.
    pub(crate) fn bytes(&self) -> &[u8] {
        // SAFETY: bytes of the vector. They change under the slice, which Rust doesn't allow its own
        // code to see: nothing reads them through it, they go to the driver as an address, as the
        // memory of any app does.
        unsafe { slice::from_raw_parts(self.numbers.as_ptr().cast(), 4 * NUMBERS) }
    }

    /// Room for the structure, to be filled: as an address, for the same reason.
    pub(crate) fn room(&self) -> *mut [u8] {
        let first = self.numbers.as_ptr().cast_mut().cast();
        std::ptr::slice_from_raw_parts_mut(first, 4 * NUMBERS)
    }

    /// Runs `calls` while the first and the last number go in and out of their range.
    pub(crate) fn run(&self, calls: impl FnOnce()) {
        let over = AtomicBool::new(false);
        thread::scope(|scope| {
            scope.spawn(|| {
                let ends = [&self.numbers[0], &self.numbers[NUMBERS - 1]];
                while !over.load(Ordering::Relaxed) {
                    for value in [INVALID, VALID] {
                        for _ in 0..BURST {
                            ends[0].store(value, Ordering::Relaxed);
                            ends[1].store(value, Ordering::Relaxed);
                            std::hint::spin_loop();
                        }
                    }
                    thread::yield_now();
                }
            });
            let end = EndsWith(&over);
            calls();
            drop(end);
        });
    }
}

/// Ends the other thread, also when the calls end in a panic.
struct EndsWith<'o>(&'o AtomicBool);

impl Drop for EndsWith<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}
