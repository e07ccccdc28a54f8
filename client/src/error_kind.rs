//! How a call fails.

use std::cmp::Ordering;
use std::fmt;

use crate::{Check, Difference, IoReturn, Sought};

/// How a call failed.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The client's own check, before anything was sent.
    Refused(Check),
    /// The system or the driver answered with an error.
    Call(IoReturn),
    /// No service was there that matches.
    NoService(Sought),
    /// The driver returned another number of scalars than the spec says.
    ScalarCount {
        /// As the spec says.
        expected: usize,
        /// As the driver said.
        returned: usize,
    },
    /// A returned scalar isn't a value of its type.
    ScalarValue {
        /// Which scalar.
        field: &'static str,
        /// The type that it should have.
        expected: &'static str,
        /// The whole 64 bits.
        word: u64,
    },
    /// The driver returned a structure of another size than the spec says.
    StructureSize {
        /// As the spec says.
        expected: usize,
        /// As the driver said.
        returned: usize,
    },
    /// The driver returned more bytes than there is room for.
    StructureTooLong {
        /// Room, in bytes.
        capacity: usize,
        /// As the driver said.
        returned: usize,
    },
    /// The driver returned fewer bytes than the part that is always there.
    StructureTooShort {
        /// Of the fixed part, in bytes.
        minimum: usize,
        /// As the driver said.
        returned: usize,
    },
    /// The driver returned a part of an element.
    StructureUneven {
        /// The size of an element in bytes.
        element: usize,
        /// As the driver said.
        returned: usize,
    },
    /// The driver returned text that is not UTF-8.
    TextEncoding {
        /// How many bytes are.
        valid: usize,
    },
    /// The driver returned text with a NUL inside.
    TextNul {
        /// Which byte it is.
        at: usize,
    },
    /// The driver returned text without the NUL that ends it.
    TextUnended {
        /// How many bytes came back.
        returned: usize,
    },
    /// The driver sent an event of another number of words than the spec says.
    EventSize {
        /// As the spec says.
        expected: usize,
        /// As the driver sent.
        sent: usize,
    },
    /// The driver sent an event with a value that the spec doesn't have.
    EventValue(Check),
    /// Nothing comes any more: the driver has let the call go, or has died, or the connection is
    /// closed.
    Gone,
    /// Nothing has come yet.
    Timeout,
    /// The driver's memory is smaller than its layout or the size in the spec.
    RegionSize {
        /// As the spec says.
        expected: usize,
        /// As it was mapped.
        mapped: usize,
    },
    /// The driver's memory is mapped where its layout can't be.
    RegionAddress {
        /// Of the layout.
        alignment: usize,
        /// Where it was mapped.
        address: usize,
    },
    /// An element behind the last.
    Index {
        /// Of the element.
        index: usize,
        /// How many there are.
        count: usize,
    },
    /// A ring or a queue is mapped already, or its memory as something else: it has one user at a time.
    InUse,
    /// What the driver has counted in a ring can't be.
    RingCounter {
        /// What it has counted.
        counter: u64,
        /// The least that can be.
        least: u64,
        /// The most that can be.
        most: u64,
    },
    /// The driver put an element into a ring that isn't as the spec says.
    Element {
        /// Which field has another value than it may, or `element` if it has no fields.
        field: &'static str,
    },
    /// The driver put an entry into a queue that hasn't the size of an element.
    EntrySize {
        /// Of an element, in bytes.
        expected: usize,
        /// As the driver said.
        sent: usize,
    },
    /// The driver put an entry into a queue that is longer than the spec says.
    EntryTooLong {
        /// As the spec says, in bytes.
        most: usize,
        /// As the driver said.
        sent: usize,
    },
    /// The numbers of a queue can't be: what they say isn't in it. It is at its end.
    QueueBroken {
        /// Where the next entry should lie.
        head: u32,
        /// Where the driver puts the next entry.
        tail: u32,
        /// The size of the whole queue.
        size: u32,
    },
    /// Bytes outside of the mapped memory.
    Bounds {
        /// Of the first byte.
        offset: usize,
        /// How many bytes.
        length: usize,
        /// The size of the whole region.
        size: usize,
    },
    /// The driver doesn't know the handshake, so that nobody knows which interface it has.
    NoHandshake(IoReturn),
    /// What the driver answered is no handshake.
    HandshakeForm {
        /// Its length.
        bytes: usize,
    },
    /// The driver doesn't have it at all.
    NotInDriver {
        /// The version of the driver's interface.
        driver: u32,
        /// The version of the client's.
        client: u32,
    },
    /// The driver has it, but means something else by it.
    Differs {
        /// What is different.
        difference: Difference,
        /// The version of the driver's interface.
        driver: u32,
        /// The version of the client's.
        client: u32,
    },
    /// The driver is older than the method, which wasn't called.
    NotSupportedByDriver {
        /// The version that has the method first.
        since: u32,
        /// The version of the driver's interface.
        driver: u32,
    },
}

impl fmt::Display for ErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Refused(check) => check.fmt(f),
            Self::Call(code) => code.fmt(f),
            Self::NoService(sought) => write!(f, "no service was found by {sought}"),
            Self::ScalarCount { expected, returned } => {
                write!(f, "the driver returned {returned} scalars, not {expected}")
            }
            Self::ScalarValue {
                field,
                expected,
                word,
            } => {
                write!(
                    f,
                    "the driver returned {field} = {word:#x}, which is not a {expected}"
                )
            }
            Self::StructureSize { expected, returned } => {
                write!(
                    f,
                    "the driver returned a structure of {returned} bytes, not {expected}"
                )
            }
            Self::StructureTooLong { capacity, returned } => {
                write!(
                    f,
                    "the driver returned {returned} bytes, and there is room for {capacity}"
                )
            }
            Self::StructureTooShort { minimum, returned } => {
                write!(
                    f,
                    "the driver returned {returned} bytes, and at least {minimum} are due"
                )
            }
            Self::StructureUneven { element, returned } => {
                write!(
                    f,
                    "the driver returned {returned} bytes, and an element has {element}"
                )
            }
            Self::TextEncoding { valid } => {
                write!(
                    f,
                    "the driver returned text that is not UTF-8 behind byte {valid}"
                )
            }
            Self::TextNul { at } => {
                write!(f, "the driver returned text with a NUL at byte {at}")
            }
            Self::TextUnended { returned } => {
                write!(
                    f,
                    "the driver returned {returned} bytes of text without a NUL at the end"
                )
            }
            Self::EventSize { expected, sent } => {
                write!(
                    f,
                    "the driver sent an event of {sent} words, not {expected}"
                )
            }
            Self::EventValue(check) => write!(f, "the driver sent an event: {check}"),
            Self::Gone => {
                f.write_str("nothing comes any more: the driver has let it go, or is gone")
            }
            Self::Timeout => f.write_str("no answer has come in time"),
            Self::RegionSize { expected, mapped } => {
                write!(
                    f,
                    "the driver mapped {mapped} bytes, and at least {expected} are due"
                )
            }
            Self::RegionAddress { alignment, address } => {
                write!(
                    f,
                    "mapped at {address:#x}, and the layout's alignment is {alignment}"
                )
            }
            Self::Index { index, count } => {
                write!(f, "there is no element {index} among {count}")
            }
            Self::InUse => f.write_str("it is in use, and has one user at a time"),
            Self::RingCounter {
                counter,
                least,
                most,
            } => {
                write!(
                    f,
                    "the driver has counted {counter} elements, which must be {least} to {most}"
                )
            }
            Self::Element { field } => {
                write!(
                    f,
                    "the driver sent an element whose {field} isn't as the spec says"
                )
            }
            Self::EntrySize { expected, sent } => {
                write!(
                    f,
                    "the driver put an entry of {sent} bytes into the queue, not of {expected}"
                )
            }
            Self::EntryTooLong { most, sent } => {
                write!(
                    f,
                    "the driver put an entry of {sent} bytes into the queue, where {most} are the most"
                )
            }
            Self::QueueBroken { head, tail, size } => {
                write!(
                    f,
                    "the queue is broken: there is no entry between {head} and {tail} of its {size} bytes"
                )
            }
            Self::Bounds {
                offset,
                length,
                size,
            } => {
                write!(
                    f,
                    "{length} bytes at {offset} are outside of the {size} that are mapped"
                )
            }
            Self::NoHandshake(code) => {
                write!(
                    f,
                    "the driver has none, so that its interface isn't known: {code}"
                )
            }
            Self::HandshakeForm { bytes } => {
                write!(f, "the driver's answer of {bytes} bytes isn't understood")
            }
            Self::NotInDriver { driver, client } => {
                write!(
                    f,
                    "the driver doesn't have it{}",
                    Versions { driver, client }
                )
            }
            Self::Differs {
                difference,
                driver,
                client,
            } => write!(f, "{difference}{}", Versions { driver, client }),
            Self::NotSupportedByDriver { since, driver } => {
                write!(
                    f,
                    "not supported by this driver: it needs version {since}, and the driver has {driver}"
                )
            }
        }
    }
}

/// Whose interface is older, behind what is different.
struct Versions {
    driver: u32,
    client: u32,
}

impl fmt::Display for Versions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { driver, client } = *self;
        match driver.cmp(&client) {
            Ordering::Less => write!(f, " (the driver is older: version {driver}, not {client})"),
            Ordering::Equal => write!(f, " (both say that they have version {driver})"),
            Ordering::Greater => {
                write!(f, " (the driver is newer: version {driver}, not {client})")
            }
        }
    }
}
