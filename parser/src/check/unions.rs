//! Unions: an enum says which variant the bytes are, and none of them are hidden padding.

use crate::codes;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::interface::{Body, Layout, Type, TypeId, Union, Value, Variant};
use crate::naming;
use crate::spec::{self, TypeDef, TypeExpr};

use super::types::{MAX_SIZE, Types, count, not_empty};

/// A variant with its type and that type's layout.
type Resolved<'s> = (&'s spec::Variant, Type, Layout);

/// Layout and contents of a union; mistakes are reported.
pub(super) fn resolve(
    types: &Types<'_>,
    def: &TypeDef,
    tag: &TypeExpr,
    variants: &[spec::Variant],
    packed: bool,
    found: &mut Diagnostics,
) -> Option<(Layout, Body)> {
    not_empty(def, variants.len(), "variant", found)?;
    let resolved: Vec<_> = variants
        .iter()
        .map(|variant| {
            let ty = types.get(&variant.ty, found)?;
            let layout = types.layout(&ty);
            Some((variant, ty, layout))
        })
        .collect();
    let kind = tag_of(types, tag, found);
    let resolved = resolved.into_iter().collect::<Option<Vec<_>>>()?;
    let (kind, values) = kind?;
    names(types, kind, values, tag, variants, found);
    let number = types.def(kind).layout;
    let (layout, offset) = lay_out(def, tag, number, &resolved, packed, found);
    if layout.size > MAX_SIZE {
        let message = format!("`{}` has {} bytes", def.name.value, layout.size);
        let mistake = Diagnostic::new(&codes::ARRAY_LENGTH, def.name.span, message);
        found.push(mistake);
        return None;
    }
    let of_value = |value: &Value| {
        let own = resolved.iter().find(|(of, ..)| of.name.value == value.name);
        Variant {
            name: value.name.clone(),
            value: value.number,
            doc: own.map_or_else(|| value.doc.clone(), |(of, ..)| doc(of, value)),
            ty: own.map(|(_, ty, _)| ty.clone()),
        }
    };
    let union = Union {
        tag: kind,
        offset,
        variants: values.iter().map(of_value).collect(),
        packed,
    };
    Some((layout, Body::Union(union)))
}

/// The variant's own documentation, or that of its value.
fn doc(variant: &spec::Variant, value: &Value) -> spec::Doc {
    let own = Some(&variant.doc).filter(|doc| !doc.is_empty());
    own.unwrap_or(&value.doc).clone()
}

/// The enum that a union's tag is.
fn tag_of<'t>(
    types: &'t Types<'_>,
    tag: &TypeExpr,
    found: &mut Diagnostics,
) -> Option<(TypeId, &'t [Value])> {
    let ty = types.get(tag, found)?;
    if let Type::Named(id) = ty
        && let Body::Enum { values, .. } = &types.def(id).body
    {
        return Some((id, values));
    }
    let message = "the tag of a union that is not an enum";
    found.push(
        Diagnostic::new(&codes::UNION_TAG, tag.span(), message)
            .note("declare an enum under types, with a value for each variant"),
    );
    None
}

/// Each variant is a value of the tag.
fn names(
    types: &Types<'_>,
    kind: TypeId,
    values: &[Value],
    tag: &TypeExpr,
    variants: &[spec::Variant],
    found: &mut Diagnostics,
) {
    let owner = &types.def(kind).name;
    for spec::Variant { name, .. } in variants {
        if values.iter().any(|value| value.name == name.value) {
            continue;
        }
        let message = format!("`{owner}` has no value `{}`", name.value);
        let mut mistake = Diagnostic::new(&codes::UNION_VARIANT, name.span, message);
        mistake = mistake.label(tag.span(), "the tag");
        let known = values.iter().map(|value| value.name.as_str());
        if let Some(close) = crate::similar::closest(&name.value, known) {
            mistake = mistake.edit("a value with a similar name", name.span, close);
        }
        found.push(mistake);
    }
    let taken = values
        .iter()
        .find(|value| naming::rust_variant(&value.name) == "Self");
    if let Some(value) = taken {
        let message = format!("`{}` becomes `Self`, which is taken by Rust", value.name);
        let mistake = Diagnostic::new(&codes::RESERVED_NAME, tag.span(), message);
        found.push(mistake.here(format!("`{owner}` has the value")));
    }
}

/// The layout of all, and where the variants lie.
fn lay_out(
    def: &TypeDef,
    tag: &TypeExpr,
    number: Layout,
    variants: &[Resolved<'_>],
    packed: bool,
    found: &mut Diagnostics,
) -> (Layout, u64) {
    let largest = variants.iter().max_by_key(|(.., layout)| layout.size);
    let strictest = variants.iter().max_by_key(|(.., layout)| layout.align);
    let data = Layout {
        size: largest.map_or(0, |(.., layout)| layout.size),
        align: strictest.map_or(1, |(.., layout)| layout.align),
    };
    if packed {
        let size = number.size + data.size;
        return (Layout { size, align: 1 }, number.size);
    }
    let offset = number.size.next_multiple_of(data.align);
    if let (Some((strictest, ..)), true) = (strictest, offset > number.size) {
        let message = format!(
            "{} of hidden padding between the tag and the variants of `{}`",
            count(offset - number.size),
            def.name.value
        );
        found.push(
            Diagnostic::new(&codes::PADDING, tag.span(), message)
                .here(format!("has {}", count(number.size)))
                .label(
                    strictest.ty.span(),
                    format!("begins at a multiple of {}", data.align),
                )
                .note(format!(
                    "let a u{} carry the enum, or make the union packed",
                    data.align * 8
                )),
        );
    }
    let align = data.align.max(number.align);
    let end = offset + data.size;
    let size = end.next_multiple_of(align);
    if let (Some((largest, ..)), true) = (largest, size > end) {
        let missing = size - end;
        let message = format!(
            "{} of hidden padding at the end of `{}`",
            count(missing),
            def.name.value
        );
        found.push(
            Diagnostic::new(&codes::PADDING, def.name.span, message)
                .here(format!("its size is a multiple of {align}"))
                .label(largest.ty.span(), "the largest variant")
                .note(format!(
                    "make the largest variant larger by a field of type [u8; {missing}], or the \
                     union packed"
                )),
        );
    }
    (Layout { size, align }, offset)
}
