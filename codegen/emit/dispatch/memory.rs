//! Memory that clients map.

use iigen_parser::naming;
use iigen_parser::spec::{Access, Backing};

use crate::cpp::Cpp;
use crate::doc;

/// One memory type.
pub(super) struct MemoryView {
    pub(super) doc: String,
    /// The memory type's number.
    pub(super) number: u32,
    /// Its name in the shared header.
    pub(super) constant: String,
    /// Whether the generated code makes the memory.
    pub(super) is_buffer: bool,
    /// The class of its descriptor.
    pub(super) descriptor: &'static str,
    /// Where the state keeps the descriptor.
    pub(super) member: String,
    /// The function that answers its address.
    pub(super) getter: String,
    /// The user's function that makes it.
    pub(super) handler: String,
    /// What its address points to.
    pub(super) pointee: String,
    /// The getter's argument.
    pub(super) argument: &'static str,
    /// Its size in bytes, and as people say it.
    pub(super) bytes: u64,
    pub(super) size: String,
    /// What a mapping of a client may do.
    pub(super) options: &'static str,
}

/// All memory of an interface.
pub(super) fn views(cpp: Cpp<'_>) -> Vec<MemoryView> {
    let views = cpp.interface.memory.iter().map(|memory| {
        let is_buffer = memory.backing == Backing::Buffer;
        let bytes = memory.size.unwrap_or(0);
        let layout = memory.layout.as_ref();
        MemoryView {
            doc: doc::comment(&memory.doc, 4, "///"),
            number: memory.number,
            constant: naming::c_memory(&cpp.interface.class, &memory.name),
            is_buffer,
            descriptor: if is_buffer {
                "IOBufferMemoryDescriptor"
            } else {
                "IOMemoryDescriptor"
            },
            member: naming::cpp_argument(&format!("{}_memory", memory.name)),
            getter: format!("Get{}", naming::cpp_value(&memory.name)),
            handler: naming::memory_handler(&memory.name),
            pointee: layout.map_or("uint8_t", |ty| cpp.name(ty)).to_owned(),
            argument: "bytes",
            bytes,
            size: doc::size(bytes),
            options: match memory.access {
                Access::ReadOnly => "kIOUserClientMemoryReadOnly",
                Access::ReadWrite => "0",
            },
        }
    });
    views.collect()
}
