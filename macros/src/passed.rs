//! Attributes of the user's that mean nothing to the spec: they stand in front of what is generated.

use std::collections::{HashMap, HashSet};

use iigen_parser::naming;
use iigen_parser::rust::{Owner, Passed};
use iigen_parser::spec::{Spec, TypeBody};
use proc_macro2::TokenStream;
use quote::quote;

use crate::declarations::{Attributes, Declaration};
use crate::derive;

/// What every generated type is already; enums and flags are [`NUMBER`].
const DERIVED: &[&str] = &["Clone", "Copy", "Debug", "Default", "PartialEq"];
const NUMBER: &[&str] = &[
    "Clone",
    "Copy",
    "Debug",
    "Default",
    "PartialEq",
    "Eq",
    "Hash",
];

/// Puts the attributes in front of the declarations of the client that they belong to.
pub(crate) fn insert(client: TokenStream, passed: &[Passed], spec: &Spec) -> TokenStream {
    if passed.is_empty() {
        return client;
    }
    let names = Names::of(spec);
    let mut attributes = Attributes::default();
    for Passed {
        owner,
        name,
        tokens,
    } in passed
    {
        let tokens = match name.value.as_str() {
            "derive" => derive::without(tokens.clone(), names.derived(owner)),
            _ => tokens.clone(),
        };
        for declaration in names.declarations(owner) {
            attributes.add(declaration, tokens.clone());
        }
    }
    attributes.insert(client)
}

/// What goes in front of the module: the client uses what is deprecated for others.
pub(crate) fn of_module(passed: &[Passed]) -> Option<TokenStream> {
    let mut names = passed.iter().map(|of| of.name.value.as_str());
    names
        .any(|name| name == "deprecated")
        .then(|| quote! { #[allow(deprecated)] })
}

/// The names of the spec that say what the client declares.
struct Names<'s> {
    class: String,
    types: HashMap<&'s str, &'s TypeBody>,
    /// The methods that there are without a completion, too.
    twice: HashSet<&'s str>,
}

impl<'s> Names<'s> {
    fn of(spec: &'s Spec) -> Self {
        let types = spec.types.iter();
        let twice = spec.methods.iter().filter(|method| {
            let completion = method.completion.as_ref();
            completion.is_some_and(|of| !of.required)
        });
        Self {
            class: naming::rust_type(&spec.class.value),
            types: types.map(|of| (of.name.value.as_str(), &of.body)).collect(),
            twice: twice.map(|method| method.name.value.as_str()).collect(),
        }
    }

    /// What the client declares for a part of the spec.
    fn declarations(&self, owner: &Owner) -> Vec<Declaration> {
        let in_module = |name: String| Declaration { within: None, name };
        let in_class = |name: String| Declaration {
            within: Some(self.class.clone()),
            name,
        };
        match owner {
            Owner::Client => vec![in_module(self.class.clone())],
            Owner::Constant(name) => vec![in_module(naming::shouty(name))],
            Owner::Type(name) => vec![in_module(naming::rust_type(name))],
            Owner::Member(of, name) => self.member(of, name).into_iter().collect(),
            Owner::Method(name) => {
                let method = naming::rust_name(name);
                let is_twice = self.twice.contains(name.as_str());
                let second = is_twice.then(|| naming::without_completion(&method));
                [method].into_iter().chain(second).map(in_class).collect()
            }
            Owner::Memory(name) => vec![in_class(naming::rust_map(name))],
        }
    }

    /// A field, a constant, or a variant of what a union holds.
    fn member(&self, of: &str, name: &str) -> Option<Declaration> {
        let (within, name) = match self.types.get(of)? {
            TypeBody::Struct { .. } => (naming::rust_type(of), naming::rust_name(name)),
            TypeBody::Enum { .. } | TypeBody::Flags { .. } => {
                (naming::rust_type(of), naming::shouty(name))
            }
            TypeBody::Union { .. } => (naming::rust_variants(of), naming::rust_variant(name)),
            TypeBody::Broken(_) => return None,
        };
        let within = Some(within);
        Some(Declaration { within, name })
    }

    /// What a type derives anyway.
    fn derived(&self, owner: &Owner) -> &'static [&'static str] {
        let Owner::Type(name) = owner else { return &[] };
        match self.types.get(name.as_str()) {
            Some(TypeBody::Enum { .. } | TypeBody::Flags { .. }) => NUMBER,
            _ => DERIVED,
        }
    }
}
