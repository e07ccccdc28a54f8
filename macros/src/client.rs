//! The client of a spec, whole or as far as the spec has no mistakes.

use iigen_parser::check::check;
use iigen_parser::diagnostic::{Diagnostic, Diagnostics};
use iigen_parser::interface::Interface;
use iigen_parser::recovery::recover;
use iigen_parser::rust::Passed;
use iigen_parser::span;
use iigen_parser::spec::Spec;
use proc_macro2::{Span, TokenStream};
use quote::quote;

use crate::spans::Spans;
use crate::{lost, passed};

/// The client of a spec. Where there are mistakes, these as errors, and the client of what is left,
/// so that an editor goes on to know it.
pub(crate) fn of(
    spec: &Spec,
    found: Diagnostics,
    passed: &[Passed],
    errors: impl Fn(&[Diagnostic]) -> TokenStream,
    token: impl Fn(span::Span) -> Span,
) -> TokenStream {
    let mistakes = match check(spec, found) {
        Ok(interface) => return client(&interface, spec, passed, &token),
        Err(mistakes) => mistakes,
    };
    let errors = errors(&mistakes);
    let Some(left) = recover(spec, &mistakes) else {
        return errors;
    };
    let client = client(&left.interface, &left.spec, passed, &token);
    let lost = lost::items(&left, &client, token);
    quote! { #errors #client #lost }
}

fn client(
    interface: &Interface,
    spec: &Spec,
    passed: &[Passed],
    token: &impl Fn(span::Span) -> Span,
) -> TokenStream {
    let client = lex(&iigen_rust::client(interface));
    let client = Spans::of(spec, token).give(client);
    passed::insert(client, passed, spec)
}

/// The tokens of a client.
fn lex(client: &str) -> TokenStream {
    const IS_RUST: &str = "a client is Rust";
    // proc-macro2 would read it all once more before the compiler does.
    if proc_macro::is_available() {
        let tokens: proc_macro::TokenStream = client.parse().expect(IS_RUST);
        return tokens.into();
    }
    client.parse().expect(IS_RUST)
}
