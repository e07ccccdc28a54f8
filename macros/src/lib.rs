//! `#[user_client]`: a module of Rust as the spec of a user client.
//!
//! Apps use it as `iigen_client::user_client`.

mod client;
mod declarations;
mod derive;
mod file;
mod lost;
#[cfg(test)]
mod mutations;
mod passed;
mod report;
mod respan;
mod spans;
#[cfg(test)]
mod tests;

use iigen_parser::diagnostic::{Diagnostic, Diagnostics};
use iigen_parser::rust::{Module, Places, read_module};
use iigen_parser::span;
use proc_macro2::{Span, TokenStream};
use quote::quote;

#[doc = include_str!("user_client.md")]
#[proc_macro_attribute]
pub fn user_client(
    arguments: proc_macro::TokenStream,
    item: proc_macro::TokenStream,
) -> proc_macro::TokenStream {
    expand(arguments.into(), item.into()).into()
}

fn expand(arguments: TokenStream, item: TokenStream) -> TokenStream {
    let mut places = Places::of_macro();
    let mut found = Diagnostics::default();
    let Some(module) = read_module(arguments, item, &mut places, &mut found) else {
        return report::errors(&found.into_sorted(), &places);
    };
    let errors = |mistakes: &[Diagnostic]| report::errors(mistakes, &places);
    let token = |place: span::Span| {
        let tokens = places.tokens(place);
        tokens.map_or(Span::call_site(), |(first, _)| first)
    };
    let content = match (&module.file, &module.spec) {
        (Some(file), _) => {
            let errors = errors(&found.into_sorted());
            let content = file::content(file, &places);
            quote! { #errors #content }
        }
        (None, Some(spec)) => client::of(spec, found, &module.passed, errors, token),
        (None, None) => errors(&found.into_sorted()),
    };
    let Module {
        head,
        name,
        inner,
        numbers,
        rest,
        passed,
        ..
    } = module;
    let of_module = passed::of_module(&passed);
    quote! { #of_module #head mod #name { #inner #content #(#[allow(dead_code)] #numbers)* #rest } }
}
