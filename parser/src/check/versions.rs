//! Structures of one of several sizes: a record that has grown, and bytes.

use crate::codes;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::interface::{Body, Field, Range, Shape, Type};
use crate::spec::{Number, TypeExpr};

use super::types::Types;

/// The shape; mistakes are reported.
pub(super) fn resolve(
    ty: Option<&TypeExpr>,
    sizes: &[Number],
    types: &Types<'_>,
    found: &mut Diagnostics,
) -> Option<Shape> {
    let record = match ty {
        None => None,
        Some(ty) => Some((ty, types.get(ty, found)?)),
    };
    let mut fine = rise(sizes, found);
    if let Some((written, ty)) = &record {
        fine &= versions_of(written, ty, sizes, types, found);
    }
    let numbers = sizes.iter().map(|size| size.value as u64);
    fine.then(|| Shape::Versions {
        ty: record.map(|(_, ty)| ty),
        sizes: numbers.collect(),
    })
}

/// Sizes are positive, fit, and rise.
fn rise(sizes: &[Number], found: &mut Diagnostics) -> bool {
    let mut fine = true;
    for size in sizes {
        if !(1..i128::from(u32::MAX)).contains(&size.value) {
            let message = format!("{} is not a size", size.value);
            found.push(Diagnostic::new(&codes::VERSIONS, size.span, message));
            fine = false;
        }
    }
    for pair in sizes.windows(2) {
        if pair[0].value >= pair[1].value {
            let message = format!("{} behind {}", pair[1].value, pair[0].value);
            let mistake = Diagnostic::new(&codes::VERSIONS, pair[1].span, message);
            found.push(mistake.label(pair[0].span, "not smaller"));
            fine = false;
        }
    }
    fine
}

/// Each size is a prefix of the record, and what a prefix lacks may be zero.
fn versions_of(
    written: &TypeExpr,
    ty: &Type,
    sizes: &[Number],
    types: &Types<'_>,
    found: &mut Diagnostics,
) -> bool {
    let fields = match ty {
        Type::Named(id) => match &types.def(*id).body {
            Body::Record { fields, .. } => Some((fields, types.def(*id))),
            _ => None,
        },
        _ => None,
    };
    let Some((fields, def)) = fields else {
        let message = "versions of what is no record";
        let mistake = Diagnostic::new(&codes::VERSIONS, written.span(), message);
        found.push(mistake.note("a record grows by fields at its end; anything else has one size"));
        return false;
    };
    let size = i128::from(def.layout.size);
    let ends: Vec<_> = fields
        .iter()
        .skip(1)
        .map(|field| i128::from(field.offset))
        .chain([size])
        .collect();
    let mut fine = true;
    for number in sizes.iter().filter(|number| !ends.contains(&number.value)) {
        let message = format!("no field of `{}` ends at byte {}", def.name, number.value);
        let nearest = ends.iter().min_by_key(|end| end.abs_diff(number.value));
        let mut mistake = Diagnostic::new(&codes::VERSIONS, number.span, message);
        mistake = mistake.label(written.span(), format!("has {size} bytes"));
        if let Some(nearest) = nearest {
            mistake = mistake.edit("the nearest end", number.span, nearest.to_string());
        }
        found.push(mistake);
        fine = false;
    }
    let largest = sizes.iter().max_by_key(|number| number.value);
    if let Some(largest) = largest.filter(|largest| fine && largest.value != size) {
        let message = format!("no size for the whole of `{}`", def.name);
        found.push(
            Diagnostic::new(&codes::VERSIONS, largest.span, message)
                .here("the largest")
                .label(written.span(), format!("has {size} bytes")),
        );
        fine = false;
    }
    let Some(smallest) = sizes.iter().min_by_key(|number| number.value) else {
        return fine;
    };
    let mut missing = fields
        .iter()
        .filter(|field| i128::from(field.offset) >= smallest.value);
    if let Some(field) = missing.find(|field| !field_may_be_zero(field, types)) {
        let message = format!("`{}.{}` can't be zero", def.name, field.name);
        found.push(
            Diagnostic::new(&codes::VERSION_ZERO, smallest.span, message)
                .here("lacks the field")
                .label(written.span(), "the record")
                .note("let its range or its enum have 0, or leave out the size"),
        );
        fine = false;
    }
    fine
}

fn field_may_be_zero(field: &Field, types: &Types<'_>) -> bool {
    let Range { min, max, one_of } = &field.range;
    (one_of.is_empty() || one_of.contains(&0))
        && min.is_none_or(|min| min <= 0)
        && max.is_none_or(|max| max >= 0)
        && may_be_zero(&field.ty, types)
}

/// Whether bytes of zero are a value of the type.
fn may_be_zero(ty: &Type, types: &Types<'_>) -> bool {
    let id = match ty {
        Type::Prim(_) => return true,
        Type::Array(element, _) => return may_be_zero(element, types),
        Type::Named(id) => *id,
    };
    match &types.def(id).body {
        Body::Record { fields, .. } => fields.iter().all(|field| field_may_be_zero(field, types)),
        Body::Enum { values, .. } => values.iter().any(|value| value.number == 0),
        Body::Flags { .. } => true,
        Body::Union(union) => union.variants.iter().any(|variant| {
            variant.value == 0 && variant.ty.as_ref().is_none_or(|ty| may_be_zero(ty, types))
        }),
    }
}
