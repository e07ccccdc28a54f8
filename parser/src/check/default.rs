//! Defaults of scalars: values that the scalar itself would accept.

use crate::codes;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::interface::{Body, Literal, Prim, Range, Type, Value};
use crate::span::Spanned;
use crate::spec::Field;
use crate::text;

use super::types::Types;

/// The value that `default` spells.
pub(super) fn value(
    field: &Field,
    default: &Spanned<String>,
    ty: &Type,
    range: &Range,
    types: &Types<'_>,
    found: &mut Diagnostics,
) -> Option<Literal> {
    let text = default.value.as_str();
    let spelled = match ty {
        Type::Prim(Prim::Bool) => text.parse().ok().map(Literal::Bool),
        Type::Prim(Prim::F32 | Prim::F64) => float(text, ty).map(Literal::Float),
        Type::Prim(prim) => integer(text, *prim).map(Literal::Integer),
        Type::Named(id) => match &types.def(*id).body {
            Body::Enum { values, .. } => of_enum(text, values),
            Body::Flags { bits, .. } => of_flags(text, bits),
            Body::Record { .. } | Body::Union(_) => None,
        },
        Type::Array(..) => None,
    };
    let Some(literal) = spelled else {
        let message = format!("`{text}` is not a value of `{}`", field.name.value);
        let mistake = Diagnostic::new(&codes::DEFAULT, default.span, message);
        found.push(mistake.label(field.ty.span(), "its type"));
        return None;
    };
    if let Literal::Integer(number) = literal
        && !accepts(range, number)
    {
        let message = format!("`{}` does not accept its default", field.name.value);
        let mut mistake = Diagnostic::new(&codes::DEFAULT, default.span, message);
        let bounds = [&field.min, &field.max].into_iter().flatten();
        let choices = field.one_of.iter().map(|choices| choices.span);
        for span in bounds.map(|bound| bound.span).chain(choices) {
            mistake = mistake.label(span, "what it accepts");
        }
        found.push(mistake);
        return None;
    }
    Some(literal)
}

fn accepts(range: &Range, number: i128) -> bool {
    range.min.is_none_or(|min| number >= min)
        && range.max.is_none_or(|max| number <= max)
        && (range.one_of.is_empty() || range.one_of.contains(&number))
}

fn integer(text: &str, prim: Prim) -> Option<i128> {
    let (lowest, highest) = prim.range()?;
    text::number(text).filter(|number| (lowest..=highest).contains(number))
}

/// A finite number that the type holds.
fn float(text: &str, ty: &Type) -> Option<f64> {
    let decimal = text.starts_with(|first: char| first.is_ascii_digit() || first == '-');
    let value: f64 = text.parse().ok().filter(|_| decimal)?;
    let fits = match ty {
        Type::Prim(Prim::F32) => (value as f32).is_finite(),
        _ => value.is_finite(),
    };
    fits.then_some(value)
}

/// The name of a value, or its number.
fn of_enum(text: &str, values: &[Value]) -> Option<Literal> {
    let number = text::number(text);
    let named = values
        .iter()
        .find(|value| value.name == text || Some(value.number) == number);
    named.map(|value| Literal::Value(value.clone()))
}

/// The name of a bit, or a number whose bits all have names.
fn of_flags(text: &str, bits: &[Value]) -> Option<Literal> {
    if let Some(bit) = bits.iter().find(|bit| bit.name == text) {
        return Some(Literal::Integer(1 << bit.number));
    }
    let all = bits.iter().fold(0_i128, |all, bit| all | 1 << bit.number);
    let number = text::number(text).filter(|number| *number >= 0 && number & !all == 0);
    number.map(Literal::Integer)
}
