//! Memory that the client may map, checked.

use super::Type;
use crate::spec::{Access, Backing, Cache, Doc, Side};

/// Memory that the client may map.
#[derive(Clone, Debug)]
pub struct Memory {
    /// Its name.
    pub name: String,
    /// What it is for.
    pub doc: Doc,
    /// The memory type; of a family, the bits that all of it have.
    pub number: u32,
    /// The indices of a family; none of their bits is one of `number`.
    pub indices: Option<Indices>,
    /// Its size in bytes; always there for a buffer.
    pub size: Option<u64>,
    /// What the client may do with it.
    pub access: Access,
    /// How the client's processor caches it.
    pub cache: Cache,
    /// Where it comes from.
    pub backing: Backing,
    /// Which of a device's BARs it is; that of a family is its index.
    pub bar: Option<u8>,
    /// What lies in it.
    pub layout: Option<MemoryLayout>,
}

/// The indices of a family of memory types, ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Indices {
    /// The first.
    pub first: u32,
    /// The last.
    pub last: u32,
    /// Whether the driver says, when it is asked, how many of them there are.
    pub counted: bool,
}

impl Indices {
    /// How many there are.
    pub fn count(self) -> u32 {
        self.last - self.first + 1
    }
}

/// What lies in memory.
#[derive(Clone, Debug)]
pub enum MemoryLayout {
    /// One value at its start.
    Value(Type),
    /// Elements from its start to its end.
    Elements(Type),
    /// A ring of elements.
    Ring(Ring),
    /// A queue of entries.
    Queue(Queue),
}

/// A ring with one producer and one consumer.
#[derive(Clone, Debug)]
pub struct Ring {
    /// What it carries.
    pub element: Type,
    /// How many elements it holds, a power of two.
    pub capacity: u64,
    /// Who puts them in.
    pub producer: Side,
}

impl Ring {
    /// Where the elements begin: behind the two counters, each of which has a cache line of 128
    /// bytes, the longest that a Mac has, to itself.
    pub const ELEMENTS: u64 = 256;
}

/// A queue that a kext puts entries into and the client takes them out of.
#[derive(Clone, Debug)]
pub struct Queue {
    /// What it carries.
    pub element: QueueElement,
    /// For how many entries, of the longest there may be, it has room.
    pub capacity: u64,
}

/// What an entry of a queue is.
#[derive(Clone, Debug)]
pub enum QueueElement {
    /// A value of a type.
    Value(Type),
    /// At most so many bytes.
    Bytes(u64),
}

impl Queue {
    /// Where the entries begin, behind size, head and tail (`DATA_QUEUE_MEMORY_HEADER_SIZE`, xnu
    /// `IOKit/IODataQueueShared.h`).
    pub const ENTRIES: u64 = 12;
    /// What lies in front of an entry's bytes (`DATA_QUEUE_ENTRY_HEADER_SIZE`, ditto).
    pub const ENTRY_HEADER: u64 = 4;
}
