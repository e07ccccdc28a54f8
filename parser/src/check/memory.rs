//! Memory that a client may map.

use std::collections::HashMap;

use crate::codes;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::interface::Memory;
use crate::spec::{self, Backing, Number, Spec};

use super::types::Types;

/// A buffer is wired as long as a client has it mapped: more is a mistake of the unit.
const MAX_SIZE: i128 = 1 << 30;

/// Checks all memory; what has a mistake is left out. By memory type.
pub(super) fn resolve(spec: &Spec, types: &Types<'_>, found: &mut Diagnostics) -> Vec<Memory> {
    let mut first: HashMap<i128, &spec::Memory> = HashMap::new();
    for memory in &spec.memory {
        let before = *first.entry(memory.number.value).or_insert(memory);
        if !std::ptr::eq(before, memory) {
            let (name, other) = (&memory.name.value, &before.name.value);
            let number = memory.number.value;
            let message = format!("`{name}` and `{other}` have memory type {number}");
            found.push(
                Diagnostic::new(&codes::DUPLICATE_MEMORY, memory.number.span, message)
                    .label(before.number.span, format!("`{other}` has it")),
            );
        }
    }
    let memory = spec.memory.iter();
    let mut memory: Vec<_> = memory.filter_map(|of| one(of, types, found)).collect();
    memory.sort_by_key(|memory| memory.number);
    memory
}

fn one(memory: &spec::Memory, types: &Types<'_>, found: &mut Diagnostics) -> Option<Memory> {
    let number = u32::try_from(memory.number.value);
    if number.is_err() {
        let message = format!("{} is not a memory type", memory.number.value);
        found.push(Diagnostic::new(
            &codes::MEMORY_TYPE,
            memory.number.span,
            message,
        ));
    }
    let backing = memory.backing.map(|backing| backing.value);
    let access = memory.access.map(|access| access.value);
    let size = size(memory, backing, found);
    let layout = match &memory.layout {
        Some(ty) => Some(types.get(ty, found)?),
        None => None,
    };
    if let (Some(layout), Some(size), Some(ty)) = (&layout, size, &memory.layout) {
        let needed = types.layout(layout).size;
        if i128::from(needed) > size.value {
            let message = format!("a layout of {needed} bytes in {} bytes", size.value);
            found.push(
                Diagnostic::new(&codes::MEMORY_LAYOUT, ty.span(), message)
                    .here(format!("has {needed} bytes"))
                    .label(size.span, "the size of the memory"),
            );
        }
    }
    Some(Memory {
        name: memory.name.value.clone(),
        doc: memory.doc.clone(),
        number: number.ok()?,
        size: size.map(|size| size.value as u64),
        access: access?,
        backing: backing?,
        layout,
    })
}

fn size<'m>(
    memory: &'m spec::Memory,
    backing: Option<Backing>,
    found: &mut Diagnostics,
) -> Option<&'m Number> {
    let Some(size) = &memory.size else {
        if backing == Some(Backing::Buffer) {
            let message = format!("memory `{}` without `size`", memory.name.value);
            let span = memory
                .backing
                .map_or(memory.name.span, |backing| backing.span);
            found.push(
                Diagnostic::new(&codes::MEMORY_SIZE, span, message).here("a buffer needs a size"),
            );
        }
        return None;
    };
    if !(1..=MAX_SIZE).contains(&size.value) {
        let message = format!("memory of {} bytes", size.value);
        found.push(Diagnostic::new(&codes::MEMORY_SIZE, size.span, message));
        return None;
    }
    Some(size)
}
