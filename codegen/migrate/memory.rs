//! Memory that a client maps.

use iigen_parser::naming;
use iigen_parser::spec::{Backing, MemoryLayout};

use super::{Migration, rules};

impl Migration<'_> {
    pub(super) fn memory_to_dext(&mut self) {
        let whole = self.whole;
        for memory in &whole.spec.memory {
            let name = &memory.name.value;
            let span = memory.name.span;
            if let Some(MemoryLayout::Queue(queue)) = &memory.layout {
                self.queue(memory, queue);
                continue;
            }
            if memory.backing.map(|of| of.value) != Some(Backing::Handler) {
                let what =
                    format!("`{name}`: the same memory type, made by CopyClientMemoryForType");
                self.carries(&rules::MEMORY, span, what);
                continue;
            }
            let handler = naming::memory_handler(name);
            self.changes(
                &rules::MEMORY_HANDLER,
                span,
                format!("`{name}`: {handler} answers a descriptor that it makes in another way"),
                &[
                    "IOBufferMemoryDescriptor::Create stands for inTaskWithOptions, withOptions and withCapacity, \
                     CreateSubMemoryDescriptor for withSubRange, CreateWithMemoryDescriptors for \
                     IOMultiMemoryDescriptor. A dext has no physical addresses: the memory of a PCI device is \
                     `backing: pci-bar` in a dext's spec, or _CopyDeviceMemoryWithIndex.",
                    "It is called until it succeeds once, and the reference that it answers is consumed, as before.",
                ],
            );
        }
    }
}
