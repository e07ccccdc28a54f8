//! Frozen methods: what goes over the wire stays what it was.

use crate::codes;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::digest::Digests;
use crate::interface::Method;
use crate::span::Spanned;

/// Compares a method with the digest that it is frozen by, if it is.
pub(super) fn check(
    method: &Method,
    frozen: Option<&Spanned<Option<i128>>>,
    digests: &Digests,
    found: &mut Diagnostics,
) {
    let Some(frozen) = frozen else {
        return;
    };
    let digest = digests.method(method);
    if frozen.value == Some(digest.into()) {
        return;
    }
    let (message, note) = match frozen.value {
        Some(_) => (
            format!("`{}` is frozen, but has changed", method.name),
            "leave it as it was, and give what is new a selector of its own",
        ),
        None => (
            format!("`{}` is frozen without a digest", method.name),
            "the digest says what goes over the wire: the selector, types, ranges and layouts",
        ),
    };
    let mistake = Diagnostic::new(&codes::FROZEN, frozen.span, message).note(note);
    let edit = "the digest of what it is now";
    found.push(mistake.edit(edit, frozen.span, format!("{digest:#010x}")));
}
