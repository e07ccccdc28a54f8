//! What lies in memory.

use crate::check::types::Types;
use crate::codes;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::interface::{MemoryLayout, Prim, Ring, Type};
use crate::spec::{self, Access, Backing, Memory, Number};

use super::{MAX_SIZE, queue};

/// The layout of a memory, with its types.
pub(super) fn resolve(
    layout: &spec::MemoryLayout,
    memory: &Memory,
    types: &Types<'_>,
    found: &mut Diagnostics,
) -> Option<MemoryLayout> {
    Some(match layout {
        spec::MemoryLayout::Value(ty) => MemoryLayout::Value(types.get(ty, found)?),
        spec::MemoryLayout::Elements(ty, _) => MemoryLayout::Elements(types.get(ty, found)?),
        spec::MemoryLayout::Ring(of) => MemoryLayout::Ring(ring(of, memory, types, found)?),
        spec::MemoryLayout::Queue(of) => {
            MemoryLayout::Queue(queue::resolve(of, memory, types, found)?)
        }
    })
}

fn ring(
    ring: &spec::Ring,
    memory: &Memory,
    types: &Types<'_>,
    found: &mut Diagnostics,
) -> Option<Ring> {
    let element = types.get(&ring.element, found);
    let capacity = capacity(&ring.capacity, found);
    let name = &memory.name.value;
    if let Some(access) = memory.access
        && access.value == Access::ReadOnly
    {
        let message = format!("the ring `{name}` is read-only for the client");
        found.push(
            Diagnostic::new(&codes::RING_MEMORY, access.span, message)
                .label(ring.span, "each side counts in the ring what it has done")
                .edit("let it write", access.span, "read-write"),
        );
    }
    if let Some(backing) = memory.backing
        && matches!(backing.value, Backing::Handler | Backing::PciBar)
    {
        let message = format!("the ring `{name}` in memory that isn't made for it");
        found.push(
            Diagnostic::new(&codes::RING_MEMORY, backing.span, message)
                .label(ring.span, "the generated code has to know where it lies")
                .edit("a buffer", backing.span, "buffer"),
        );
    }
    if let Some(Type::Array(..) | Type::Prim(Prim::Bool)) = element {
        let span = ring.element.span();
        let message = format!("the ring `{name}` of elements without a name");
        found.push(
            Diagnostic::new(&codes::RING_ELEMENT, span, message)
                .note("make it the field of a record"),
        );
        return None;
    }
    let (element, capacity) = (element?, capacity?);
    let made = Ring {
        element,
        capacity,
        producer: ring.producer,
    };
    if ring_size(&made, types).is_none_or(|size| i128::from(size) > MAX_SIZE) {
        let element = types.layout(&made.element).size;
        let message = format!("a ring of {capacity} elements of {element} bytes");
        found.push(
            Diagnostic::new(&codes::MEMORY_SIZE, ring.capacity.span, message)
                .label(ring.element.span(), "the element"),
        );
        return None;
    }
    Some(made)
}

fn capacity(given: &Number, found: &mut Diagnostics) -> Option<u64> {
    let capacity = u64::try_from(given.value).unwrap_or(0);
    if capacity.is_power_of_two() {
        return Some(capacity);
    }
    let message = format!("a ring of {} elements", given.value);
    let mut mistake = Diagnostic::new(&codes::RING_CAPACITY, given.span, message);
    if let Some(next) = capacity.max(1).checked_next_power_of_two() {
        mistake = mistake.edit("the next power of two", given.span, next.to_string());
        if next > 1 {
            mistake = mistake.note(format!("the one below is {}", next / 2));
        }
    }
    found.push(mistake);
    None
}

/// How many bytes a ring takes.
pub(super) fn ring_size(ring: &Ring, types: &Types<'_>) -> Option<u64> {
    let elements = types
        .layout(&ring.element)
        .size
        .checked_mul(ring.capacity)?;
    elements.checked_add(Ring::ELEMENTS)
}

/// Whether a layout fits into memory of a size.
pub(super) fn fits(
    layout: &MemoryLayout,
    memory: &Memory,
    size: &Number,
    types: &Types<'_>,
    found: &mut Diagnostics,
) {
    let (needed, span) = match (layout, &memory.layout) {
        (MemoryLayout::Value(ty), Some(spec::MemoryLayout::Value(at))) => {
            (types.layout(ty).size, at.span())
        }
        (MemoryLayout::Elements(ty), Some(spec::MemoryLayout::Elements(_, span))) => {
            let element = types.layout(ty).size;
            let rest = size.value % i128::from(element.max(1));
            if rest != 0 && i128::from(element) <= size.value {
                let message = format!("{} bytes are no whole elements", size.value);
                found.push(
                    Diagnostic::new(&codes::MEMORY_ELEMENTS, size.span, message)
                        .here(format!("{rest} bytes are left over"))
                        .label(*span, format!("an element has {element} bytes"))
                        .edit(
                            "as much as whole elements take",
                            size.span,
                            (size.value - rest).to_string(),
                        ),
                );
            }
            (element, *span)
        }
        (MemoryLayout::Ring(ring), Some(spec::MemoryLayout::Ring(at))) => {
            (ring_size(ring, types).unwrap_or(u64::MAX), at.span)
        }
        _ => return,
    };
    if i128::from(needed) > size.value {
        let message = format!("a layout of {needed} bytes in {} bytes", size.value);
        found.push(
            Diagnostic::new(&codes::MEMORY_LAYOUT, span, message)
                .here(format!("has {needed} bytes"))
                .label(size.span, "the size of the memory"),
        );
    }
}
