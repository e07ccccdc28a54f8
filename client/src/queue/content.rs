//! From the bytes of an entry to what they say.

use super::entries::Entry;
use crate::{Checked, ErrorKind, Plain};

/// How entries are read, and how many bytes they may have.
pub(super) struct Content<E> {
    read: fn(&Entry<'_>, usize) -> Result<E, ErrorKind>,
    most: usize,
}

impl<E> Content<E> {
    pub(super) fn read(&self, entry: &Entry<'_>) -> Result<E, ErrorKind> {
        (self.read)(entry, self.most)
    }
}

impl<E: Plain> Content<E> {
    /// Entries are elements, each alone.
    pub(super) const fn element() -> Self {
        let (read, most) = (element, size_of::<E>());
        Self { read, most }
    }

    /// Entries are elements that are as the spec says.
    pub(super) const fn checked() -> Self
    where
        E: Checked,
    {
        let (read, most) = (checked, size_of::<E>());
        Self { read, most }
    }
}

impl Content<Vec<u8>> {
    /// Entries are bytes, up to so many.
    pub(super) const fn bytes(most: usize) -> Self {
        let read = bytes;
        Self { read, most }
    }
}

fn element<E: Plain>(entry: &Entry<'_>, expected: usize) -> Result<E, ErrorKind> {
    let sent = entry.length();
    if sent != expected {
        return Err(ErrorKind::EntrySize { expected, sent });
    }
    let mut element = E::zeroed();
    entry.copy_to(element.as_bytes_mut());
    Ok(element)
}

fn checked<E: Plain + Checked>(entry: &Entry<'_>, expected: usize) -> Result<E, ErrorKind> {
    let element: E = element(entry, expected)?;
    let check = element.check();
    check.map_err(|check| ErrorKind::Element {
        field: check.within("element").name(),
    })?;
    Ok(element)
}

fn bytes(entry: &Entry<'_>, most: usize) -> Result<Vec<u8>, ErrorKind> {
    let sent = entry.length();
    if sent > most {
        return Err(ErrorKind::EntryTooLong { most, sent });
    }
    let mut bytes = vec![0; sent];
    entry.copy_to(&mut bytes);
    Ok(bytes)
}
