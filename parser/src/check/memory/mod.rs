//! Memory that a client may map.

mod bar;
mod layout;
mod number;
mod queue;

use crate::codes;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::interface::{Memory, MemoryLayout};
use crate::spec::{self, Backing, Spec};

use super::types::Types;

/// A buffer is wired as long as a client has it mapped: more is a mistake of the unit.
const MAX_SIZE: i128 = 1 << 30;

/// Checks all memory; what has a mistake is left out. By memory type.
pub(super) fn resolve(spec: &Spec, types: &Types<'_>, found: &mut Diagnostics) -> Vec<Memory> {
    number::distinct(&spec.memory, found);
    queue::targets(spec, found);
    let memory = spec.memory.iter();
    let mut memory: Vec<_> = memory.filter_map(|of| one(of, types, found)).collect();
    memory.sort_by_key(|memory| memory.number);
    memory
}

fn one(memory: &spec::Memory, types: &Types<'_>, found: &mut Diagnostics) -> Option<Memory> {
    let number = number::resolve(memory, found);
    let backing = memory.backing.map(|backing| backing.value);
    let access = memory.access.map(|access| access.value);
    let bar = bar::resolve(memory, found);
    let layout = match &memory.layout {
        Some(layout) => Some(layout::resolve(layout, memory, types, found)?),
        None => None,
    };
    let size = size(memory, layout.as_ref(), types, found);
    let (number, indices) = number?;
    Some(Memory {
        name: memory.name.value.clone(),
        doc: memory.doc.clone(),
        number,
        indices,
        size,
        access: access?,
        cache: memory.cache,
        backing: backing?,
        bar,
        layout,
    })
}

/// The size as it is given; else that of a ring or a queue, which needs no other.
fn size(
    memory: &spec::Memory,
    layout: Option<&MemoryLayout>,
    types: &Types<'_>,
    found: &mut Diagnostics,
) -> Option<u64> {
    let Some(size) = &memory.size else {
        match layout {
            Some(MemoryLayout::Ring(ring)) => return layout::ring_size(ring, types),
            Some(MemoryLayout::Queue(queue)) => return queue::size(queue, types),
            _ => {}
        }
        if let Some(backing) = memory.backing
            && matches!(backing.value, Backing::Buffer | Backing::UsbBuffer)
        {
            let message = format!("memory `{}` without `size`", memory.name.value);
            found.push(
                Diagnostic::new(&codes::MEMORY_SIZE, backing.span, message)
                    .here("a buffer needs a size"),
            );
        }
        return None;
    };
    if !(1..=MAX_SIZE).contains(&size.value) {
        let message = format!("memory of {} bytes", size.value);
        found.push(Diagnostic::new(&codes::MEMORY_SIZE, size.span, message));
        return None;
    }
    if let Some(layout) = layout {
        layout::fits(layout, memory, size, types, found);
    }
    Some(size.value as u64)
}
