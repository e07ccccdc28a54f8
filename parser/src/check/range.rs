//! Which values of its type a field or scalar accepts.

use std::collections::HashMap;

use crate::codes;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::interface::{Prim, Range, Type};
use crate::span::Span;
use crate::spec::{Choices, Field};

use super::numbers;

/// The range of a field of type `ty`.
pub(super) fn of(field: &Field, ty: &Type, found: &mut Diagnostics) -> Option<Range> {
    let bounds = [&field.min, &field.max].into_iter().flatten();
    let choices = field.one_of.iter().map(|choices| choices.span);
    let Some(first) = bounds.map(|bound| bound.span).chain(choices).next() else {
        return Some(Range::default());
    };
    let Type::Prim(prim) = ty else {
        not_an_integer(field, first, found);
        return None;
    };
    let Some((lowest, highest)) = prim.range() else {
        not_an_integer(field, first, found);
        return None;
    };
    for bound in [&field.min, &field.max].into_iter().flatten() {
        numbers::fits(bound, *prim, Some(&field.ty), found);
    }
    if let (Some(min), Some(max)) = (&field.min, &field.max)
        && min.value > max.value
    {
        let message = format!("no value is from {} to {}", min.value, max.value);
        found.push(
            Diagnostic::new(&codes::EMPTY_RANGE, min.span, message)
                .here("the smallest value")
                .label(max.span, "the largest value"),
        );
    }
    if let Some(choices) = &field.one_of {
        return Some(listed(field, choices, *prim, found));
    }
    // A bound that the type has anyway is none: comparing with it would draw a warning in C++.
    let bound = |number: &Option<crate::spec::Number>| number.as_ref().map(|bound| bound.value);
    Some(Range {
        min: bound(&field.min).filter(|min| *min > lowest),
        max: bound(&field.max).filter(|max| *max < highest),
        one_of: Vec::new(),
    })
}

/// A list of values says all: bounds beside it are a promise that the list keeps.
fn listed(field: &Field, choices: &Choices, prim: Prim, found: &mut Diagnostics) -> Range {
    if choices.numbers.is_empty() {
        let message = format!("`{}` is one of no values", field.name.value);
        found.push(Diagnostic::new(&codes::ONE_OF, choices.span, message));
    }
    let mut first = HashMap::new();
    for number in &choices.numbers {
        numbers::fits(number, prim, Some(&field.ty), found);
        let before = *first.entry(number.value).or_insert(number.span);
        if before != number.span {
            let message = format!("{} is listed twice", number.value);
            let mistake = Diagnostic::new(&codes::ONE_OF, number.span, message);
            found.push(mistake.label(before, "listed here"));
        }
        let below = field.min.as_ref().filter(|min| number.value < min.value);
        let above = field.max.as_ref().filter(|max| number.value > max.value);
        if let Some(bound) = below.or(above) {
            let side = if below.is_some() { "least" } else { "most" };
            let message = format!(
                "{} is listed, but is not at {side} {}",
                number.value, bound.value
            );
            let mistake = Diagnostic::new(&codes::ONE_OF, number.span, message);
            found.push(mistake.label(bound.span, "this bound refuses it"));
        }
    }
    let mut one_of: Vec<_> = choices.numbers.iter().map(|number| number.value).collect();
    one_of.sort_unstable();
    Range {
        one_of,
        ..Range::default()
    }
}

fn not_an_integer(field: &Field, bound: Span, found: &mut Diagnostics) {
    let message = format!("`{}` has a range, but is not an integer", field.name.value);
    let mistake = Diagnostic::new(&codes::RANGE_TYPE, bound, message);
    found.push(mistake.label(field.ty.span(), "its type"));
}
