//! The attribute's documentation has every attribute and key that the specs of these tests have; and
//! those have all of the language.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use proc_macro2::{Delimiter, TokenStream, TokenTree};

const PAGE: &str = include_str!("../src/user_client.md");

/// The names of attributes, and the keys in those that have some.
fn attributes(stream: TokenStream, found: &mut BTreeSet<String>) {
    let tokens: Vec<_> = stream.into_iter().collect();
    for (index, token) in tokens.iter().enumerate() {
        let TokenTree::Group(group) = token else {
            continue;
        };
        let behind_hash = index > 0 && tokens[index - 1].to_string() == "#";
        if behind_hash && group.delimiter() == Delimiter::Bracket {
            let name = group.stream().into_iter().next().expect("a name");
            match name.to_string().as_str() {
                "doc" => {}
                "iigen_client" | "memory" | "callback" => keys(group.stream(), found),
                name => {
                    found.insert(format!("#[{name}"));
                }
            }
        }
        attributes(group.stream(), found);
    }
}

/// The words that have a value behind them.
fn keys(stream: TokenStream, found: &mut BTreeSet<String>) {
    let tokens: Vec<_> = stream.into_iter().collect();
    for (index, token) in tokens.iter().enumerate() {
        if let TokenTree::Group(group) = token {
            keys(group.stream(), found);
        }
        match (token, tokens.get(index + 1)) {
            (TokenTree::Ident(word), Some(TokenTree::Punct(of))) if of.as_char() == '=' => {
                found.insert(format!("{word} ="));
            }
            (TokenTree::Ident(word), Some(TokenTree::Group(_))) => {
                found.insert(format!("{word}("));
            }
            _ => {}
        }
    }
}

/// All of them, in the specs of the tests.
fn known() -> BTreeSet<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/spec");
    let mut found = BTreeSet::new();
    for entry in fs::read_dir(folder).expect("specs") {
        let path = entry.expect("a file").path();
        if path.extension().is_some_and(|ending| ending == "rs") {
            let text = fs::read_to_string(path).expect("a spec");
            attributes(text.parse().expect("Rust"), &mut found);
        }
    }
    found
}

#[test]
fn every_attribute_and_key_is_documented() {
    let known = known();
    for word in [
        "#[selector",
        "#[nul",
        "backing =",
        "extends =",
        "parameters(",
    ] {
        assert!(known.contains(word), "{word} isn't found: {known:?}");
    }
    let missing: Vec<_> = known.iter().filter(|word| !PAGE.contains(*word)).collect();
    assert!(missing.is_empty(), "not on the page: {missing:?}");
}
