//! From the grammar's pairs to the syntax tree; reports what has a rule only to be reported.

mod attributes;
mod class;
mod method;

pub(super) use method::table_parameters;

use std::ops::Range;

use crate::codes::{self, Code};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::span::{SourceId, Span, Spanned};

use super::ast::Class;
use super::declarations::{Declaration, Declarations};
use super::grammar::{Pair, Rule};
use super::types::{plain_type, text_of};

/// What the items of a file say.
pub(super) struct Reader<'a> {
    pub(super) source: SourceId,
    /// The file as the user wrote it.
    pub(super) text: &'a str,
    pub(super) comments: &'a [Range<usize>],
    pub(super) declarations: Declarations,
    pub(super) classes: Vec<Class>,
    pub(super) diagnostics: Diagnostics,
    /// A word of the declaration that is read was refused: what follows is noise.
    pub(super) refused: bool,
}

impl Reader<'_> {
    /// Reads the items in order.
    pub(super) fn items(&mut self, items: Vec<Pair<'_>>) {
        for item in items {
            match item.as_rule() {
                Rule::class_definition => self.class(item),
                Rule::class_forward => self.forward(item),
                Rule::class_misspelt => self.misspelt(&item),
                Rule::class_broken => {
                    self.report(
                        &codes::IIG_SYNTAX,
                        &item,
                        "the head of this class is not understood",
                    );
                }
                Rule::alias => self.alias(item),
                Rule::enumeration => self.named(item, Rule::enum_name, Declaration::Enumeration),
                Rule::record => self.named(item, Rule::record_name, Declaration::Record),
                _ => {}
            }
        }
    }

    fn span(&self, pair: &Pair<'_>) -> Span {
        let text = pair.as_str();
        let start = pair.as_span().start();
        Span::new(self.source, start..start + text.trim_end().len())
    }

    fn spanned(&self, pair: &Pair<'_>) -> Spanned<String> {
        Spanned::new(pair.as_str().trim().to_owned(), self.span(pair))
    }

    /// The user's text of a pair, its literals included.
    fn written(&self, pair: &Pair<'_>) -> String {
        text_of(&self.text[self.span(pair).range()])
    }

    fn report(&mut self, code: &'static Code, pair: &Pair<'_>, message: impl Into<String>) {
        self.diagnostics
            .push(Diagnostic::new(code, self.span(pair), message));
    }

    fn forward(&mut self, item: Pair<'_>) {
        let mut serializable = false;
        for part in item.into_inner() {
            match part.as_rule() {
                Rule::class_attribute => {
                    serializable |= part.as_str().trim().ends_with("SERIALIZABLE");
                }
                Rule::class_name => {
                    self.declarations
                        .add(part.as_str(), Declaration::Class { serializable });
                }
                _ => {}
            }
        }
    }

    fn misspelt(&mut self, item: &Pair<'_>) {
        let mut words = item
            .clone()
            .into_inner()
            .filter(|part| part.as_rule() == Rule::identifier);
        let Some(first) = words.next() else { return };
        let span = self.span(&first);
        let diagnostic = if words.next().is_none() {
            Diagnostic::new(
                &codes::IIG_KEYWORD,
                span,
                "`class` is missing before this name",
            )
            .edit(
                "write it",
                Span {
                    end: span.start,
                    ..span
                },
                "class ",
            )
        } else {
            let message = format!("`{}` is no keyword", first.as_str());
            Diagnostic::new(&codes::IIG_KEYWORD, span, message).edit(
                "a class begins with `class`",
                span,
                "class",
            )
        };
        self.diagnostics.push(diagnostic);
    }

    fn named(&mut self, item: Pair<'_>, rule: Rule, declaration: Declaration) {
        if let Some(name) = item.into_inner().find(|part| part.as_rule() == rule) {
            self.declarations.add(name.as_str(), declaration);
        }
    }

    fn alias(&mut self, item: Pair<'_>) {
        let Some(alias) = item
            .into_inner()
            .find(|part| part.as_rule() != Rule::kw_typedef)
        else {
            return;
        };
        let rule = alias.as_rule();
        let mut name = None;
        let mut ty = None;
        let mut bounds = Vec::new();
        let mut mark = None;
        let mut pointer = false;
        let mut is_enum = false;
        for part in alias.into_inner() {
            match part.as_rule() {
                Rule::alias_name => name = Some(part.as_str().to_owned()),
                Rule::type_text => ty = Some(plain_type(part)),
                Rule::array => bounds.push(self.bound(part).value),
                Rule::function_mark => mark = Some(part.as_str().to_owned()),
                Rule::alias_pointer => pointer = true,
                Rule::kw_enum => is_enum = true,
                _ => {}
            }
        }
        let Some(name) = name else { return };
        let declaration = match (rule, mark.as_deref()) {
            (Rule::alias_function, Some("^")) => Declaration::Block,
            (Rule::alias_function, _) => Declaration::Function,
            (Rule::alias_plain, _) => match ty {
                Some(ty) => Declaration::Alias { ty, bounds },
                None => return,
            },
            _ if is_enum => Declaration::Enumeration,
            _ if pointer || !bounds.is_empty() => return,
            _ => Declaration::Record,
        };
        self.declarations.add(&name, declaration);
    }
}
