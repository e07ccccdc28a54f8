//! `IOReturn`: what a call to a driver answers.

/// A code of IOKit or of Mach, as the calls return it; 0 is success.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct IoReturn(pub i32);
