//! The names of what mistakes have been found in, so that a use of one is no further mistake.

use std::collections::HashSet;

use iigen_parser::naming;
use iigen_parser::recovery::Recovered;
use iigen_parser::span;
use iigen_parser::spec::{Declared, DeclaredKind, Language};
use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::quote;

/// The words that a name is declared behind.
const DECLARING: &[&str] = &["struct", "enum", "type", "const", "fn"];

/// Each item that was left out of `client`, with a type that nothing is known of.
///
/// That type is a name which isn't there: the compiler says nothing of it in a module in which it
/// has shown errors of a macro, and nothing of what is done with a value of it.
pub(crate) fn items(
    left: &Recovered,
    client: &TokenStream,
    token: impl Fn(span::Span) -> Span,
) -> TokenStream {
    let mut taken = HashSet::new();
    declared(client.clone(), &mut taken);
    let (mut items, mut methods) = (TokenStream::new(), TokenStream::new());
    for of in &left.lost {
        let Some(name) = name(of, left.spec.language) else {
            continue;
        };
        // A second item of a name is a mistake, and the first is there.
        if !taken.insert(name.to_string()) {
            continue;
        }
        let name = Ident::new(&name.to_string(), token(of.name.span));
        match of.kind {
            DeclaredKind::Constant => {
                items.extend(quote! { pub const #name: IigenMistake = IigenMistake; })
            }
            // What is an enum or flags can be made of its number, as by a function.
            DeclaredKind::Type => items.extend(quote! {
                pub type #name = IigenMistake;
                #[allow(non_upper_case_globals)]
                pub const #name: IigenMistake = IigenMistake;
            }),
            DeclaredKind::Method | DeclaredKind::Memory => {
                let arguments = std::iter::repeat_n(quote! { _: IigenMistake }, of.arguments);
                methods.extend(quote! {
                    pub fn #name(&self #(, #arguments)*) -> IigenMistake { IigenMistake }
                });
            }
            DeclaredKind::Callback => {}
        }
    }
    if !methods.is_empty() {
        let class = naming::rust_type(&left.spec.class.value);
        let class = Ident::new(&class, token(left.spec.class.span));
        items.extend(quote! { impl<T: ::iigen_client::Transport> #class<T> { #methods } });
    }
    items
}

/// The name that an item has in the client, if it is one.
fn name(of: &Declared, language: Language) -> Option<Ident> {
    let name = &of.name.value;
    let name = match of.kind {
        DeclaredKind::Constant => naming::shouty(name),
        DeclaredKind::Type => naming::rust_type(name),
        // In Rust, the method that maps it is what has the name.
        DeclaredKind::Memory if language == Language::Yaml => naming::rust_map(name),
        DeclaredKind::Method | DeclaredKind::Memory | DeclaredKind::Callback => {
            naming::rust_name(name)
        }
    };
    let mut tokens = name.parse::<TokenStream>().ok()?.into_iter();
    match (tokens.next(), tokens.next()) {
        (Some(TokenTree::Ident(ident)), None) => Some(ident),
        _ => None,
    }
}

/// All names that are declared.
fn declared(tokens: TokenStream, names: &mut HashSet<String>) {
    let mut waiting = vec![tokens];
    while let Some(tokens) = waiting.pop() {
        let mut is_next = false;
        for token in tokens {
            match token {
                TokenTree::Group(group) => {
                    waiting.push(group.stream());
                    is_next = false;
                }
                TokenTree::Ident(ident) if is_next => {
                    names.insert(ident.to_string());
                    is_next = false;
                }
                TokenTree::Ident(ident) => is_next = DECLARING.iter().any(|word| ident == word),
                _ => is_next = false,
            }
        }
    }
}
