//! Queues that a kext fills.

use iigen_parser::interface::{Memory, MemoryLayout, QueueElement, Type};
use iigen_parser::naming;

use super::memory::MemoryView;
use crate::cpp::Cpp;

/// A queue.
pub(super) struct QueueView {
    /// Its memory type.
    pub(super) number: u32,
    /// Its class, and the member of the state that is one.
    pub(super) class: String,
    pub(super) member: String,
    /// What makes it.
    pub(super) make: String,
    /// The parameters of `Enqueue`, and what it returns.
    pub(super) parameters: String,
    pub(super) put: String,
}

/// The queue in a memory, if there is one.
pub(super) fn view(memory: &Memory, cpp: Cpp<'_>) -> Option<QueueView> {
    let Some(MemoryLayout::Queue(queue)) = &memory.layout else {
        return None;
    };
    let (size, parameters, put) = match &queue.element {
        QueueElement::Value(ty) => (
            cpp.interface.layout(ty).size,
            value(ty, cpp),
            "Put(&entry, sizeof(entry))".to_owned(),
        ),
        QueueElement::Bytes(most) => (
            *most,
            "const void * bytes, uint32_t length".to_owned(),
            format!("length <= {most} && Put(bytes, length)"),
        ),
    };
    let member = naming::cpp_argument(&format!("{}_queue", memory.name));
    Some(QueueView {
        number: memory.number,
        class: naming::cpp_queue(&cpp.interface.class, &memory.name),
        make: format!("{member}.Make({}, {size})", queue.capacity),
        member,
        parameters,
        put,
    })
}

/// What makes all queues, one after the other.
pub(super) fn make_all(memory: &[MemoryView]) -> String {
    let queues = memory.iter().filter_map(|of| of.queue.as_ref());
    let calls: Vec<_> = queues.map(|queue| queue.make.as_str()).collect();
    calls.join("\n        && ")
}

/// A parameter: what has fields goes by reference.
fn value(ty: &Type, cpp: Cpp<'_>) -> String {
    let name = cpp.name(ty);
    if cpp.is_struct(ty) {
        format!("const {name} & entry")
    } else {
        format!("{name} entry")
    }
}
