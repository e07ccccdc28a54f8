//! Attributes that say nothing of the spec: they go on to what is generated of it.

use proc_macro2::TokenStream;

use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::spec::Name;

use super::attributes::Attributes;
use super::reader::Reader;

/// An attribute of the user's that means nothing to the spec and belongs to what is generated.
#[derive(Clone, Debug)]
pub struct Passed {
    /// What it stands in front of.
    pub owner: Owner,
    /// Its name: `derive`, `allow`, `must_use`.
    pub name: Name,
    /// All of it, with `#` and brackets.
    pub tokens: TokenStream,
}

/// What an attribute stands in front of, by the names that the spec has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Owner {
    /// The trait, which becomes the client.
    Client,
    /// A constant.
    Constant(String),
    /// A struct, an enum, flags or a union.
    Type(String),
    /// A field of a struct, a value of an enum, a flag, or a variant of a union: the type and it.
    Member(String, String),
    /// A method that is a call.
    Method(String),
    /// A method that maps memory.
    Memory(String),
}

impl Owner {
    /// Whether an attribute can go on from here.
    fn takes(&self, attribute: &str) -> bool {
        match attribute {
            "allow" | "expect" | "warn" | "deny" | "forbid" | "deprecated" | "doc" => true,
            "must_use" => !matches!(self, Self::Constant(_) | Self::Member(..)),
            "derive" => matches!(self, Self::Type(_)),
            _ => false,
        }
    }
}

impl Reader<'_> {
    /// Takes the attributes that go on to what is generated.
    pub(super) fn pass(&mut self, attributes: &mut Attributes, owner: &Owner) {
        for attribute in attributes.take_where(|name| owner.takes(name)) {
            self.passed.push(Passed {
                owner: owner.clone(),
                name: attribute.name,
                tokens: attribute.tokens,
            });
        }
    }

    /// Reports an item that isn't there in each build.
    pub(super) fn conditional(&mut self, attribute: &Name, what: &str) {
        let message = format!("#[{}] at {what}", attribute.value);
        self.found.push(
            Diagnostic::new(&codes::RUST_CFG, attribute.span, message)
                .note(
                    "the driver is generated once, from all that the module has: a client that \
                     lacks a part of it would be another interface",
                )
                .note("put it in front of the whole module, or of an item that is no part of the spec"),
        );
    }
}
