//! Methods: selectors, scalars and structures.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use crate::codes;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::digest::Digests;
use crate::interface::{AtLeast, Method, Retired};
use crate::naming;
use crate::span::Span;
use crate::spec::{self, Number, Spec};

use super::types::Types;
use super::{access, at_least, completion, frozen, handlers, scalars, structures};

/// Checks all methods; those that have a mistake are left out. By selector, and apart from those
/// that are retired.
pub(super) fn resolve(
    spec: &Spec,
    types: &Types<'_>,
    found: &mut Diagnostics,
) -> (Vec<Method>, Vec<Retired>) {
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
    let digests = Digests::of(types.defs());
    let mut methods = Vec::with_capacity(spec.methods.len());
    let mut retired = Vec::new();
    for written in &spec.methods {
        let Some(method) = method(written, spec, types, found) else {
            continue;
        };
        frozen::check(&method, written.frozen.as_ref(), &digests, found);
        match &written.retired {
            None => methods.push((method, written)),
            Some(reason) => retired.push(Retired {
                name: method.name,
                selector: method.selector,
                reason: reason.value.clone(),
            }),
        }
    }
    methods.sort_by_key(|(method, _)| method.selector);
    retired.sort_by_key(|method| method.selector);
    handlers::resolve(&mut methods, found);
    let methods = methods.into_iter().map(|(method, _)| method);
    (methods.collect(), retired)
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
                    let dots = spec.language.dots();
                    format!("{first}{dots}{last} is no range of selectors")
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
        // One that isn't a range is reported.
        .filter(|pair| pair.iter().all(|of| of.first.value <= of.last.value))
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
    at_least::check(method, found);
    let scalars_in = scalars::inputs(method, types, found);
    let scalars_out = scalars::outputs(method, types, found);
    let mut names = naming::structures(method);
    let struct_in = structures::input(method, &mut names, types, found);
    let struct_out = structures::output(method, &mut names, types, found);
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
        at_least: AtLeast {
            out: method.at_least.out.is_some(),
            struct_out: method.at_least.struct_out.is_some(),
        },
        shared: None,
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
