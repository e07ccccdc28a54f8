//! What a method returns: scalars, the structure, and a completion.

use proc_macro2::{Delimiter, Group, TokenTree};

use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::span::Span;
use crate::spec::{Completion, Field, TypeExpr};

use super::attributes::Attributes;
use super::completion::Later;
use super::reader::Reader;
use super::said::Said;
use super::structure::{Part, PartKind};
use super::tokens::Tokens;

/// What comes out of a method.
#[derive(Default)]
pub(super) struct Outputs {
    /// The scalars.
    pub(super) scalars: Vec<Field>,
    /// The parts of the structure.
    pub(super) parts: Vec<Part>,
    /// What comes later.
    pub(super) completion: Option<Completion>,
}

/// A result, before it is known what is said of it.
enum Returned {
    /// A type, where it can be read.
    Type(Option<TypeExpr>),
    /// A text, and where it stands.
    Text(Span),
}

impl Reader<'_> {
    /// `-> u32`, or `-> (u32, u8, Record)`; `tokens` are what stands behind the arrow.
    pub(super) fn outputs(&mut self, tokens: Tokens, attributes: &mut Attributes) -> Outputs {
        let mut outputs = Outputs::default();
        let mut results = Vec::new();
        let mut later: Option<Later> = None;
        for part in listed(tokens) {
            let after = later.as_ref().map(|later| later.span);
            match self.later(&part) {
                Some(completion) => {
                    if let Some(first) = after {
                        self.behind_completion(completion.span, first);
                    } else {
                        later = Some(completion);
                    }
                }
                None => {
                    let at = self.place(part.span());
                    if let Some(first) = after {
                        self.behind_completion(at, first);
                    }
                    results.push(self.result(part));
                }
            }
        }
        let said = self.said(attributes, "out");
        self.said_too_much(&said, results.len(), &there_are(results.len()));
        self.results(results, said, &mut outputs);
        outputs.completion = self.completion(later, attributes);
        outputs
    }

    fn behind_completion(&mut self, span: Span, completion: Span) {
        let message = "a result behind the completion: what comes with the call stands first";
        self.found.push(
            Diagnostic::new(&codes::RUST_COMPLETION, span, message)
                .label(completion, "the completion"),
        );
    }

    fn result(&mut self, mut tokens: Tokens) -> Returned {
        tokens.open_invisible();
        if tokens.is_word(0, "String") {
            let span = self.place(tokens.span());
            tokens.next();
            self.nothing_behind(&codes::RUST_TYPE, "the type", &tokens);
            return Returned::Text(span);
        }
        let is_text = tokens.at('&', None) && tokens.is_word(1, "str");
        if is_text {
            let start = self.place(tokens.span());
            let end = self.place(tokens.last_span());
            let message = "a text that comes out is the client's own";
            self.found.push(
                Diagnostic::new(&codes::RUST_TEXT, start.to(end), message).edit(
                    "a String",
                    start.to(end),
                    "String",
                ),
            );
            return Returned::Text(start.to(end));
        }
        Returned::Type(self.whole_type(tokens))
    }

    /// Sorts results into scalars and the structure.
    fn results(&mut self, results: Vec<Returned>, said: Vec<Said>, outputs: &mut Outputs) {
        let mut said = said.into_iter();
        let results: Vec<_> = results
            .into_iter()
            .map(|result| (result, said.next().unwrap_or_default()))
            .collect();
        let scalars = results.iter().filter(|(result, said)| match result {
            Returned::Type(Some(ty)) => self.comes_as_scalar(ty, &said.attributes),
            _ => false,
        });
        let several = scalars.count() > 1;
        for (result, mut said) in results {
            match result {
                Returned::Type(None) => {}
                Returned::Text(span) => {
                    let called = said.name.as_ref().map_or("the text", |name| &name.value);
                    let called = called.to_owned();
                    let text = self.varying_text(&mut said.attributes, &called, span);
                    self.part(said, span, PartKind::Variable(text), outputs);
                }
                Returned::Type(Some(ty)) if self.comes_as_scalar(&ty, &said.attributes) => {
                    self.scalar_out(ty, said, several, outputs);
                }
                Returned::Type(Some(ty)) => {
                    let span = ty.span();
                    self.bare(&mut said.attributes, "structure");
                    let kind = match self.numbers_of(&mut said.attributes, "sizes") {
                        Some((sizes, _)) => PartKind::Sized(Some(ty), sizes),
                        None => PartKind::Fixed(ty),
                    };
                    self.part(said, span, kind, outputs);
                }
            }
        }
    }

    /// Whether a result is a scalar: by what is said of it, otherwise by its type.
    fn comes_as_scalar(&self, ty: &TypeExpr, said: &Attributes) -> bool {
        if said.has("scalar") || said.has("spread") {
            return true;
        }
        // What isn't known is reported when names are resolved.
        !said.has("structure") && !said.has("sizes") && (self.is_scalar(ty) || !self.is_known(ty))
    }

    fn scalar_out(&mut self, ty: TypeExpr, mut said: Said, several: bool, outputs: &mut Outputs) {
        if let Some(part) = outputs.parts.first()
            && self.is_known(&ty)
        {
            let message = "a scalar behind the structure: what is returned has the scalars first";
            self.found.push(
                Diagnostic::new(&codes::RUST_SIGNATURE, ty.span(), message)
                    .label(part.span, "the structure"),
            );
        }
        for word in ["structure", "sizes"] {
            if let Some(other) = said.attributes.take(word) {
                let message = format!("#[{word}] at a scalar");
                let note = "a result is a scalar or the structure";
                self.found.push(
                    Diagnostic::new(&codes::RUST_RESULT, other.name.span, message).note(note),
                );
            }
        }
        let name = match several {
            true => format!("result_{}", outputs.scalars.len() + 1),
            false => "result".to_owned(),
        };
        let field = self.said_scalar(said, ty, &name);
        outputs.scalars.push(field);
    }

    /// Adds a part of the structure, of which nothing is left that could be said.
    fn part(&mut self, mut said: Said, span: Span, kind: PartKind, outputs: &mut Outputs) {
        let bounds = self.bounds(&mut said.attributes);
        let bounded = bounds.min.is_some() || bounds.max.is_some() || bounds.one_of.is_some();
        if let Some(at) = said.at
            && (bounded || !said.attributes.doc().is_empty())
        {
            let message = "a structure has a name only";
            let mistake = Diagnostic::new(&codes::RUST_ATTRIBUTE, at, message);
            self.found
                .push(mistake.note("document its struct, and bound its fields"));
        }
        self.refuse(&said.attributes, "a structure that comes out", &["sizes"]);
        outputs.parts.push(Part {
            name: said.name,
            span,
            kind,
        });
    }
}

/// The types in a list: none, one, or those of a tuple.
pub(super) fn listed(mut tokens: Tokens) -> Vec<Tokens> {
    tokens.open_invisible();
    if tokens.is_empty() {
        return Vec::new();
    }
    let tuple: Option<Group> = match (tokens.peek(), tokens.peek_at(1)) {
        (Some(TokenTree::Group(group)), None) if group.delimiter() == Delimiter::Parenthesis => {
            Some(group.clone())
        }
        _ => None,
    };
    match tuple {
        Some(group) => Tokens::inside(&group).split_types(),
        None => vec![tokens],
    }
}

fn there_are(count: usize) -> String {
    match count {
        0 => "the method returns nothing".to_owned(),
        1 => "the method returns one value".to_owned(),
        _ => format!("the method returns {count} values"),
    }
}
