//! What belongs to a method's selector: what is checked before the handler, whose handler that is,
//! and whether the selector is frozen or retired.

use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::span::{Span, Spanned};
use crate::spec::AtLeast;
use crate::text;

use super::reader::{Map, Reader};
use super::tree::Kind;

impl Reader<'_> {
    /// `check: none`, or `check: { out: at-least }`.
    pub(crate) fn checks(&mut self, map: &Map<'_>) -> (Option<Span>, AtLeast) {
        let Some(node) = map.get("check") else {
            return (None, AtLeast::default());
        };
        if !matches!(node.kind, Kind::Map(_)) {
            let unchecked = self.word(node, &[("none", ())]);
            return (unchecked.map(|word| word.span), AtLeast::default());
        }
        let Some(map) = self.map(node, "`check`", &["out", "struct_out"], &[]) else {
            return (None, AtLeast::default());
        };
        let mut at_least = |key| {
            let word = self.word(map.get(key)?, &[("at-least", ())])?;
            Some(word.span)
        };
        let (out, struct_out) = (at_least("out"), at_least("struct_out"));
        (None, AtLeast { out, struct_out })
    }

    /// `retired: true`, or what to say about it.
    pub(crate) fn retired(&mut self, map: &Map<'_>) -> Option<Spanned<Option<String>>> {
        let node = map.get("retired")?;
        let reason = match self.scalar(node, "`true`, or a reason")? {
            "true" => None,
            "false" => return None,
            reason => Some(reason.split_whitespace().collect::<Vec<_>>().join(" ")),
        };
        Some(Spanned::new(reason, node.span))
    }

    /// `frozen: 0x3f9a2c1d`, or `true`, to be told the digest.
    pub(crate) fn frozen(&mut self, map: &Map<'_>) -> Option<Spanned<Option<i128>>> {
        let node = map.get("frozen")?;
        let digest = match self.scalar(node, "a digest, or `true` to be told it")? {
            "true" => None,
            text => {
                let number = text::number(text);
                if number.is_none() {
                    let message = format!("`{text}` is not a digest");
                    self.found
                        .push(Diagnostic::new(&codes::BAD_NUMBER, node.span, message));
                }
                Some(number?)
            }
        };
        Some(Spanned::new(digest, node.span))
    }
}
