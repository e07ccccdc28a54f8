//! Slices and texts: what varies in length, and what a slice of scalars or of one of several sizes is.

use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::span::Span;
use crate::spec::{Number, Text, TypeExpr, Variable};

use super::attributes::Attributes;
use super::parameter::{By, Parameter, Written};
use super::reader::Reader;
use super::structure::{Part, PartKind};
use super::tokens::Tokens;

/// What may stand in front of a slice.
const SLICE: &[&str] = &["min", "max", "zero_copy", "sizes", "array", "count"];
/// What may stand in front of a text.
const TEXT: &[&str] = &["min", "max", "nul"];

impl Reader<'_> {
    /// A slice: `element` are the tokens between its brackets, `rest` those behind.
    pub(super) fn slice(
        &mut self,
        mut written: Written,
        element: Tokens,
        rest: Tokens,
    ) -> Option<Parameter> {
        let element = self.whole_type(element);
        self.nothing_behind(&codes::RUST_TYPE, "the type", &rest);
        if written.by == By::Value {
            let message = format!("`{}` is a slice, which goes by reference", written.called());
            self.found.push(
                Diagnostic::new(&codes::RUST_SIGNATURE, written.referenced, message)
                    .note("& for what goes in, &mut for what comes out")
                    .edit("a reference", written.reference, "&"),
            );
        }
        if written.attributes.has("count") {
            return self.counted_slice(written, element?);
        }
        let (way, name, span) = (written.way(), written.name.clone(), written.span);
        let kind = self.slice_kind(&mut written, element);
        self.refuse(&written.attributes, "a slice", SLICE);
        self.undocumented(&written);
        Some(way(Part {
            name,
            span,
            kind: kind?,
        }))
    }

    /// `#[count(1..=3)] values: &[u64]`.
    fn counted_slice(&mut self, written: Written, element: TypeExpr) -> Option<Parameter> {
        if written.by == By::Mutable {
            let message = format!("`{}` comes out, and has a count", written.called());
            let mistake = Diagnostic::new(&codes::RUST_COUNT, written.reference, message);
            self.found
                .push(mistake.note("each answer has all scalars that come out: return an array"));
            return None;
        }
        let name = self.scalar_name(&written)?;
        let field = self.counted(name, written.attributes, element);
        Some(Parameter::Scalar(field))
    }

    fn slice_kind(&mut self, written: &mut Written, element: Option<TypeExpr>) -> Option<PartKind> {
        let span = written.span;
        let is_bytes = element.as_ref().is_none_or(is_byte);
        if written.attributes.has("sizes") {
            let sizes = self.numbers_of(&mut written.attributes, "sizes");
            self.bytes_only(written, "sizes", element.as_ref());
            return Some(PartKind::Sized(None, sizes?.0));
        }
        let zero_copy = self.bare(&mut written.attributes, "zero_copy").is_some();
        let array = self.bare(&mut written.attributes, "array").is_some();
        let what = if is_bytes { "bytes" } else { "elements" };
        let called = written.called().to_owned();
        let (min, max) = self.limits(&mut written.attributes, &called, span, what);
        if zero_copy {
            self.bytes_only(written, "zero_copy", element.as_ref());
        }
        let element = element?;
        let variable = Variable {
            element: Some(element).filter(|element| array || !is_byte(element)),
            text: None,
            min,
            max,
            span,
        };
        Some(match zero_copy {
            true => PartKind::ZeroCopy(variable),
            false => PartKind::Variable(variable),
        })
    }

    /// Reports elements where only bytes can stand.
    fn bytes_only(&mut self, written: &Written, word: &str, element: Option<&TypeExpr>) {
        let Some(element) = element.filter(|element| !is_byte(element)) else {
            return;
        };
        let message = format!(
            "`{}` has #[{word}], but is no slice of bytes",
            written.called()
        );
        let mistake = Diagnostic::new(&codes::RUST_STRUCTURE, element.span(), message);
        self.found.push(mistake.edit("bytes", element.span(), "u8"));
    }

    /// `#[max(255)] #[nul] name: &str`.
    pub(super) fn text_parameter(
        &mut self,
        mut written: Written,
        mut tokens: Tokens,
    ) -> Option<Parameter> {
        let is_owned = tokens.is_word(0, "String");
        tokens.next();
        self.nothing_behind(&codes::RUST_TYPE, "the type", &tokens);
        let called = written.called().to_owned();
        let at = written.referenced;
        let mistake = |message: String| Diagnostic::new(&codes::RUST_TEXT, at, message);
        match (written.by, is_owned) {
            (By::Reference, false) => {}
            (By::Mutable, _) => {
                let message = format!("`{called}` is a text that comes out");
                let note = format!("return it: -> String, with #[out(#[max(64)] {called})]");
                self.found.push(mistake(message).note(note));
                return None;
            }
            (By::Reference, true) => {
                let message = format!("`{called}` is a text that goes in");
                self.found.push(mistake(message).edit("a str", at, "str"));
            }
            (By::Value, _) => {
                let message = format!("`{called}` is a text that goes in");
                self.found.push(mistake(message).edit("a str", at, "&str"));
            }
        }
        let variable = self.varying_text(&mut written.attributes, &called, written.span);
        self.refuse(&written.attributes, "a text", TEXT);
        self.undocumented(&written);
        Some(Parameter::In(Part {
            name: written.name,
            span: written.span,
            kind: PartKind::Variable(variable),
        }))
    }

    /// Takes what a text has in front of it.
    pub(super) fn varying_text(
        &mut self,
        attributes: &mut Attributes,
        called: &str,
        span: Span,
    ) -> Variable {
        let nul = self.bare(attributes, "nul").is_some();
        let (min, max) = self.limits(attributes, called, span, "bytes of UTF-8");
        Variable {
            element: None,
            text: Some(Text { nul }),
            min,
            max,
            span,
        }
    }

    /// Takes the smallest and the largest length of what varies, and reports that there is no largest.
    fn limits(
        &mut self,
        attributes: &mut Attributes,
        called: &str,
        span: Span,
        what: &str,
    ) -> (Option<Number>, Option<Number>) {
        let has_max = attributes.has("max");
        let min = self.number_of(attributes, "min");
        let max = self.number_of(attributes, "max");
        if !has_max {
            let message = format!("`{called}` has no maximum");
            let note = format!("write #[max(4096)] in front of it: the largest number of {what}");
            self.found
                .push(Diagnostic::new(&codes::NO_MAXIMUM, span, message).note(note));
        }
        if max.is_none() {
            // Reported, and so no mistake once more: as if it were one.
            return (None, Some(crate::span::Spanned::new(1, span)));
        }
        (min, max)
    }
}

fn is_byte(ty: &TypeExpr) -> bool {
    matches!(ty, TypeExpr::Named(name) if name.value == "u8")
}
