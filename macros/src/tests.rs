//! What the macro expands to is the client that `iigen generate` writes, token for token.

#[path = "../tests/support/pairs.rs"]
mod pairs;

use iigen_parser::span::Sources;
use proc_macro2::{Delimiter, TokenStream, TokenTree};

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
