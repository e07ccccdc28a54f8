//! The members of the class by which the driver says where its memory comes from.

use iigen_parser::interface::{Interface, Memory};
use iigen_parser::naming;
use iigen_parser::spec::Backing;

/// A member that the user writes.
pub(crate) struct MemoryHandler {
    /// What it is asked for.
    pub(crate) doc: Vec<String>,
    /// What it returns.
    pub(crate) result: &'static str,
    /// Its name.
    pub(crate) name: String,
    /// Types and names of its arguments.
    pub(crate) arguments: Vec<(&'static str, &'static str)>,
    /// What it returns before the user has written it.
    pub(crate) at_first: &'static str,
}

/// All of them, by memory type.
pub(crate) fn handlers(interface: &Interface) -> Vec<MemoryHandler> {
    let mut handlers = Vec::new();
    for memory in &interface.memory {
        handlers.extend(count(memory));
        handlers.extend(source(memory));
    }
    handlers
}

/// The one that says how many of a family there are.
fn count(memory: &Memory) -> Option<MemoryHandler> {
    let indices = memory.indices.filter(|indices| indices.counted)?;
    let doc = format!(
        "How many of the {} indices of `{}` there are now, from {} on.",
        indices.count(),
        memory.name,
        indices.first
    );
    Some(MemoryHandler {
        doc: vec![doc],
        result: "uint32_t",
        name: naming::memory_count(&memory.name),
        arguments: Vec::new(),
        at_first: "0",
    })
}

/// The one that makes the memory, or what makes it.
fn source(memory: &Memory) -> Option<MemoryHandler> {
    let mut doc = memory.doc.clone();
    let index = memory.indices.map(|_| ("uint32_t", "index"));
    let (name, last, arguments) = match memory.backing {
        Backing::Buffer | Backing::Queue => return None,
        Backing::Handler => {
            let of = match memory.indices {
                Some(_) => format!("{:#x} | index; called once for each", memory.number),
                None => format!("{}; called once", memory.number),
            };
            (
                naming::memory_handler(&memory.name),
                format!("Makes the memory of type {of}."),
                vec![("IOMemoryDescriptor **", "memory")],
            )
        }
        Backing::UsbBuffer => (
            naming::usb_handler(&memory.name),
            format!(
                "The interface that `{}` is for, with a reference that is released when the \
                 buffer is made.",
                memory.name
            ),
            vec![("IOUSBHostInterface **", "interface")],
        ),
        Backing::PciBar => (
            naming::pci_handler(&memory.name),
            format!(
                "The device that has `{}`, and the driver that has opened it; each with a \
                 reference.",
                memory.name
            ),
            vec![("IOPCIDevice **", "device"), ("IOService **", "forClient")],
        ),
    };
    doc.push(last);
    Some(MemoryHandler {
        doc,
        result: "kern_return_t",
        name,
        arguments: index.into_iter().chain(arguments).collect(),
        at_first: "kIOReturnUnsupported",
    })
}
