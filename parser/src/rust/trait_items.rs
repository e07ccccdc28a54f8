//! The items of the trait: methods, memory and callbacks.

use crate::codes;
use crate::spec::{Callback, DeclaredKind, Memory, Method};

use super::items::{item_head, item_until_brace, item_until_semicolon};
use super::passed::Owner;
use super::reader::Reader;
use super::tokens::{Tokens, is_punct};

/// What a trait holds.
#[derive(Default)]
pub(super) struct TraitItems {
    /// The methods that are calls.
    pub(super) methods: Vec<Method>,
    /// Those under `#[memory]`.
    pub(super) memory: Vec<Memory>,
    /// Those under `#[callback]`.
    pub(super) callbacks: Vec<Callback>,
}

impl Reader<'_> {
    /// All items of a trait.
    pub(super) fn trait_items(&mut self, mut tokens: Tokens) -> TraitItems {
        let mut items = TraitItems::default();
        loop {
            tokens.open_invisible();
            if tokens.is_empty() {
                return items;
            }
            let first = self.place(tokens.span());
            let mut attributes = self.attributes(&mut tokens);
            if tokens.is_word(0, "pub") {
                let message = "a method of a trait has no visibility";
                self.mistake(&codes::RUST_SYNTAX, tokens.span(), message);
                self.visibility(&mut tokens);
            }
            if !item_head(&tokens).iter().any(|word| word == "fn") {
                self.no_method(&mut tokens);
                continue;
            }
            let Some(signature) = self.signature(&mut tokens) else {
                continue;
            };
            let (name, last) = (signature.name.clone(), signature.last);
            let arguments = signature.arguments();
            let kind = if attributes.has("memory") {
                items.memory.extend(self.memory(signature, attributes));
                DeclaredKind::Memory
            } else if attributes.has("callback") {
                items.callbacks.extend(self.callback(signature, attributes));
                DeclaredKind::Callback
            } else {
                let owner = Owner::Method(signature.name.value.clone());
                self.pass(&mut attributes, &owner);
                items.methods.extend(self.method(signature, attributes));
                DeclaredKind::Method
            };
            self.declared((kind, name), first, last, arguments);
        }
    }

    /// Reports an item of the trait that is no method, and goes behind it.
    fn no_method(&mut self, tokens: &mut Tokens) {
        let (what, ends_with_semicolon) = match item_head(tokens).first().map(String::as_str) {
            Some("const") => ("a constant: it stands in front of the trait", true),
            Some("type") => ("a type: types stand in front of the trait", true),
            Some(_) if tokens.peek_at(1).is_some_and(|token| is_punct(token, '!')) => {
                ("a macro call: write what it makes", false)
            }
            _ => {
                self.expected(&codes::RUST_SYNTAX, "a method", tokens);
                item_until_brace(tokens);
                return;
            }
        };
        self.mistake(&codes::RUST_ITEM, tokens.span(), what);
        if ends_with_semicolon {
            item_until_semicolon(tokens);
        } else {
            item_until_brace(tokens);
        }
    }
}
