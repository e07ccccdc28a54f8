//! What is said to who has written something else than the language has.

use crate::codes;
use crate::diagnostic::Diagnostic;

use super::tree::{Kind, Node};

/// What a key that must be there says, where its name doesn't.
pub(super) fn what_it_says(key: &str) -> Option<&'static str> {
    Some(match key {
        "access" => "say what a client may do: read-only or read-write",
        "backing" => "say where it comes from: buffer, usb-buffer, pci-bar or handler",
        "bits" => "say the names and the numbers of the bits: `bits: { last: 0, urgent: 3 }`",
        "selector" => "say the number by which it is called: `selector: 1`",
        "values" => {
            "say the names and their numbers, and the integer that carries them: `enum: u32`, \
             `values: { in: 0, out: 1 }`"
        }
        _ => return None,
    })
}

/// The unit of 1,024 that is meant.
pub(super) fn unit(written: &str) -> Option<&'static str> {
    match written.trim_start().to_ascii_lowercase().as_str() {
        "k" | "kb" | "ki" => Some("KiB"),
        "m" | "mb" | "mi" => Some("MiB"),
        "g" | "gb" | "gi" => Some("GiB"),
        _ => None,
    }
}

/// A value of another kind than its key takes.
pub(super) fn wrong_kind(node: &Node<'_>, expected: &str) -> Diagnostic {
    let found = match &node.kind {
        Kind::Plain(text) if text.is_empty() => "nothing".to_owned(),
        Kind::Text(text) if text.is_empty() => "an empty text".to_owned(),
        Kind::Plain(text) if text.len() <= 40 => format!("`{text}`"),
        Kind::Plain(_) | Kind::Text(_) => "a text".to_owned(),
        Kind::List(_) => "a list".to_owned(),
        Kind::Map(_) => "a map".to_owned(),
    };
    let message = format!("expected {expected}; found {found}");
    Diagnostic::new(&codes::WRONG_KIND, node.span, message)
}
