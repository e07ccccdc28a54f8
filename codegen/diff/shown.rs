//! What stands at a place, in a few words.

use iigen_parser::interface::{Body, Interface, Literal, Presence, Range, Type};

/// A type: `u32`, `[Record; 4]`.
pub(super) fn ty(of: &Type, interface: &Interface) -> String {
    match of {
        Type::Prim(prim) => prim.name().to_owned(),
        Type::Named(id) => interface.type_def(*id).name.clone(),
        Type::Array(element, length) => format!("[{}; {length}]", ty(element, interface)),
    }
}

/// The kind of a type.
pub(super) fn kind(body: &Body) -> &'static str {
    match body {
        Body::Record { .. } => "a record",
        Body::Enum { .. } => "an enum",
        Body::Flags { .. } => "flags",
        Body::Union(_) => "a union",
    }
}

/// What is accepted.
pub(super) fn range(of: &Range) -> String {
    if !of.one_of.is_empty() {
        let numbers: Vec<_> = of.one_of.iter().map(i128::to_string).collect();
        return format!("one of {}", numbers.join(", "));
    }
    match (of.min, of.max) {
        (None, None) => "every value".to_owned(),
        (Some(min), None) => format!("at least {min}"),
        (None, Some(max)) => format!("at most {max}"),
        (Some(min), Some(max)) => format!("{min} to {max}"),
    }
}

/// Whether a call has a scalar.
pub(super) fn presence(of: &Presence) -> String {
    match of {
        Presence::Always => "in each call".to_owned(),
        Presence::Optional => "optional".to_owned(),
        Presence::Default(literal) => format!("{} by default", self::literal(literal)),
    }
}

/// By its number, which both sides fill in.
fn literal(of: &Literal) -> String {
    match of {
        Literal::Bool(value) => value.to_string(),
        Literal::Integer(value) => value.to_string(),
        Literal::Float(value) => value.to_string(),
        Literal::Value(value) => value.number.to_string(),
    }
}

/// So many of something.
pub(super) fn count(of: u64, one: &str) -> String {
    if of == 1 {
        format!("1 {one}")
    } else {
        format!("{of} {one}s")
    }
}

/// From so many to so many of something.
pub(super) fn counts(least: u64, most: u64, one: &str) -> String {
    if least == most {
        count(most, one)
    } else {
        format!("{least} to {}", count(most, one))
    }
}

/// A list of names, the first of them.
pub(super) fn some(names: &[String]) -> String {
    const MOST: usize = 4;
    let first = names.iter().take(MOST).cloned().collect::<Vec<_>>();
    match names.len().saturating_sub(MOST) {
        0 => first.join(", "),
        more => format!("{} and {more} more", first.join(", ")),
    }
}
