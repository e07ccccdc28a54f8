//! A generated client compiles where `unsafe` and warnings are forbidden.

#![forbid(unsafe_code)]
#![deny(
    warnings,
    missing_docs,
    clippy::all,
    clippy::undocumented_unsafe_blocks
)]

#[path = "support/ring.rs"]
pub mod ring;
