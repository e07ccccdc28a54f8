//! Bytes of a structure, and places in them where they can be spoiled.

use crate::domain::Domain;

/// A valid value, and what becomes a valid or an invalid one when it is written over a part of it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Value {
    pub(crate) bytes: Vec<u8>,
    pub(crate) good: Vec<Patch>,
    pub(crate) bad: Vec<Patch>,
}

/// Bytes to write at an offset.
#[derive(Clone, Debug)]
pub(crate) struct Patch {
    pub(crate) offset: usize,
    pub(crate) bytes: Vec<u8>,
}

impl Patch {
    /// The value with the patch.
    pub(crate) fn applied(&self, to: &[u8]) -> Vec<u8> {
        let mut bytes = to.to_vec();
        bytes[self.offset..][..self.bytes.len()].copy_from_slice(&self.bytes);
        bytes
    }

    /// The same further back.
    pub(crate) fn behind(&self, offset: usize) -> Self {
        Self {
            offset: self.offset + offset,
            bytes: self.bytes.clone(),
        }
    }
}

impl Value {
    /// A field.
    pub(crate) fn of(domain: &Domain) -> Self {
        let patch = |&value: &i128| Patch {
            offset: 0,
            bytes: domain.encode(value),
        };
        Self {
            bytes: domain.encode(domain.good[0]),
            good: domain.good.iter().map(patch).collect(),
            bad: domain.bad.iter().map(patch).collect(),
        }
    }

    /// Fields one behind the other: a record has no padding that its spec doesn't name.
    pub(crate) fn record(fields: &[Self]) -> Self {
        let mut record = Self::default();
        for field in fields {
            let offset = record.bytes.len();
            let behind = |patch: &Patch| patch.behind(offset);
            record.good.extend(field.good.iter().map(behind));
            record.bad.extend(field.bad.iter().map(behind));
            record.bytes.extend(&field.bytes);
        }
        record
    }

    /// An array; the first and the last element are spoiled.
    pub(crate) fn array(element: &Self, length: usize) -> Self {
        let mut array = Self {
            bytes: element.bytes.repeat(length),
            ..Self::default()
        };
        for index in [0, length - 1] {
            let behind = |patch: &Patch| patch.behind(index * element.bytes.len());
            array.good.extend(element.good.iter().map(behind));
            array.bad.extend(element.bad.iter().map(behind));
        }
        array
    }

    /// Bytes that may be anything.
    pub(crate) fn any(length: usize) -> Self {
        Self {
            bytes: (0..length).map(|index| index as u8).collect(),
            ..Self::default()
        }
    }
}
