//! What the macro expands to is the client that `iigen generate` writes, token for token, and its
//! declarations stand where the user wrote their names.

#[path = "../tests/support/pairs.rs"]
mod pairs;

use iigen_parser::span::Sources;
use proc_macro2::{Delimiter, Ident, TokenStream, TokenTree};

use crate::expand;

#[test]
fn the_expansion_is_the_client_of_the_yaml() {
    for (yaml, rust) in pairs::pairs() {
        let file = std::fs::read_to_string(&rust).expect("a spec in Rust");
        let (arguments, module) = module(file.parse().expect("Rust"));
        let expansion = expand(arguments, module).into_iter().last();
        let content = expansion.as_ref().and_then(braces).expect("a module");
        let content = content.to_string();

        let mut sources = Sources::default();
        let id = iigen::load(&yaml, &mut sources).expect("a spec in YAML");
        let interface = iigen::read(&sources, id).expect("a spec without mistakes");
        let files = iigen::generate(&interface).into_iter();
        let mut clients = files.filter(|file| file.name.ends_with(".rs"));
        let client = clients.next().expect("a client").text;
        let client: TokenStream = client.parse().expect("a client is Rust");
        let client = client.to_string();
        // Behind it are the items that the module keeps.
        assert_eq!(
            content.get(..client.len()),
            Some(client.as_str()),
            "{rust:?}"
        );
    }
}

/// What is in every client, or of a kind that has no name in a spec.
const OURS: &[&str] = &[
    "CONNECTION",
    "HANDSHAKE",
    "OPEN_TYPE",
    "PROVIDER",
    "T",
    "VERSION",
    "check",
    "connection",
    "data",
    "driver_version",
    "index",
    "open",
    "open_service",
    "scalars",
    "scalars_out",
    "service",
    "structure",
    "structure_out",
    "tag",
    "transport",
];

/// How names begin that the user hasn't given: they stand where the thing does.
const MADE: &[&str] = &[
    "bytes", "header", "records", "request", "result", "tail", "text", "value",
];

#[test]
fn declarations_stand_where_the_user_wrote_them() {
    for rust in pairs::pairs().into_values() {
        let file = std::fs::read_to_string(&rust).expect("a spec in Rust");
        let (arguments, module) = module(file.parse().expect("Rust"));
        let user = module.clone().into_iter().last().expect("a module");
        let expansion = expand(arguments, module).into_iter().last();
        let content = expansion.as_ref().and_then(braces).expect("a module");
        let mut declared = Vec::new();
        declarations(content, &mut declared);
        assert!(declared.len() > 2, "{rust:?}");
        for name in declared
            .iter()
            .filter(|name| !OURS.contains(&name.to_string().as_str()))
        {
            assert_eq!(name.span().file(), user.span().file(), "{rust:?}: {name}");
            let written = letters(&name.span().source_text().expect("a text"));
            let name = letters(&name.to_string());
            let is_made = MADE.iter().any(|made| name.starts_with(made));
            let same = [written.as_str(), written.trim_start_matches("map")]
                .iter()
                .any(|written| name.starts_with(written));
            assert!(same || is_made, "{rust:?}: {name} is at {written}");
        }
    }
}

/// A name, however its case is.
fn letters(name: &str) -> String {
    name.replace('_', "").to_lowercase()
}

/// The names that are declared outside of functions.
fn declarations(stream: TokenStream, names: &mut Vec<Ident>) {
    const WORDS: &[&str] = &["struct", "enum", "type", "const", "fn"];
    const BEFORE_FIELDS: &[&str] = &["pub", "as", ",", ""];
    let tokens: Vec<TokenTree> = stream.into_iter().collect();
    let word = |at: usize| tokens.get(at).map(ToString::to_string).unwrap_or_default();
    let mut in_fn = false;
    for (at, token) in tokens.iter().enumerate() {
        let before = at.checked_sub(1).map(word).unwrap_or_default();
        let is_field = || word(at + 1) == ":" && word(at + 2) != ":";
        match token {
            TokenTree::Ident(name)
                if WORDS.contains(&before.as_str())
                    || BEFORE_FIELDS.contains(&before.as_str()) && is_field() =>
            {
                names.push(name.clone());
                in_fn |= before == "fn";
            }
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace && in_fn => {
                in_fn = false;
            }
            TokenTree::Group(group) if before != "#" => declarations(group.stream(), names),
            _ => {}
        }
    }
}

/// What the compiler gives to the macro: the arguments of the attribute, and the module under it
/// with its documentation.
fn module(file: TokenStream) -> (TokenStream, TokenStream) {
    let tokens: Vec<TokenTree> = file.into_iter().collect();
    let is_attribute = |token: &TokenTree| token.to_string().starts_with("[iigen_client");
    let at = tokens.iter().position(is_attribute).expect("an attribute");
    let is_doc = |token: &&TokenTree| {
        let text = token.to_string();
        text == "#" || text.starts_with("[doc =")
    };
    let doc = tokens[..at - 1].iter().rev().take_while(is_doc).count();
    let doc = &tokens[at - 1 - doc..at - 1];
    let is_body = |token: &TokenTree| braces(token).is_some();
    let end = at + tokens[at..].iter().position(is_body).expect("a module");
    let module = doc.iter().chain(&tokens[at + 1..=end]).cloned();

    let TokenTree::Group(attribute) = &tokens[at] else {
        panic!("an attribute has brackets")
    };
    let Some(TokenTree::Group(arguments)) = attribute.stream().into_iter().last() else {
        panic!("the attribute has arguments")
    };
    (arguments.stream(), module.collect())
}

fn braces(token: &TokenTree) -> Option<TokenStream> {
    match token {
        TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => Some(group.stream()),
        _ => None,
    }
}
