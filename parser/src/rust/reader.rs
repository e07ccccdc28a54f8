//! What all parts of the front end share: the places, the mistakes, and what is known already.

use std::collections::{HashMap, HashSet};

use proc_macro2::{Group, Ident, Span};

use crate::codes::Code;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::naming::spec_name;
use crate::span::{self, Spanned};
use crate::spec::{Declared, DeclaredKind, Name};

use super::passed::Passed;
use super::places::Places;
use super::tokens::Tokens;

/// What a type of the module is, as far as its declaration tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A struct.
    Record,
    /// An enum with data.
    Union,
    /// An enum without.
    Enum,
    /// An enum under `#[flags]`.
    Flags,
    /// Something that is reported: nothing more is said of what uses it.
    Broken,
}

/// A constant of the module.
#[derive(Clone, Copy, Debug)]
pub(super) struct Known {
    /// The value, where it is a number that can be read.
    pub(super) value: Option<i128>,
    /// Whether it is one of the spec, and not the app's alone.
    pub(super) is_of_spec: bool,
}

/// Reads a module.
pub(super) struct Reader<'r> {
    /// Makes places of spans.
    places: &'r mut Places,
    /// Where mistakes go.
    pub(super) found: &'r mut Diagnostics,
    /// The constants that have been read.
    pub(super) constants: HashMap<String, Known>,
    /// The types of the module, all of them when the trait is read.
    pub(super) kinds: HashMap<String, Kind>,
    /// The type aliases of the module, which are the app's own.
    pub(super) aliases: HashSet<String>,
    /// The attributes that go on to what is generated.
    pub(super) passed: Vec<Passed>,
    /// What the module declares.
    pub(super) declared: Vec<Declared>,
}

impl<'r> Reader<'r> {
    pub(super) fn new(places: &'r mut Places, found: &'r mut Diagnostics) -> Self {
        Self {
            places,
            found,
            constants: HashMap::new(),
            kinds: HashMap::new(),
            aliases: HashSet::new(),
            passed: Vec::new(),
            declared: Vec::new(),
        }
    }

    /// Notes what has been read from `first` to the token `last`. Among the tokens of a macro, all
    /// places that were made since `first` lie in it.
    pub(super) fn declared(
        &mut self,
        (kind, name): (DeclaredKind, Name),
        first: span::Span,
        last: Span,
        arguments: usize,
    ) {
        let span = first.to(self.place(last));
        self.declared.push(Declared {
            kind,
            name,
            span,
            arguments,
        });
    }

    /// The place of a token.
    pub(super) fn place(&mut self, span: Span) -> span::Span {
        self.places.place(span)
    }

    /// The place of a group, from its opening to its closing bracket.
    pub(super) fn place_of(&mut self, group: &Group) -> span::Span {
        let open = self.place(group.span_open());
        open.to(self.place(group.span_close()))
    }

    /// A name, without the `r#` that it may need in Rust.
    pub(super) fn name(&mut self, ident: &Ident) -> Name {
        let text = ident.to_string();
        let text = text.strip_prefix("r#").unwrap_or(&text).to_owned();
        Spanned::new(text, self.place(ident.span()))
    }

    /// The spec's name of a value or a constant, as [`spec_name`] makes it of an identifier.
    pub(super) fn spec_name(&mut self, ident: &Ident) -> Name {
        Spanned::new(spec_name(&ident.to_string()), self.place(ident.span()))
    }

    /// Reports a mistake that has one place and nothing else.
    pub(super) fn mistake(&mut self, code: &'static Code, at: Span, message: impl Into<String>) {
        let at = self.place(at);
        self.found.push(Diagnostic::new(code, at, message));
    }

    /// Reports that `expected` should be next.
    pub(super) fn expected(&mut self, code: &'static Code, expected: &str, tokens: &Tokens) {
        let message = format!("expected {expected}; found {}", tokens.describe());
        self.mistake(code, tokens.span(), message);
    }

    /// Reports tokens that are left behind `what`.
    pub(super) fn nothing_behind(&mut self, code: &'static Code, what: &str, tokens: &Tokens) {
        if !tokens.is_empty() {
            let message = format!("{} behind {what}", tokens.describe());
            self.mistake(code, tokens.span(), message);
        }
    }
}
