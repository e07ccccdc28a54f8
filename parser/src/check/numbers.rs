//! Constants, and numbers that must fit.

use crate::codes;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::interface::{Constant, Prim};
use crate::spec::{Number, Spec, TypeExpr};

/// Reports a number that doesn't fit its type, and where the type was written.
pub(super) fn fits(number: &Number, prim: Prim, ty: Option<&TypeExpr>, found: &mut Diagnostics) {
    let Some((min, max)) = prim.range() else {
        return;
    };
    if (min..=max).contains(&number.value) {
        return;
    }
    let message = format!("{} does not fit {}", number.value, prim.name());
    let mut mistake = Diagnostic::new(&codes::VALUE_RANGE, number.span, message);
    mistake = match ty {
        Some(ty) => mistake.label(ty.span(), format!("holds {min} to {max}")),
        None => mistake.here(format!("at most {max}")),
    };
    found.push(mistake);
}

/// The version, a u32.
pub(super) fn version(spec: &Spec, found: &mut Diagnostics) -> Option<u32> {
    let version = spec.version.as_ref()?;
    fits(version, Prim::U32, None, found);
    u32::try_from(version.value).ok()
}

/// Constants are integers that fit their types.
pub(super) fn constants(spec: &Spec, found: &mut Diagnostics) -> Vec<Constant> {
    let constants = spec.constants.iter().filter_map(|constant| {
        let prim = integer(&constant.ty, found)?;
        fits(&constant.value, prim, Some(&constant.ty), found);
        Some(Constant {
            name: constant.name.value.clone(),
            doc: constant.doc.clone(),
            prim,
            value: constant.value.value,
        })
    });
    constants.collect()
}

/// The integer that a type expression names; anything else is reported.
pub(super) fn integer(ty: &TypeExpr, found: &mut Diagnostics) -> Option<Prim> {
    if let TypeExpr::Named(name) = ty
        && let Some(prim) = Prim::named(&name.value).filter(|prim| prim.range().is_some())
    {
        return Some(prim);
    }
    let message = "an integer type is needed here";
    found.push(
        Diagnostic::new(&codes::BAD_REPR, ty.span(), message)
            .here("one of u8, u16, u32, u64, i8, i16, i32, i64"),
    );
    None
}
