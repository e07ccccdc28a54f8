//! Attributes: documentation, numbers, and everything that isn't known.

use proc_macro2::{Delimiter, Group, Span, TokenStream, TokenTree};

use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::spec::{Doc, Name, Number};

use super::doc;
use super::literal;
use super::reader::Reader;
use super::tokens::{Tokens, first_span};

/// The attributes in front of something, or at the beginning of a module.
#[derive(Default)]
pub(super) struct Attributes {
    /// As they were written, documentation included.
    pub(super) tokens: TokenStream,
    comments: Vec<String>,
    others: Vec<Attribute>,
}

/// An attribute that isn't documentation.
pub(super) struct Attribute {
    /// Its path.
    pub(super) name: Name,
    /// What stands between its parentheses.
    pub(super) arguments: Option<Group>,
    /// Whether something else stands behind its path.
    odd: bool,
    /// All of it.
    pub(super) tokens: TokenStream,
}

impl Attributes {
    /// The documentation.
    pub(super) fn doc(&self) -> Doc {
        doc::lines(&self.comments)
    }

    /// Where the first of them begins.
    pub(super) fn start(&self) -> Option<Span> {
        let first = self.tokens.clone().into_iter().next();
        first.map(|first| first_span(&first))
    }

    /// Whether there is an attribute with this name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.others.iter().any(|of| of.name.value == name)
    }

    /// Whether there is none with this name, but one that is meant to have it.
    pub(super) fn is_misspelt(&self, name: &str) -> bool {
        !self.has(name) && self.has_like(name)
    }

    /// Takes all attributes whose name `is_taken`.
    pub(super) fn take_where(&mut self, is_taken: impl Fn(&str) -> bool) -> Vec<Attribute> {
        let others = std::mem::take(&mut self.others);
        let (taken, others) = others.into_iter().partition(|of| is_taken(&of.name.value));
        self.others = others;
        taken
    }

    /// Whether there is an attribute with this name, or one that is meant to have it.
    pub(super) fn has_like(&self, name: &str) -> bool {
        let names = || self.others.iter().map(|of| of.name.value.as_str());
        crate::similar::closest(name, names()).is_some()
    }

    /// Takes the first attribute with this name, if that is all of it.
    pub(super) fn take_bare(&mut self, name: &str) -> Option<Name> {
        let first = self.others.iter().position(|of| of.name.value == name)?;
        let is_bare = self.others[first].arguments.is_none() && !self.others[first].odd;
        is_bare.then(|| self.others.remove(first).name)
    }

    /// Takes the first attribute with this name.
    pub(super) fn take(&mut self, name: &str) -> Option<Attribute> {
        let found = self.others.iter().position(|of| of.name.value == name);
        found.map(|at| self.others.remove(at))
    }
}

impl Reader<'_> {
    /// The outer attributes that come next.
    pub(super) fn attributes(&mut self, tokens: &mut Tokens) -> Attributes {
        let mut attributes = Attributes::default();
        while tokens.is_attribute() {
            self.attribute(tokens, &mut attributes);
        }
        attributes
    }

    /// The inner attributes of a module, `#![…]`.
    pub(super) fn inner_attributes(&mut self, tokens: &mut Tokens) -> Attributes {
        let mut attributes = Attributes::default();
        while tokens.at('#', Some('!')) {
            self.attribute(tokens, &mut attributes);
        }
        attributes
    }

    fn attribute(&mut self, tokens: &mut Tokens, attributes: &mut Attributes) {
        let start = [tokens.next(), None];
        let bang = tokens.at('!', None).then(|| tokens.next()).flatten();
        let Some(group) = tokens.group(Delimiter::Bracket) else {
            self.expected(&codes::RUST_SYNTAX, "an attribute in brackets", tokens);
            return;
        };
        let written = start
            .into_iter()
            .chain([bang, Some(TokenTree::Group(group.clone()))]);
        let written: TokenStream = written.flatten().collect();
        attributes.tokens.extend(written.clone());
        let mut inside = Tokens::inside(&group);
        inside.open_invisible();
        let Some(first) = inside.ident() else {
            self.expected(&codes::RUST_SYNTAX, "the name of an attribute", &inside);
            return;
        };
        let mut name = self.name(&first);
        while inside.puncts(':', ':').is_some() {
            let Some(part) = inside.ident() else { break };
            name.value = format!("{}::{part}", name.value);
        }
        // What a macro makes of it, as in #[doc = include_str!("ring.md")], only the compiler knows.
        if name.value == "doc"
            && let Some(comment) = documentation(inside.clone())
        {
            attributes.comments.push(comment);
            return;
        }
        let arguments = inside.group(Delimiter::Parenthesis);
        attributes.others.push(Attribute {
            name,
            arguments,
            odd: !inside.is_empty(),
            tokens: written,
        });
    }

    /// Takes the number that an attribute gives: `#[max(31)]`.
    pub(super) fn number_of(&mut self, attributes: &mut Attributes, name: &str) -> Option<Number> {
        let takes = format!("a number: #[{name}(4)]");
        let (_, arguments) = self.with_arguments(attributes, name, &takes)?;
        self.whole_number(Tokens::inside(&arguments))
    }

    /// Takes an attribute that has something in parentheses, which `takes` describes: where its name
    /// stands, and the parentheses.
    pub(super) fn with_arguments(
        &mut self,
        attributes: &mut Attributes,
        name: &str,
        takes: &str,
    ) -> Option<(Name, Group)> {
        let attribute = attributes.take(name)?;
        match attribute.arguments {
            Some(arguments) if !attribute.odd => Some((attribute.name, arguments)),
            _ => {
                let message = format!("#[{name}] takes {takes}");
                let span = attribute.name.span;
                self.found
                    .push(Diagnostic::new(&codes::RUST_ATTRIBUTE, span, message));
                None
            }
        }
    }

    /// Takes an attribute that has no arguments: `#[unchecked]`.
    pub(super) fn bare(&mut self, attributes: &mut Attributes, name: &str) -> Option<Name> {
        let attribute = attributes.take(name)?;
        if attribute.odd || attribute.arguments.is_some() {
            let message = format!("#[{name}] takes no arguments");
            let span = attribute.name.span;
            self.found
                .push(Diagnostic::new(&codes::RUST_ATTRIBUTE, span, message));
        }
        Some(attribute.name)
    }

    /// Reports the attributes that nobody has taken; `known` are those that can stand here.
    pub(super) fn refuse(&mut self, attributes: &Attributes, what: &str, known: &[&str]) {
        for Attribute { name, .. } in &attributes.others {
            let text = &name.value;
            if ["cfg", "cfg_attr"].contains(&text.as_str()) {
                self.conditional(name, what);
                continue;
            }
            let message = if known.contains(&text.as_str()) {
                format!("#[{text}] stands here twice")
            } else {
                format!("#[{text}] has no meaning at {what}")
            };
            let mut mistake = Diagnostic::new(&codes::RUST_ATTRIBUTE, name.span, message);
            if !known.contains(&text.as_str()) {
                let close = crate::similar::closest(text, known.iter().copied());
                mistake = match close {
                    Some(close) => {
                        mistake.edit("an attribute with a similar name", name.span, close)
                    }
                    None => note(mistake, known),
                };
            }
            self.found.push(mistake);
        }
    }
}

/// The text behind `doc`.
fn documentation(mut tokens: Tokens) -> Option<String> {
    tokens.punct('=')?;
    let Some(TokenTree::Literal(literal)) = tokens.next() else {
        return None;
    };
    literal::text(&literal).filter(|_| tokens.is_empty())
}

fn note(mistake: Diagnostic, known: &[&str]) -> Diagnostic {
    if known.is_empty() {
        return mistake;
    }
    let known: Vec<_> = known.iter().map(|name| format!("#[{name}]")).collect();
    mistake.note(format!("here may stand {}", known.join(", ")))
}
