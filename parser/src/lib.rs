//! The specs of iigen: what a user may write, in three languages, and what it means.
//!
//! Floor 0: [`span`], [`codes`], [`diagnostic`], [`render`], [`load`]; the model: [`spec`], as it was written,
//! and [`interface`], checked. Floor 1, the front ends: [`yaml`], [`rust`], [`iig`]. Floor 2: [`check`],
//! which makes the one of the other, with [`naming`], [`digest`],
//! [`row`] and [`handshake`]; [`doc`], the documentation in every output; and [`recovery`], which leaves out
//! of a spec what has mistakes; `import`, which makes a spec of a dispatch table in C++.

pub mod check;
pub mod codes;
pub mod diagnostic;
pub mod digest;
pub mod doc;
pub mod handshake;
#[cfg(feature = "iig")]
pub mod iig;
#[cfg(feature = "iig")]
pub mod import;
pub mod interface;
pub mod load;
pub mod naming;
pub mod recovery;
#[cfg(feature = "render")]
pub mod render;
mod reserved_words;
pub mod row;
pub mod rust;
mod similar;
pub mod span;
pub mod spec;
mod text;
pub mod yaml;

pub use text::number;
