//! Memory that may be written, and memory that may not: the system is asked to write.

use std::ffi::c_void;
use std::fs::File;
use std::os::fd::AsRawFd;

use super::memory::{BOARD, Mapped, PAGE};
use crate::Stage;
use crate::trouble::{Seen, Trouble, so};

unsafe extern "C" {
    /// Of the C library: fails with `EFAULT` where memory can't be written.
    fn read(file: i32, buffer: *mut c_void, count: usize) -> isize;
}

/// Whether a zero can be written there.
fn can_be_written(mapped: &Mapped<'_>) -> Result<bool, Trouble> {
    let zeros = File::open("/dev/zero").map_err(Trouble::failed)?;
    // SAFETY: one byte, of what is mapped; if it may not be written, nothing is.
    let count = unsafe { read(zeros.as_raw_fd(), mapped.address().cast(), 1) };
    Ok(count == 1)
}

pub(super) fn is_read_only(stage: &Stage) -> Seen {
    let opened = stage.open()?;
    let board = Mapped::new(&opened, BOARD)?;
    so("it can't be written", !can_be_written(&board)?)
}

pub(super) fn is_writable(stage: &Stage) -> Seen {
    let opened = stage.open()?;
    let page = Mapped::new(&opened, PAGE)?;
    so("it can be written", can_be_written(&page)?)
}
