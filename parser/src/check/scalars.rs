//! Scalars: how the words of a call carry them, and which of them a call may not have.

use crate::codes;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::interface::{Body, Carrier, Presence, Scalar, Type};
use crate::span::Span;
use crate::spec::{self, Field};

use super::default;
use super::types::Types;

/// `io_scalar_inband64_t`, xnu osfmk/device/device_types.h.
const MAX_SCALARS: u64 = 16;

/// The scalars that go in.
pub(super) fn inputs(
    method: &spec::Method,
    types: &Types<'_>,
    found: &mut Diagnostics,
) -> Option<Vec<Scalar>> {
    order(&method.scalars_in, found);
    let scalars = resolve(&method.scalars_in, types, found)?;
    fit(method, &scalars, &method.scalars_in, "in", found);
    Some(scalars)
}

/// The scalars that come out: each answer has all of them.
pub(super) fn outputs(
    method: &spec::Method,
    types: &Types<'_>,
    found: &mut Diagnostics,
) -> Option<Vec<Scalar>> {
    let scalars = answered(&method.scalars_out, types, found)?;
    fit(method, &scalars, &method.scalars_out, "out", found);
    Some(scalars)
}

/// Scalars that the driver sends: each answer has all of them.
pub(super) fn answered(
    fields: &[Field],
    types: &Types<'_>,
    found: &mut Diagnostics,
) -> Option<Vec<Scalar>> {
    for field in fields {
        if let Some((word, span)) = varies(field) {
            let message = format!("`{}` comes out, and has {word}", field.name.value);
            let mistake = Diagnostic::new(&codes::SCALAR_PRESENCE, span, message);
            found.push(mistake.note("each answer has all scalars that come out"));
        }
    }
    resolve(fields, types, found)
}

/// What makes the number of a field's words vary, and where it stands.
fn varies(field: &Field) -> Option<(&'static str, Span)> {
    let passing = &field.passing;
    let default = passing.default.as_ref().map(|of| ("a default", of.span));
    let optional = passing.optional.map(|span| ("`optional`", span));
    let count = passing.count.as_ref().map(|of| ("a count", of.span));
    default.or(optional).or(count)
}

/// The number of words says which scalars there are: those that may be absent come last, and
/// nothing else varies beside a count.
fn order(fields: &[Field], found: &mut Diagnostics) {
    let mut before: Option<(&Field, &'static str, Span)> = None;
    for field in fields {
        let own = varies(field);
        let counted = field.passing.count.is_some();
        if let Some((other, word, span)) = before
            && (own.is_none() || counted || other.passing.count.is_some())
        {
            let message = format!(
                "`{}` stands behind `{}`",
                field.name.value, other.name.value
            );
            let mistake = Diagnostic::new(&codes::SCALAR_ORDER, field.name.span, message)
                .label(span, format!("`{}` has {word}", other.name.value))
                .note("the number of words alone says which scalars a call has");
            found.push(mistake);
        }
        if let Some((word, span)) = own {
            before = Some((field, word, span));
        }
    }
}

fn resolve(fields: &[Field], types: &Types<'_>, found: &mut Diagnostics) -> Option<Vec<Scalar>> {
    let resolved: Vec<_> = fields
        .iter()
        .map(|field| scalar(field, types, found))
        .collect();
    resolved.into_iter().collect()
}

/// A call carries at most 16 words each way.
fn fit(
    method: &spec::Method,
    scalars: &[Scalar],
    fields: &[Field],
    way: &str,
    found: &mut Diagnostics,
) {
    let mut words = 0_u64;
    for (scalar, field) in scalars.iter().zip(fields) {
        let fitted = words <= MAX_SCALARS;
        words = words.saturating_add(scalar.words());
        if fitted && words > MAX_SCALARS {
            let all = scalars
                .iter()
                .map(Scalar::words)
                .fold(0, u64::saturating_add);
            let message = format!("`{}` has {all} scalars {way}", method.name.value);
            found.push(
                Diagnostic::new(&codes::TOO_MANY_SCALARS, field.name.span, message)
                    .here(format!("number {MAX_SCALARS} is the last that fits"))
                    .note("put them into a record and pass it as a structure"),
            );
        }
    }
}

fn scalar(field: &Field, types: &Types<'_>, found: &mut Diagnostics) -> Option<Scalar> {
    let (ty, range) = types.field(field, found)?;
    let carrier = carrier(field, &ty, types, found)?;
    Some(Scalar {
        name: field.name.value.clone(),
        doc: field.doc.clone(),
        presence: presence(field, &ty, carrier, &range, types, found)?,
        ty,
        range,
        carrier,
    })
}

fn carrier(
    field: &Field,
    ty: &Type,
    types: &Types<'_>,
    found: &mut Diagnostics,
) -> Option<Carrier> {
    let body = match ty {
        Type::Named(id) => Some(&types.def(*id).body),
        _ => None,
    };
    let whole = body.filter(|body| !body.is_integer());
    let passing = &field.passing;
    if let Some(spread) = passing.spread {
        let Some(Body::Record { fields, .. }) = body else {
            let message = format!("`{}` is spread, but is not a record", field.name.value);
            let mistake = Diagnostic::new(&codes::SPREAD, spread, message);
            found.push(mistake.label(field.ty.span(), "its type"));
            return None;
        };
        return spread_fields(field, spread, fields, types, found);
    }
    let carrier = match (ty, whole) {
        (Type::Prim(_), _) => Some(Carrier::Word),
        (Type::Named(_), None) => Some(Carrier::Word),
        (Type::Named(_), Some(_)) if types.layout(ty).size <= 8 => Some(Carrier::Packed),
        (Type::Array(element, length), _) if matches!(**element, Type::Prim(_)) => {
            Some(Carrier::Elements(*length))
        }
        _ => None,
    };
    let Some(carrier) = carrier else {
        let message = format!("`{}` is not a scalar", field.name.value);
        let mistake = Diagnostic::new(&codes::SCALAR_TYPE, field.ty.span(), message);
        found.push(match whole {
            Some(_) => mistake
                .here(format!("{} bytes, and a word has 8", types.layout(ty).size))
                .note("pass it as a structure, or a record with `spread: true` as its fields"),
            None => mistake.note("pass it as a structure: struct_in or struct_out"),
        });
        return None;
    };
    match &passing.count {
        Some(count) => counted(field, count, carrier, found),
        None => Some(carrier),
    }
}

/// Numbers, and arrays of them, each in a word.
fn spread_fields(
    field: &Field,
    spread: Span,
    fields: &[crate::interface::Field],
    types: &Types<'_>,
    found: &mut Diagnostics,
) -> Option<Carrier> {
    let is_number = |ty: &Type| match ty {
        Type::Prim(_) => true,
        Type::Named(id) => types.def(*id).body.is_integer(),
        Type::Array(..) => false,
    };
    let mut words = 0_u64;
    for inner in fields {
        let (element, count) = match &inner.ty {
            Type::Array(element, length) => (&**element, *length),
            ty => (ty, 1),
        };
        if !is_number(element) {
            let message = format!(
                "`{}` is spread, but its field `{}` is not a number",
                field.name.value, inner.name
            );
            let mistake = Diagnostic::new(&codes::SPREAD, spread, message);
            found.push(mistake.label(field.ty.span(), "the record"));
            return None;
        }
        words = words.saturating_add(count);
    }
    if let Some(count) = &field.passing.count {
        let message = format!("`{}` is spread, and has a count", field.name.value);
        let mistake = Diagnostic::new(&codes::SCALAR_COUNT, count.span, message);
        found.push(mistake.label(spread, "spread here"));
        return None;
    }
    Some(Carrier::Fields(words))
}

fn counted(
    field: &Field,
    count: &crate::span::Spanned<(i128, i128)>,
    carrier: Carrier,
    found: &mut Diagnostics,
) -> Option<Carrier> {
    let (min, max) = count.value;
    let mistake = |message: String| Diagnostic::new(&codes::SCALAR_COUNT, count.span, message);
    if carrier != Carrier::Word {
        let message = format!("`{}` has a count, but is not one number", field.name.value);
        found.push(mistake(message).label(field.ty.span(), "its type"));
        return None;
    }
    if min == max && max > 0 {
        let message = format!("`{}` always has {max} words", field.name.value);
        found.push(mistake(message).note("a fixed number of them is an array, [type; count]"));
        return None;
    }
    if min < 0 || max < min || max < 1 || max > i128::from(MAX_SCALARS) {
        let message = format!("`{}` has {min} to {max} words", field.name.value);
        found.push(mistake(message).note("a call carries at most 16"));
        return None;
    }
    Some(Carrier::Counted {
        min: min as u64,
        max: max as u64,
    })
}

fn presence(
    field: &Field,
    ty: &Type,
    carrier: Carrier,
    range: &crate::interface::Range,
    types: &Types<'_>,
    found: &mut Diagnostics,
) -> Option<Presence> {
    let passing = &field.passing;
    let own = [
        passing.default.as_ref().map(|of| ("a default", of.span)),
        passing.optional.map(|span| ("`optional`", span)),
        passing.count.as_ref().map(|of| ("a count", of.span)),
    ];
    let own: Vec<_> = own.into_iter().flatten().collect();
    if let [(first, at), (second, span), ..] = own.as_slice() {
        let message = format!("`{}` has both {first} and {second}", field.name.value);
        let mistake = Diagnostic::new(&codes::SCALAR_PRESENCE, *span, message)
            .label(*at, "the other one")
            .note("a default stands for a scalar that the call doesn't have; `optional` has none");
        found.push(mistake);
        return None;
    }
    if passing.optional.is_some() {
        return Some(Presence::Optional);
    }
    let Some(default) = &passing.default else {
        return Some(Presence::Always);
    };
    if carrier != Carrier::Word {
        let message = format!(
            "`{}` has a default, but is not one number",
            field.name.value
        );
        let mistake = Diagnostic::new(&codes::DEFAULT, default.span, message)
            .label(field.ty.span(), "its type")
            .note("with `optional: true` the handler gets null when the call doesn't have it");
        found.push(mistake);
        return None;
    }
    default::value(field, default, ty, range, types, found).map(Presence::Default)
}
