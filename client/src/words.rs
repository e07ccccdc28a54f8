//! The scalars of a call that may have fewer than others.

use std::ops::Deref;

use crate::{Plain, Scalar};

/// Up to `N` words of a call, collected one after the other without allocation.
///
/// ```
/// use iigen_client::Words;
///
/// let mut words = Words::<3>::new();
/// words.push(7u32);
/// words.extend(Some(-1i8));
/// words.extend(None::<u64>);
/// assert_eq!(*words, [7, u64::MAX]);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Words<const N: usize> {
    words: [u64; N],
    count: usize,
}

impl<const N: usize> Words<N> {
    /// None yet.
    pub const fn new() -> Self {
        Self {
            words: [0; N],
            count: 0,
        }
    }

    /// Adds the word of a value.
    ///
    /// # Panics
    ///
    /// If there are `N` already.
    pub fn push<S: Scalar>(&mut self, value: S) {
        self.words[self.count] = value.to_word();
        self.count += 1;
    }

    /// Adds the words of all values: of those in a slice, or of one that may be absent.
    ///
    /// # Panics
    ///
    /// If they are more than `N` with those that are there already.
    pub fn extend<S: Scalar>(&mut self, values: impl IntoIterator<Item = S>) {
        for value in values {
            self.push(value);
        }
    }
}

impl<const N: usize> Default for Words<N> {
    fn default() -> Self {
        Self::new()
    }
}

impl<const N: usize> Deref for Words<N> {
    type Target = [u64];
    fn deref(&self) -> &[u64] {
        &self.words[..self.count]
    }
}

/// The word that has the bytes of a record of at most 8; the others are zero.
///
/// ```
/// assert_eq!(iigen_client::pack(&[1u16, 2, 3]), 0x0000_0003_0002_0001);
/// ```
pub fn pack<R: Plain>(record: &R) -> u64 {
    const { assert!(size_of::<R>() <= 8, "the record doesn't fit into a word") };
    let mut bytes = [0; 8];
    bytes[..size_of::<R>()].copy_from_slice(record.as_bytes());
    u64::from_le_bytes(bytes)
}

/// The record whose bytes a word has, if all others are zero.
pub fn unpack<R: Plain>(word: u64) -> Option<R> {
    const { assert!(size_of::<R>() <= 8, "the record doesn't fit into a word") };
    let bytes = word.to_le_bytes();
    let (record, rest) = bytes.split_at(size_of::<R>());
    R::from_bytes(record).filter(|_| rest.iter().all(|&byte| byte == 0))
}
