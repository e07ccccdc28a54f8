//! `#[user_client]`: a module of Rust as the spec of a user client.
//!
//! Apps use it as `iigen_client::user_client`.

mod declarations;
mod derive;
mod file;
mod passed;
mod report;
#[cfg(test)]
mod tests;

use iigen_parser::check::check;
use iigen_parser::diagnostic::{Diagnostic, Diagnostics};
use iigen_parser::rust::{Module, Places, read_module};
use proc_macro2::TokenStream;
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
    let content = match &module.file {
        Some(file) => {
            let errors = report::errors(&found.into_sorted(), &places);
            let content = file::content(file, &places);
            quote! { #errors #content }
        }
        None => {
            client(&module, found).unwrap_or_else(|mistakes| report::errors(&mistakes, &places))
        }
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

/// The client that the module means.
fn client(module: &Module, found: Diagnostics) -> Result<TokenStream, Vec<Diagnostic>> {
    let Some(spec) = &module.spec else {
        return Err(found.into_sorted());
    };
    let text = iigen_rust::client(&check(spec, found)?);
    let client = text.parse().expect("a client is Rust");
    Ok(passed::insert(client, &module.passed, spec))
}
