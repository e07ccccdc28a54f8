//! Attributes of the user's that mean nothing to the spec: they stand in front of what is generated.

use std::collections::HashMap;

use iigen_parser::naming;
use iigen_parser::rust::{Owner, Passed};
use iigen_parser::spec::{Spec, TypeBody};
use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

/// What every generated type is already; structs are [`RECORD`] too, enums and flags [`NUMBER`].
const DERIVED: &[&str] = &["Clone", "Copy", "Debug", "PartialEq"];
const RECORD: &[&str] = &["Default"];
const NUMBER: &[&str] = &["Default", "Eq", "Hash"];

/// Attributes by the item that they belong to (nothing for those of the module) and the name there.
type Attributes = HashMap<(String, String), Vec<TokenTree>>;

/// Puts the attributes in front of the items, fields and methods of the client that they belong to.
pub(crate) fn insert(client: TokenStream, passed: &[Passed], spec: &Spec) -> TokenStream {
    if passed.is_empty() {
        return client;
    }
    let class = naming::rust_type(&spec.class.value);
    let mut attributes = Attributes::new();
    for of in passed {
        let (item, names) = match &of.owner {
            Owner::Client => (String::new(), vec![class.clone()]),
            Owner::Constant(name) => (String::new(), vec![naming::shouty(name)]),
            Owner::Type(name) => (String::new(), vec![naming::rust_type(name)]),
            // A field has its name, a value is a constant.
            Owner::Member(owner, name) => (
                naming::rust_type(owner),
                vec![naming::rust_name(name), naming::shouty(name)],
            ),
            Owner::Method(name) => (class.clone(), vec![naming::rust_name(name)]),
            Owner::Memory(name) => (class.clone(), vec![naming::rust_map(name)]),
        };
        let tokens = match of.name.value.as_str() {
            "derive" => others(of.tokens.clone(), &derived(&of.owner, spec)),
            _ => of.tokens.clone(),
        };
        for name in names {
            let all = attributes.entry((item.clone(), name)).or_default();
            all.extend(tokens.clone());
        }
    }
    walk(client, None, &attributes)
}

/// What the type that an attribute belongs to derives anyway.
fn derived(owner: &Owner, spec: &Spec) -> Vec<&'static str> {
    let of_owner = |name: &str| matches!(owner, Owner::Type(owner) if owner == name);
    let body = spec.types.iter().find(|of| of_owner(&of.name.value));
    let more = match body.map(|of| &of.body) {
        Some(TypeBody::Struct { .. }) => RECORD,
        Some(TypeBody::Enum { .. } | TypeBody::Flags { .. }) => NUMBER,
        _ => &[],
    };
    DERIVED.iter().chain(more).copied().collect()
}

/// `#[derive(…)]` without the traits that are there: the words in the innermost brackets.
fn others(derive: TokenStream, there: &[&str]) -> TokenStream {
    let inside = |group: Group| {
        let stream = match group.delimiter() {
            Delimiter::Parenthesis => remaining(group.stream(), there),
            _ => others(group.stream(), there),
        };
        let mut new = Group::new(group.delimiter(), stream);
        new.set_span(group.span());
        new
    };
    let tokens = derive.into_iter().map(|token| match token {
        TokenTree::Group(group) => TokenTree::Group(inside(group)),
        token => token,
    });
    tokens.collect()
}

/// The traits of a list that aren't there yet.
fn remaining(list: TokenStream, there: &[&str]) -> TokenStream {
    let tokens: Vec<_> = list.into_iter().collect();
    let is_comma = |token: &TokenTree| matches!(token, TokenTree::Punct(of) if of.as_char() == ',');
    let is_there = |path: &[TokenTree]| match path.iter().rfind(|token| !is_comma(token)) {
        Some(TokenTree::Ident(name)) => there.iter().any(|of| name == of),
        _ => false,
    };
    let parts = tokens.split_inclusive(is_comma);
    parts
        .filter(|part| !is_there(part))
        .flatten()
        .cloned()
        .collect()
}

/// Goes through the items of the module, or what stands between the braces of `item`.
fn walk(stream: TokenStream, item: Option<&str>, attributes: &Attributes) -> TokenStream {
    let tokens: Vec<TokenTree> = stream.into_iter().collect();
    let mut made = Vec::with_capacity(tokens.len());
    // The items that have a part with attributes.
    let is_item = |word: &str| attributes.keys().any(|(item, _)| item == word);
    let mut within: Option<String> = None;
    for (index, token) in tokens.iter().enumerate() {
        match token {
            TokenTree::Ident(word) if word == "pub" => {
                if let Some(name) = declared(&tokens[index + 1..]) {
                    let key = (item.unwrap_or_default().to_owned(), name);
                    made.extend(attributes.get(&key).into_iter().flatten().cloned());
                }
            }
            TokenTree::Ident(word) if item.is_none() && is_item(&word.to_string()) => {
                within = Some(word.to_string());
            }
            TokenTree::Group(group) if item.is_none() && group.delimiter() == Delimiter::Brace => {
                if let Some(within) = within.take() {
                    let stream = walk(group.stream(), Some(&within), attributes);
                    let mut new = Group::new(Delimiter::Brace, stream);
                    new.set_span(group.span());
                    made.push(TokenTree::Group(new));
                    continue;
                }
            }
            _ => {}
        }
        made.push(token.clone());
    }
    made.into_iter().collect()
}

/// The name that is declared behind `pub`.
fn declared(tokens: &[TokenTree]) -> Option<String> {
    const WORDS: &[&str] = &["struct", "enum", "const", "type", "fn"];
    let name = match tokens {
        [TokenTree::Ident(word), TokenTree::Ident(name), ..]
            if WORDS.iter().any(|of| word == of) =>
        {
            name
        }
        [TokenTree::Ident(name), TokenTree::Punct(colon), ..] if colon.as_char() == ':' => name,
        _ => return None,
    };
    Some(name.to_string())
}
