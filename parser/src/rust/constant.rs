//! Constants: those of the spec, and the app's own, whose values attributes may use.

use std::collections::{HashMap, VecDeque};

use proc_macro2::Ident;

use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::interface::Prim;
use crate::span::Spanned;
use crate::spec::{Constant, DeclaredKind, Name};

use super::attributes::Attributes;
use super::items::Head;
use super::passed::Owner;
use super::reader::{Known, Reader};
use super::repair;
use super::tokens::{Tokens, is_punct};

/// Integers of Rust that a spec hasn't; a constant that is one is meant to be of the spec, unless it
/// is private.
const NOT_OF_A_SPEC: &[&str] = &["usize", "isize", "u128", "i128"];

/// A constant that was cut out of the module: `SLOTS: u32 = 32`.
pub(super) struct ConstantItem {
    /// Its name, as it is in Rust.
    name: Name,
    ident: Ident,
    ty: Tokens,
    /// What stands behind `=`.
    value: Option<Tokens>,
    /// Its attributes, if it is one of the spec.
    attributes: Option<Attributes>,
}

impl ConstantItem {
    /// What an item says, which begins with `const` and a name; `None` when it can be neither a
    /// constant of the spec nor a number in an attribute.
    pub(super) fn new(reader: &mut Reader<'_>, head: &Head, item: &Tokens) -> Option<Self> {
        let mut tokens = item.clone();
        tokens.next();
        let ident = tokens.ident()?;
        tokens.punct(':');
        let ty = tokens.until(|token| is_punct(token, '=') || is_punct(token, ';'));
        let value = tokens.punct('=').is_some();
        let value = value.then(|| tokens.until(|token| is_punct(token, ';')));
        let named = ty.only_ident().map(ToString::to_string)?;
        let prim = Prim::named(&named);
        let is_integer = prim.is_some_and(|prim| prim.range().is_some());
        let is_number = is_integer || NOT_OF_A_SPEC.contains(&named.as_str());
        let is_meant = is_number || prim.is_some();
        let counts = if head.visibility.public {
            is_meant
        } else {
            is_number
        };
        (counts && ident != "_").then(|| Self {
            name: reader.name(&ident),
            ident,
            ty,
            value,
            attributes: None,
        })
    }

    /// The same, as a constant of the spec.
    pub(super) fn of_the_spec(self, attributes: Attributes) -> Self {
        Self {
            attributes: Some(attributes),
            ..self
        }
    }
}

impl Reader<'_> {
    /// Reads all constants, those that others are made of before them; the ones of the spec, in the
    /// order of the module.
    pub(super) fn constants(&mut self, items: Vec<ConstantItem>) -> Vec<Constant> {
        let mut first: HashMap<&str, usize> = HashMap::new();
        for (at, item) in items.iter().enumerate() {
            first.entry(&item.name.value).or_insert(at);
        }
        let mut waiting = vec![0_usize; items.len()];
        let mut users: Vec<Vec<usize>> = vec![Vec::new(); items.len()];
        for (at, item) in items.iter().enumerate() {
            let words = item.value.as_ref().map_or_else(Vec::new, Tokens::words);
            for used in words.iter().filter_map(|word| first.get(word.as_str())) {
                waiting[at] += 1;
                users[*used].push(at);
            }
        }
        let ready = waiting.iter().enumerate().filter(|(_, count)| **count == 0);
        let mut ready: VecDeque<usize> = ready.map(|(at, _)| at).collect();
        let mut items: Vec<_> = items.into_iter().map(Some).collect();
        let mut read: Vec<_> = items.iter().map(|_| None).collect();
        while let Some(at) = ready.pop_front() {
            if let Some(item) = items[at].take() {
                read[at] = self.constant_item(item);
            }
            for user in &users[at] {
                waiting[*user] -= 1;
                if waiting[*user] == 0 {
                    ready.push_back(*user);
                }
            }
        }
        self.circle(items.into_iter().enumerate(), &mut read);
        read.into_iter().flatten().collect()
    }

    /// Reports the constants that are made of one another, and gives them a value.
    fn circle(
        &mut self,
        items: impl Iterator<Item = (usize, Option<ConstantItem>)>,
        read: &mut [Option<Constant>],
    ) {
        let mut mistake: Option<Diagnostic> = None;
        for (at, item) in items {
            let Some(item) = item else { continue };
            let span = item.name.span;
            mistake = Some(match mistake {
                None => {
                    let message =
                        format!("the value of `{}` goes round in a circle", item.name.value);
                    Diagnostic::new(&codes::RUST_NUMBER, span, message)
                }
                Some(mistake) => mistake.label(span, "needs a value of the circle"),
            });
            let value = Spanned::new(1, span);
            read[at] = self.known_constant(item, Some(value));
        }
        if let Some(mistake) = mistake {
            self.found.push(mistake);
        }
    }

    fn constant_item(&mut self, mut item: ConstantItem) -> Option<Constant> {
        let is_of_spec = item.attributes.is_some();
        let first = item.attributes.as_ref().and_then(Attributes::start);
        let first = self.place(first.unwrap_or(item.ident.span()));
        item.name = self.name(&item.ident);
        let declared = (DeclaredKind::Constant, item.name.clone());
        let last = item.value.as_ref().unwrap_or(&item.ty).last_span();
        // What can't be read of the app's own constants is the compiler's to say.
        let before = (!is_of_spec).then(|| std::mem::take(self.found));
        let value = match item.value.take() {
            Some(value) => self.whole_number(value),
            None => {
                self.expected(
                    &codes::RUST_SYNTAX,
                    "`=` and a number",
                    &Tokens::at_end(&item.ty),
                );
                None
            }
        };
        if let Some(before) = before {
            *self.found = before;
        }
        let constant = self.known_constant(item, value);
        if is_of_spec {
            self.declared(declared, first, last, 0);
        }
        constant
    }

    /// Notes the value of a constant; what the spec has of it.
    fn known_constant(
        &mut self,
        item: ConstantItem,
        value: Option<Spanned<i128>>,
    ) -> Option<Constant> {
        let ConstantItem {
            name,
            ident,
            ty,
            attributes,
            ..
        } = item;
        let is_of_spec = attributes.is_some();
        let repaired = Spanned::new(1, name.span);
        let known = Known {
            value: value
                .or(is_of_spec.then_some(repaired))
                .map(|value| value.value),
            is_of_spec,
        };
        self.constants.entry(name.value.clone()).or_insert(known);
        let mut attributes = attributes?;
        let name = self.spec_name(&ident);
        self.pass(&mut attributes, &Owner::Constant(name.value.clone()));
        self.refuse(&attributes, "a constant", &[]);
        let ty = self.whole_type(ty);
        Some(Constant {
            ty: ty.unwrap_or_else(|| repair::ty(&name)),
            value: value.unwrap_or(repaired),
            name,
            doc: attributes.doc(),
        })
    }
}
