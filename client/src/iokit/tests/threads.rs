//! It is used on several threads at once.
