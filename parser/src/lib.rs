//! The specs of iigen: what a user may write, in three languages, and what it means.
//!
//! Floor 0: [`span`], [`codes`], [`diagnostic`], [`render`].

pub mod codes;
pub mod diagnostic;
pub mod iig;
pub mod render;
pub mod span;
