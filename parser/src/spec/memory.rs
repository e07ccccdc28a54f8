//! Memory that the client may map, as it was written.

use super::{Doc, Name, Number, TypeExpr};
use crate::span::{Span, Spanned};

/// Memory that the client may map.
#[derive(Clone, Debug)]
pub struct Memory {
    /// Its name.
    pub name: Name,
    /// What it is for.
    pub doc: Doc,
    /// The memory type, the driver's own number; of a family, the bits that all of it have.
    pub number: Number,
    /// The indices of a family.
    pub indices: Option<Indices>,
    /// Its size in bytes.
    pub size: Option<Number>,
    /// What the client may do with it.
    pub access: Option<Spanned<Access>>,
    /// How the client's processor caches it.
    pub cache: Cache,
    /// Where it comes from.
    pub backing: Option<Spanned<Backing>>,
    /// Which of a device's BARs it is.
    pub bar: Option<Number>,
    /// All that says so, with what parts it from what stands beside it: it can be taken away whole.
    pub bar_entry: Option<Span>,
    /// What lies in it.
    pub layout: Option<MemoryLayout>,
}

/// The indices of a family of memory types, ends included.
#[derive(Clone, Debug)]
pub struct Indices {
    /// The first.
    pub first: Number,
    /// The last.
    pub last: Number,
    /// Whether the driver says, when it is asked, how many of them there are.
    pub counted: bool,
    /// Where they were written.
    pub span: Span,
}

/// What a client may do with memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Read it.
    ReadOnly,
    /// Read and write it.
    ReadWrite,
}

/// Where memory comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Backing {
    /// An `IOBufferMemoryDescriptor` that the generated code makes.
    Buffer,
    /// The same, made by an `IOUSBHostInterface` for its transfers.
    UsbBuffer,
    /// A BAR of an `IOPCIDevice`.
    PciBar,
    /// A descriptor that the user's handler makes.
    Handler,
    /// An `IOSharedDataQueue` that the generated code makes. No word says it: memory with a queue has it.
    Queue,
}

/// How the processor caches mapped memory: the modes of `IOConnectMapMemory64`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are the system's")]
pub enum Cache {
    #[default]
    Default,
    Inhibit,
    WriteThrough,
    Copyback,
    WriteCombine,
    CopybackInner,
    PostedWrite,
    RealTime,
    PostedReordered,
    PostedCombinedReordered,
}

/// What lies in memory.
#[derive(Clone, Debug)]
pub enum MemoryLayout {
    /// One value at its start.
    Value(TypeExpr),
    /// Elements from its start to its end; the span covers the brackets.
    Elements(TypeExpr, Span),
    /// A ring of elements that one side puts in and the other takes out.
    Ring(Ring),
    /// A queue of entries that a kext puts in and the client takes out (`IOSharedDataQueue`).
    Queue(Queue),
}

/// A ring with one producer and one consumer.
#[derive(Clone, Debug)]
pub struct Ring {
    /// What it carries.
    pub element: TypeExpr,
    /// How many elements it holds.
    pub capacity: Number,
    /// Who puts them in.
    pub producer: Side,
    /// Where the ring was written.
    pub span: Span,
}

/// A queue of a kext.
#[derive(Clone, Debug)]
pub struct Queue {
    /// What it carries.
    pub element: QueueElement,
    /// For how many entries it has room.
    pub capacity: Number,
    /// Where the queue was written.
    pub span: Span,
}

/// What an entry of a queue is.
#[derive(Clone, Debug)]
pub enum QueueElement {
    /// A value of a type.
    Value(TypeExpr),
    /// At most so many bytes.
    Bytes(Number),
}

/// A side of the boundary.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The driver.
    Driver,
    /// The client.
    Client,
}
