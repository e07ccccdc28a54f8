//! Memory types, single ones and families.

use std::collections::HashMap;

use crate::codes;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::interface::Indices;
use crate::spec::Memory;

/// The driver keeps a descriptor for each index: more are a mistake, or want another interface.
const MAX_COUNT: i128 = 4096;

/// The memory type, or the base of a family and its indices.
pub(super) fn resolve(memory: &Memory, found: &mut Diagnostics) -> Option<(u32, Option<Indices>)> {
    let number = u32::try_from(memory.number.value);
    if number.is_err() {
        let message = format!("{} is not a memory type", memory.number.value);
        found.push(Diagnostic::new(
            &codes::MEMORY_TYPE,
            memory.number.span,
            message,
        ));
    }
    let Some(indices) = &memory.indices else {
        return Some((number.ok()?, None));
    };
    let (first, last) = (indices.first.value, indices.last.value);
    let (Ok(low), Ok(high)) = (u32::try_from(first), u32::try_from(last)) else {
        let message = format!("{first}..{last} has an index that is no unsigned 32-bit number");
        found.push(Diagnostic::new(&codes::MEMORY_INDEX, indices.span, message));
        return None;
    };
    if low > high || last - first >= MAX_COUNT {
        let message = if low > high {
            format!("the indices {first}..{last} end before they begin")
        } else {
            format!("{} indices", last - first + 1)
        };
        found.push(Diagnostic::new(&codes::MEMORY_INDEX, indices.span, message));
        return None;
    }
    let number = number.ok()?;
    let common = common_bits(number, low, high);
    if common != 0 {
        let bit = common.trailing_zeros();
        let message = format!("bit {bit} is in the base {number:#x} and in indices {low}..{high}");
        let free = high.checked_add(1).and_then(u32::checked_next_power_of_two);
        let mut mistake = Diagnostic::new(&codes::MEMORY_INDEX_BITS, indices.span, message)
            .here("the index")
            .label(memory.number.span, "the base")
            .note("the type is base | index, from which neither could be told");
        if let Some(free) = free {
            mistake = mistake.edit(
                "the lowest base that has none of these bits",
                memory.number.span,
                format!("{free:#x}"),
            );
        }
        found.push(mistake);
        return None;
    }
    let counted = indices.counted;
    let (first, last) = (low, high);
    Some((
        number,
        Some(Indices {
            first,
            last,
            counted,
        }),
    ))
}

/// The bits of `base` that some number from `first` to `last` has as well.
fn common_bits(base: u32, first: u32, last: u32) -> u32 {
    // A bit that neither all have nor all lack is in some; so are those that all have.
    let differing = match first ^ last {
        0 => 0,
        bits => u32::MAX >> bits.leading_zeros(),
    };
    base & (first | last | differing)
}

/// No memory type belongs to two pieces of memory.
pub(super) fn distinct(all: &[Memory], found: &mut Diagnostics) {
    let mut singles: HashMap<i128, &Memory> = HashMap::new();
    let mut ranges: Vec<(i128, i128, usize)> = Vec::new();
    for (at, memory) in all.iter().enumerate() {
        let number = memory.number.value;
        if let Some(indices) = &memory.indices {
            let (first, last) = (indices.first.value, indices.last.value);
            let bits = |value: i128| u32::try_from(value).ok();
            if let (Some(base), Some(low), Some(high)) = (bits(number), bits(first), bits(last))
                && low <= high
                && common_bits(base, low, high) == 0
            {
                ranges.push((number + first, number + last, at));
            }
            continue;
        }
        let before = *singles.entry(number).or_insert(memory);
        if std::ptr::eq(before, memory) {
            ranges.push((number, number, at));
        } else {
            let (name, other) = (&memory.name.value, &before.name.value);
            let message = format!("`{name}` and `{other}` have memory type {number}");
            found.push(
                Diagnostic::new(&codes::DUPLICATE_MEMORY, memory.number.span, message)
                    .label(before.number.span, format!("`{other}` has it")),
            );
        }
    }
    ranges.sort_unstable();
    let mut furthest: Option<(i128, usize)> = None;
    for (first, last, at) in ranges {
        if let Some((end, other)) = furthest
            && first <= end
        {
            overlap(&all[at.max(other)], &all[at.min(other)], first, found);
        }
        if furthest.is_none_or(|(end, _)| last > end) {
            furthest = Some((last, at));
        }
    }
}

fn overlap(memory: &Memory, before: &Memory, shared: i128, found: &mut Diagnostics) {
    let (name, other) = (&memory.name.value, &before.name.value);
    let message = format!("`{name}` and `{other}` both have memory type {shared:#x}");
    let place = |of: &Memory| of.indices.as_ref().map_or(of.number.span, |of| of.span);
    found.push(
        Diagnostic::new(&codes::MEMORY_OVERLAP, place(memory), message)
            .here(types(memory))
            .label(place(before), types(before)),
    );
}

/// The types of a memory, as people say them.
fn types(memory: &Memory) -> String {
    let (name, number) = (&memory.name.value, memory.number.value);
    match &memory.indices {
        Some(of) => format!(
            "`{name}` has {:#x} to {:#x}",
            number + of.first.value,
            number + of.last.value
        ),
        None => format!("`{name}` has {number:#x}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_bits_are_those_of_any_index() {
        for base in 0..16 {
            for first in 0..16 {
                for last in first..16 {
                    let any = (first..=last).fold(0, |any, index| any | (base & index));
                    assert_eq!(
                        common_bits(base, first, last),
                        any,
                        "{base} {first}..{last}"
                    );
                }
            }
        }
    }
}
