//! The .iig language.
