//! `check: { out: at-least }`: more room than is needed.

use crate::codes;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::spec::{Method, Shape};

/// What comes out with `at-least` must be of a fixed size, or there is nothing to be at least.
pub(super) fn check(method: &Method, found: &mut Diagnostics) {
    let has_fixed = method
        .struct_out
        .as_ref()
        .is_some_and(|of| matches!(of.shape, Shape::Fixed(_)));
    let checks = [
        (
            method.at_least.out,
            method.scalars_out.is_empty(),
            "scalars out",
        ),
        (
            method.at_least.struct_out,
            !has_fixed,
            "structure out of a fixed size",
        ),
    ];
    for (span, lacking, what) in checks {
        if let (Some(span), true) = (span, lacking) {
            let message = format!("`{}` has no {what}", method.name.value);
            found.push(Diagnostic::new(&codes::AT_LEAST, span, message));
        }
    }
}
