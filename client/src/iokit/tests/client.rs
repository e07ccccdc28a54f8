//! A generated client over it.
