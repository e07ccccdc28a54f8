//! From the words of a completion to what they say.

use std::fmt;

use crate::{Checked, Error, ErrorKind, Method, Plain};

/// How the words of a completion are read: how many there are, and what they say.
pub struct Event<E> {
    words: usize,
    read: Read<E>,
}

/// The function that gets the words, no more and no fewer.
enum Read<E> {
    Any(fn(&[u64]) -> Result<E, Error>),
    Record(fn(Method, &[u64]) -> Result<E, Error>),
}

impl<E> Event<E> {
    /// An event of so many words. `read` gets no more and no fewer.
    pub const fn new(words: usize, read: fn(&[u64]) -> Result<E, Error>) -> Self {
        let read = Read::Any(read);
        Self { words, read }
    }

    /// What a driver has sent, if it is an event.
    pub(super) fn read(&self, method: Method, words: &[u64]) -> Result<E, Error> {
        if words.len() != self.words {
            let (expected, sent) = (self.words, words.len());
            return Err(method.error(ErrorKind::EventSize { expected, sent }));
        }
        match self.read {
            Read::Any(read) => read(words),
            Read::Record(read) => read(method, words),
        }
    }
}

impl Event<()> {
    /// An event that only says that it has come.
    pub const fn empty() -> Self {
        Self::new(0, |_| Ok(()))
    }
}

impl<E: Plain> Event<E> {
    /// A record, packed into the words.
    pub const fn record() -> Self {
        Self {
            words: words_of::<E>(),
            read: Read::Record(|_, words| Ok(unpacked(words))),
        }
    }

    /// A record that has values which the spec doesn't know.
    pub const fn checked() -> Self
    where
        E: Checked,
    {
        Self {
            words: words_of::<E>(),
            read: Read::Record(|method, words| {
                let event: E = unpacked(words);
                method.event_check("event", &event)?;
                Ok(event)
            }),
        }
    }
}

/// How many words a record takes; more than 16 don't compile.
const fn words_of<E>() -> usize {
    const {
        assert!(
            size_of::<E>() <= 16 * size_of::<u64>(),
            "an event has 16 words"
        )
    };
    size_of::<E>().div_ceil(size_of::<u64>())
}

/// The record at the beginning of the words, which have enough bytes.
fn unpacked<E: Plain>(words: &[u64]) -> E {
    let mut event = E::zeroed();
    let bytes = &u64::slice_as_bytes(words)[..size_of::<E>()];
    event.as_bytes_mut().copy_from_slice(bytes);
    event
}

impl<E> fmt::Debug for Event<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Event({} words)", self.words)
    }
}
