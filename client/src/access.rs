//! What an app may do with mapped memory.

/// [`ReadOnly`] or [`ReadWrite`].
pub trait Access: sealed::Sealed {}

/// The app reads; the driver maps the memory with `kIOUserClientMemoryReadOnly`.
#[derive(Clone, Copy, Debug)]
pub enum ReadOnly {}

/// The app reads and writes.
#[derive(Clone, Copy, Debug)]
pub enum ReadWrite {}

impl Access for ReadOnly {}
impl Access for ReadWrite {}

mod sealed {
    pub trait Sealed {}
    impl Sealed for super::ReadOnly {}
    impl Sealed for super::ReadWrite {}
}
