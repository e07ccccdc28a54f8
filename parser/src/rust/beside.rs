//! The items of a module whose spec is a file: they are the app's own, and stay as they are.

use proc_macro2::{Delimiter, TokenStream, TokenTree};

use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::spec::Name;

use super::items::item_head;
use super::kept;
use super::reader::Reader;
use super::tokens::{Tokens, first_span, is_brace, is_punct, last_span};

/// The attributes that make a method one of a spec.
const METHOD: &[&str] = &["selector", "memory", "callback"];

/// Those that make a type one.
const TYPE: &[&str] = &["repr", "flags", "tag"];

/// The words in front of the names of such items.
const DECLARING: &[&str] = &["trait", "struct", "enum"];

impl Reader<'_> {
    /// All items of a module but those that only a spec has, which are reported.
    pub(super) fn items_beside(&mut self, mut tokens: Tokens, file: &Name) -> TokenStream {
        let mut kept = TokenStream::new();
        loop {
            tokens.open_invisible();
            if tokens.is_empty() {
                return kept;
            }
            let item = item(&mut tokens);
            match of_a_spec(&item) {
                Some(what) => self.refuse_beside(&item, what, file),
                None => kept.extend(item.into_stream()),
            }
        }
    }

    fn refuse_beside(&mut self, item: &Tokens, what: &str, file: &Name) {
        let (Some(first), Some(last)) = (item.peek(), item.last()) else {
            return;
        };
        let (first, last) = (first_span(first), last_span(last));
        let all = self.place(first).to(self.place(last));
        let mut name = item.clone();
        name.through(|token| matches!(token, TokenTree::Ident(word) if DECLARING.iter().any(|of| word == of)));
        let at = self.place(name.span());
        let message = format!("{what} of a spec beside the file that has the spec");
        self.found.push(
            Diagnostic::new(&codes::RUST_SPEC_ITEMS, at, message)
                .label(file.span, "the spec")
                .edit("write it into the file, and delete it here", all, ""),
        );
    }
}

/// Takes the next item, with its attributes; what is none is left to the compiler.
fn item(tokens: &mut Tokens) -> Tokens {
    let mut item = tokens.take(0);
    while tokens.is_attribute() {
        item.extend(tokens.take(2));
    }
    if tokens.is_word(0, "pub") {
        item.extend(tokens.take(1));
        let is_restricted = matches!(tokens.peek(), Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Parenthesis);
        item.extend(tokens.take(usize::from(is_restricted)));
    }
    let is_end = |token: &TokenTree| is_brace(token) || is_punct(token, ';');
    let words = item_head(tokens);
    item.extend(match words.first().map(String::as_str) {
        _ if words.iter().any(|word| word == "trait") => tokens.through(is_end),
        Some("struct" | "enum" | "union") => tokens.through(is_end),
        Some("const") if tokens.is_punct(2, ':') => tokens.through(|token| is_punct(token, ';')),
        _ => match kept::item(tokens) {
            Some(item) => item,
            None => tokens.take(1),
        },
    });
    item
}

/// What an item declares that only a spec has.
fn of_a_spec(item: &Tokens) -> Option<&'static str> {
    let mut tokens = item.clone();
    let has_attribute = attributes(&mut tokens, TYPE);
    let public = tokens.word("pub").is_some();
    let words = item_head(&tokens);
    if words.iter().any(|word| word == "trait") {
        let body = tokens.last().and_then(|last| match last {
            TokenTree::Group(group) => Some(Tokens::inside(group)),
            _ => None,
        });
        return body.filter(has_method).map(|_| "a trait");
    }
    if !public || !has_attribute {
        return None;
    }
    match words.first().map(String::as_str) {
        Some("struct") => Some("a struct"),
        Some("enum") => Some("an enum"),
        _ => None,
    }
}

/// Whether a trait has a method of a spec.
fn has_method(body: &Tokens) -> bool {
    let mut body = body.clone();
    while !body.is_empty() {
        if attributes(&mut body, METHOD) {
            return true;
        }
        body.next();
    }
    false
}

/// Takes the attributes that come next; whether one of them has one of these names.
fn attributes(tokens: &mut Tokens, names: &[&str]) -> bool {
    let mut has = false;
    while tokens.is_attribute() {
        tokens.next();
        if let Some(group) = tokens.group(Delimiter::Bracket) {
            let inside = Tokens::inside(&group);
            has |= names.iter().any(|name| inside.is_word(0, name));
        }
    }
    has
}
