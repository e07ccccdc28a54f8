//! The declarations of a client, and the attributes that are put in front of them.

use std::collections::HashMap;

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

/// A declaration of the client.
pub(crate) struct Declaration {
    /// The type in whose braces it stands, or in those of an `impl` of it.
    pub(crate) within: Option<String>,
    pub(crate) name: String,
}

/// Attributes for declarations.
#[derive(Default)]
pub(crate) struct Attributes {
    /// By the type that a declaration stands in, and by its name.
    places: HashMap<Option<String>, HashMap<String, Vec<TokenTree>>>,
}

impl Attributes {
    pub(crate) fn add(&mut self, of: Declaration, attribute: TokenStream) {
        let names = self.places.entry(of.within).or_default();
        names.entry(of.name).or_default().extend(attribute);
    }

    /// Puts each in front of what it belongs to.
    pub(crate) fn insert(&self, client: TokenStream) -> TokenStream {
        self.walk(client, None)
    }

    /// Goes through the module, or what stands between the braces of a type.
    fn walk(&self, stream: TokenStream, within: Option<String>) -> TokenStream {
        let tokens: Vec<TokenTree> = stream.into_iter().collect();
        let mut made = Vec::with_capacity(tokens.len());
        let names = self.places.get(&within);
        // The type whose braces come next.
        let mut next = None;
        for (at, token) in tokens.iter().enumerate() {
            let name = declared(&tokens, at);
            let attributes = name.and_then(|name| names?.get(&name));
            made.extend(attributes.into_iter().flatten().cloned());
            match token {
                TokenTree::Ident(word) if within.is_none() => {
                    let word = Some(word.to_string());
                    if self.places.contains_key(&word) {
                        next = word;
                    }
                }
                TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => {
                    if let Some(of) = next.take() {
                        let inside = self.walk(group.stream(), Some(of));
                        made.push(Group::new(Delimiter::Brace, inside).into());
                        continue;
                    }
                }
                _ => {}
            }
            made.push(token.clone());
        }
        made.into_iter().collect()
    }
}

/// The name of the declaration that begins here. In front of each, the client has its documentation.
fn declared(tokens: &[TokenTree], at: usize) -> Option<String> {
    const WORDS: &[&str] = &["pub", "struct", "enum", "const", "type", "fn"];
    let (before, here) = tokens.split_at(at);
    let [.., hash, TokenTree::Group(_)] = before else {
        return None;
    };
    if !is_hash(hash) || is_hash(&here[0]) {
        return None;
    }
    let mut words = here.iter().map_while(|token| match token {
        TokenTree::Ident(word) => Some(word.to_string()),
        _ => None,
    });
    words.find(|word| !WORDS.contains(&word.as_str()))
}

fn is_hash(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Punct(of) if of.as_char() == '#')
}
