//! Queues of kexts.

use crate::check::types::Types;
use crate::codes;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::interface::{Prim, Queue, QueueElement, Type};
use crate::spec::{self, Language, Memory, MemoryLayout, Number, Spec, Target};

use super::MAX_SIZE;

/// A dext has no queues.
pub(super) fn targets(spec: &Spec, found: &mut Diagnostics) {
    let dext = spec.targets.iter().find(|of| of.value == Target::Dext);
    if dext.is_none() && !spec.targets.is_empty() {
        return;
    }
    for memory in &spec.memory {
        let Some(MemoryLayout::Queue(queue)) = &memory.layout else {
            continue;
        };
        let message = format!("the queue `{}` in a dext", memory.name.value);
        let mistake = Diagnostic::new(&codes::QUEUE_TARGET, queue.span, message);
        let mistake = match dext {
            Some(dext) => mistake.label(dext.span, "one of the targets"),
            None => mistake.note(format!(
                "the target is dext, where a spec doesn't say another: write `{}`",
                match spec.language {
                    Language::Yaml => "target: kext",
                    Language::Rust => "target = kext",
                }
            )),
        };
        let mistake = match (dext, spec.targets.len()) {
            (Some(dext), 1) => mistake.edit("a kext", dext.span, "kext"),
            _ => mistake,
        };
        found.push(mistake.note(
            "a dext has no IOSharedDataQueue, and no notification port: what it tells goes through a \
             completion that repeats, or through a ring that the driver fills",
        ));
    }
}

/// A queue with its types.
pub(super) fn resolve(
    queue: &spec::Queue,
    memory: &Memory,
    types: &Types<'_>,
    found: &mut Diagnostics,
) -> Option<Queue> {
    let element = element(&queue.element, memory, types, found);
    let capacity = at_least_one(&queue.capacity, "a queue of", "entries", found);
    let name = &memory.name.value;
    if let Some(indices) = &memory.indices {
        let message = format!("the queue `{name}` in a family");
        found.push(
            Diagnostic::new(&codes::QUEUE_TYPE, indices.span, message)
                .label(queue.span, "the queue")
                .note("give each queue memory of its own"),
        );
    }
    let (element, capacity) = (element?, capacity?);
    let made = Queue { element, capacity };
    if size(&made, types).is_none_or(|size| i128::from(size) > MAX_SIZE) {
        let length = length(&made.element, types);
        let message = format!("a queue of {capacity} entries of {length} bytes");
        let place = match &queue.element {
            spec::QueueElement::Value(ty) => ty.span(),
            spec::QueueElement::Bytes(most) => most.span,
        };
        found.push(
            Diagnostic::new(&codes::MEMORY_SIZE, queue.capacity.span, message)
                .label(place, "the entry"),
        );
        return None;
    }
    Some(made)
}

fn element(
    element: &spec::QueueElement,
    memory: &Memory,
    types: &Types<'_>,
    found: &mut Diagnostics,
) -> Option<QueueElement> {
    let ty = match element {
        spec::QueueElement::Value(ty) => ty,
        spec::QueueElement::Bytes(most) => {
            return at_least_one(most, "an entry of", "bytes", found).map(QueueElement::Bytes);
        }
    };
    let resolved = types.get(ty, found)?;
    if let Type::Array(..) | Type::Prim(Prim::Bool) = resolved {
        let message = format!(
            "the queue `{}` of elements without a name",
            memory.name.value
        );
        found.push(
            Diagnostic::new(&codes::QUEUE_ELEMENT, ty.span(), message)
                .note("make it the field of a record"),
        );
        return None;
    }
    Some(QueueElement::Value(resolved))
}

/// A number that is at least 1.
fn at_least_one(
    given: &Number,
    before: &str,
    behind: &str,
    found: &mut Diagnostics,
) -> Option<u64> {
    if given.value >= 1 {
        // More than 64 bits are too much memory, too.
        return Some(u64::try_from(given.value).unwrap_or(u64::MAX));
    }
    let message = format!("{before} {} {behind}", given.value);
    found.push(
        Diagnostic::new(&codes::QUEUE_CAPACITY, given.span, message).edit(
            "the least",
            given.span,
            "1",
        ),
    );
    None
}

/// How many bytes an entry has at most.
fn length(element: &QueueElement, types: &Types<'_>) -> u64 {
    match element {
        QueueElement::Value(ty) => types.layout(ty).size,
        QueueElement::Bytes(most) => *most,
    }
}

/// How many bytes a queue takes at least: as `IOSharedDataQueue::withEntries` makes it, without what lies
/// behind the entries. An entry more than its capacity is never filled.
pub(super) fn size(queue: &Queue, types: &Types<'_>) -> Option<u64> {
    let entry = length(&queue.element, types).checked_add(Queue::ENTRY_HEADER)?;
    let entries = queue.capacity.checked_add(1)?.checked_mul(entry)?;
    entries.checked_add(Queue::ENTRIES)
}
