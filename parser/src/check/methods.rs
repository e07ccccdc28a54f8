//! Methods: selectors, scalars and structures.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use crate::codes;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::interface::{Layout, Method, Shape, Structure, Variable};
use crate::naming::{self, StructureNames};
use crate::span::Span;
use crate::spec::{self, Number, Spec};

use super::access;
use super::completion;
use super::scalars;
use super::types::Types;

/// Checks all methods; those that have a mistake are left out. By selector.
pub(super) fn resolve(spec: &Spec, types: &Types<'_>, found: &mut Diagnostics) -> Vec<Method> {
    selectors(spec, found);
    // Methods that could not be read are none here, and reported.
    if spec.methods.is_empty() && spec.memory.is_empty() && found.is_empty() {
        let message = format!("`{}` has neither methods nor memory", spec.class.value);
        found.push(Diagnostic::new(
            &codes::NO_METHODS,
            spec.class.span,
            message,
        ));
    }
    let methods = spec.methods.iter();
    let mut methods: Vec<_> = methods
        .filter_map(|of| method(of, spec, types, found))
        .collect();
    methods.sort_by_key(|method| method.selector);
    methods
}

/// A selector and what it calls.
struct Called<'s> {
    /// "`set_rate`", "the handshake".
    what: String,
    selector: &'s Number,
}

/// Each selector fits, belongs to one method or the handshake, and isn't reserved.
fn selectors(spec: &Spec, found: &mut Diagnostics) {
    let mut first: HashMap<i128, Called<'_>> = HashMap::new();
    let mut ranges: Vec<_> = spec.reserved.iter().collect();
    ranges.sort_by_key(|range| range.first.value);
    let methods = spec.methods.iter().map(|method| Called {
        what: format!("`{}`", method.name.value),
        selector: &method.selector,
    });
    let handshake = spec.handshake.iter().map(|selector| Called {
        what: "the handshake".to_owned(),
        selector,
    });
    for called in methods.chain(handshake) {
        let Called { what, selector } = &called;
        if u32::try_from(selector.value).is_err() {
            let message = format!("{} is not a selector", selector.value);
            found.push(Diagnostic::new(
                &codes::SELECTOR_RANGE,
                selector.span,
                message,
            ));
        }
        let behind = ranges.partition_point(|range| range.first.value <= selector.value);
        let range = behind.checked_sub(1).map(|at| ranges[at]);
        if let Some(range) = range.filter(|range| selector.value <= range.last.value) {
            let message = format!("{what} has a reserved selector");
            found.push(
                Diagnostic::new(&codes::RESERVED_SELECTOR, selector.span, message)
                    .label(range.first.span, "reserved here"),
            );
        }
        match first.entry(selector.value) {
            Entry::Vacant(free) => {
                free.insert(called);
            }
            Entry::Occupied(taken) => {
                let other = taken.get();
                let message = format!("{what} and {} have selector {}", other.what, selector.value);
                found.push(
                    Diagnostic::new(&codes::DUPLICATE_SELECTOR, selector.span, message)
                        .label(other.selector.span, format!("{} has it", other.what)),
                );
            }
        }
    }
}

/// Reserved selectors, by number: ranges run upwards, fit, and don't overlap.
pub(super) fn reserved(spec: &Spec, found: &mut Diagnostics) -> Vec<(u32, u32)> {
    let mut ranges: Vec<_> = spec.reserved.iter().collect();
    ranges.sort_by_key(|range| range.first.value);
    let mut checked = Vec::with_capacity(ranges.len());
    for range in &ranges {
        let (first, last) = (range.first.value, range.last.value);
        match (u32::try_from(first), u32::try_from(last)) {
            (Ok(first), Ok(last)) if first <= last => checked.push((first, last)),
            _ => {
                let message = if first == last {
                    format!("{first} is not a selector")
                } else {
                    format!("{first}..{last} is no range of selectors")
                };
                found.push(Diagnostic::new(
                    &codes::RESERVED_RANGE,
                    range.first.span,
                    message,
                ));
            }
        }
    }
    for pair in ranges
        .windows(2)
        .filter(|pair| pair[1].first.value <= pair[0].last.value)
    {
        let message = format!("selector {} is reserved twice", pair[1].first.value);
        found.push(
            Diagnostic::new(&codes::RESERVED_RANGE, pair[1].first.span, message)
                .label(pair[0].first.span, "reserved here too"),
        );
    }
    checked
}

fn method(
    method: &spec::Method,
    spec: &Spec,
    types: &Types<'_>,
    found: &mut Diagnostics,
) -> Option<Method> {
    if let Some(unchecked) = method.unchecked {
        no_arguments(method, unchecked, found);
    }
    let scalars_in = scalars::inputs(method, types, found);
    let scalars_out = scalars::outputs(method, types, found);
    let mut names = naming::structures(method);
    let struct_in = structure(method.struct_in.as_ref(), &mut names, types, found);
    let struct_out = structure(method.struct_out.as_ref(), &mut names, types, found);
    let entitlement = access::entitlement(method.entitlement.as_ref(), found);
    let since = access::since(method, spec, found);
    let completion = completion::resolve(method, types, found);
    Some(Method {
        name: method.name.value.clone(),
        doc: method.doc.clone(),
        selector: u32::try_from(method.selector.value).ok()?,
        checked: method.unchecked.is_none(),
        scalars_in: scalars_in?,
        scalars_out: scalars_out?,
        struct_in: struct_in?,
        struct_out: struct_out?,
        entitlement,
        since,
        on_provider: method.on_provider.is_some(),
        completion: completion?,
    })
}

fn no_arguments(method: &spec::Method, unchecked: Span, found: &mut Diagnostics) {
    let scalars = method
        .scalars_in
        .iter()
        .chain(&method.scalars_out)
        .map(|field| field.name.span);
    let structures = [&method.struct_in, &method.struct_out];
    let structures = structures
        .into_iter()
        .flatten()
        .map(|structure| structure.span);
    let completion = method.completion.iter().map(|completion| completion.span);
    for argument in scalars.chain(structures).chain(completion) {
        let message = format!("`{}` is unchecked, but has arguments", method.name.value);
        found.push(
            Diagnostic::new(&codes::UNCHECKED_ARGUMENTS, argument, message)
                .label(unchecked, "nothing is checked")
                .note("its handler gets the arguments as they come, without types"),
        );
    }
}

/// The inner `None` is a method without a structure, the outer one a mistake.
#[expect(clippy::option_option, reason = "the two mean different things")]
fn structure(
    structure: Option<&spec::Structure>,
    names: &mut impl Iterator<Item = StructureNames>,
    types: &Types<'_>,
    found: &mut Diagnostics,
) -> Option<Option<Structure>> {
    let Some(structure) = structure else {
        return Some(None);
    };
    let StructureNames {
        name,
        tail: tail_name,
    } = names.next()?;
    let shape = match &structure.shape {
        spec::Shape::Fixed(ty) => Shape::Fixed(types.get(ty, found)?),
        spec::Shape::Variable(of) => {
            Shape::Variable(variable(of, Layout { size: 0, align: 1 }, types, found)?)
        }
        spec::Shape::HeaderTail { header, tail, .. } => {
            let header = types.get(header, found);
            let size = header
                .as_ref()
                .map_or(0, |header| types.layout(header).size);
            let tail = variable(tail, Layout { size, align: 1 }, types, found);
            let (header, tail) = (header?, tail?);
            aligned(structure.span, size, &tail, types, found);
            Shape::HeaderTail {
                header,
                tail,
                tail_name,
            }
        }
    };
    Some(Some(Structure { name, shape }))
}

/// The first element lies where the header ends.
fn aligned(at: Span, header: u64, tail: &Variable, types: &Types<'_>, found: &mut Diagnostics) {
    let Some(element) = &tail.element else {
        return;
    };
    let align = types.layout(element).align;
    let missing = header.next_multiple_of(align) - header;
    if missing == 0 {
        return;
    }
    let message = format!("a tail that begins at byte {header}, of elements aligned to {align}");
    found.push(
        Diagnostic::new(&codes::TAIL_ALIGNMENT, at, message).note(format!(
            "make the header larger by a field of type [u8; {missing}], or the elements packed"
        )),
    );
}

fn variable(
    of: &spec::Variable,
    header: Layout,
    types: &Types<'_>,
    found: &mut Diagnostics,
) -> Option<Variable> {
    let element = match &of.element {
        Some(element) => Some(types.get(element, found)?),
        None => None,
    };
    let Some(max) = &of.max else {
        let message = "a variable structure without a maximum";
        let mistake = Diagnostic::new(&codes::NO_MAXIMUM, of.span, message);
        found.push(mistake.note("say `max`: bytes, or elements of an array"));
        return None;
    };
    let (lowest, highest) = (of.min.as_ref().map_or(0, |min| min.value), max.value);
    if lowest < 0 || highest < 1 || lowest > highest {
        let message = if highest < 1 {
            format!("a variable structure of at most {highest}")
        } else if lowest < 0 {
            format!("a variable structure of at least {lowest}")
        } else {
            format!("no count is from {lowest} to {highest}")
        };
        let mut mistake = Diagnostic::new(&codes::EMPTY_RANGE_COUNT, max.span, message);
        if let Some(Number { span, .. }) = of.min {
            mistake = mistake.label(span, "the smallest count");
        }
        found.push(mistake);
        return None;
    }
    let size = element
        .as_ref()
        .map_or(1, |element| types.layout(element).size);
    let all = highest
        .saturating_mul(i128::from(size))
        .saturating_add(i128::from(header.size));
    if all >= i128::from(u32::MAX) {
        let message = format!("a structure of up to {all} bytes");
        found.push(Diagnostic::new(&codes::STRUCTURE_SIZE, max.span, message));
        return None;
    }
    Some(Variable {
        element,
        min: lowest as u64,
        max: highest as u64,
    })
}
