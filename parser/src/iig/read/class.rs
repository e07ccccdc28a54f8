//! Classes, up to their members.

use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::span::{Span, Spanned};

use super::super::ast::{Attribute, Class};
use super::super::declarations::Declaration;
use super::super::documentation;
use super::super::grammar::{Pair, Rule};
use super::Reader;
use super::attributes::CLASS_WORDS;

impl Reader<'_> {
    pub(super) fn class(&mut self, item: Pair<'_>) {
        self.refused = false;
        let span = self.span(&item);
        let documentation = documentation::before(self.text, self.comments, span.range());
        let mut class = Class {
            span,
            source: Span::new(self.source, documentation.source),
            implementation: documentation.implementation,
            name: Spanned::new(String::new(), span),
            attributes: Vec::new(),
            superclass: None,
            nested: Vec::new(),
            methods: Vec::new(),
        };
        for part in item.into_inner() {
            match part.as_rule() {
                Rule::class_name => class.name = self.spanned(&part),
                Rule::class_attribute => class.attributes.extend(self.class_attribute(part)),
                Rule::bases => class.superclass = self.superclass(part),
                Rule::nested => {
                    class.nested.push(self.span(&part));
                    self.items(part.into_inner().collect());
                }
                Rule::method => class.methods.extend(self.method(part)),
                Rule::missing_semicolon => self.missing(&part),
                _ => self.bad_member(&part, &class.name.value),
            }
        }
        self.declarations.add(
            &class.name.value,
            Declaration::Class {
                serializable: false,
            },
        );
        self.classes.push(class);
    }

    pub(super) fn missing(&mut self, after: &Pair<'_>) {
        // The empty pair stands after the space that follows; the mistake is before it.
        let end = self.text[..after.as_span().start()].len();
        let end = self.before_space(end);
        let span = Span::new(self.source, end.saturating_sub(1)..end);
        let insert = Span::new(self.source, end..end);
        self.diagnostics.push(
            Diagnostic::new(&codes::IIG_SEMICOLON, span, "a `;` is missing after this")
                .edit("write it", insert, ";"),
        );
    }

    /// Where the code before `end` ends, comments and spaces left out.
    fn before_space(&self, end: usize) -> usize {
        let mut end = end;
        loop {
            end = self.text[..end].trim_end().len();
            let last = self.comments.partition_point(|comment| comment.end < end);
            match self.comments.get(last) {
                Some(comment) if comment.end == end && comment.start < end => end = comment.start,
                _ => return end,
            }
        }
    }

    fn superclass(&mut self, bases: Pair<'_>) -> Option<Spanned<String>> {
        let mut bases = bases.into_inner();
        let first = bases.next()?;
        if let Some(second) = bases.next() {
            let message = "a class of an .iig has one superclass";
            self.report(&codes::IIG_INHERITANCE, &second, message);
        }
        let mut name = None;
        let mut access = "private";
        for part in first.clone().into_inner() {
            match part.as_rule() {
                Rule::access => access = part.as_str(),
                Rule::kw_virtual => {
                    let message = "a class of an .iig doesn't derive virtually";
                    self.report(&codes::IIG_INHERITANCE, &part, message);
                }
                Rule::template_arguments => {
                    self.report(
                        &codes::IIG_TEMPLATE,
                        &part,
                        "a template can't be a superclass",
                    );
                }
                Rule::qualified => name = Some(self.spanned(&part)),
                _ => {}
            }
        }
        if access != "public" {
            let message = format!("this derives {access}ly; iig's classes derive publicly");
            self.report(&codes::IIG_INHERITANCE, &first, message);
        }
        name
    }

    fn class_attribute(&mut self, part: Pair<'_>) -> Option<Spanned<Attribute>> {
        let span = self.span(&part);
        let argument = part
            .clone()
            .into_inner()
            .find(|inner| inner.as_rule() == Rule::group);
        let word = part.into_inner().next()?;
        self.attribute(span, &word, argument, CLASS_WORDS)
    }
}
