//! Mistakes as errors of the compiler, at the tokens that they are about.

use iigen_parser::diagnostic::{Diagnostic, Label};
use iigen_parser::rust::Places;
use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};

/// An error of the compiler for each mistake.
pub(crate) fn errors(mistakes: &[Diagnostic], places: &Places) -> TokenStream {
    mistakes
        .iter()
        .map(|mistake| error(mistake, places))
        .collect()
}

fn error(mistake: &Diagnostic, places: &Places) -> TokenStream {
    let tokens = mistake
        .labels
        .first()
        .and_then(|label| places.tokens(label.span));
    let (first, last) = tokens.unwrap_or((Span::call_site(), Span::call_site()));
    let text = text(mistake, places);
    // The compiler marks everything from the first token of the call to its last.
    let head = quote_spanned! { first => ::core::compile_error! };
    let message = quote! { #text };
    let body = quote_spanned! { last => { #message } };
    quote! { #head #body }
}

/// Everything that a mistake says, a line each.
fn text(mistake: &Diagnostic, places: &Places) -> String {
    let mut lines = vec![format!("{} [{}]", mistake.message, mistake.code)];
    if let Some((here, others)) = mistake.labels.split_first() {
        lines.extend(Some(&here.text).filter(|text| !text.is_empty()).cloned());
        lines.extend(others.iter().map(|other| elsewhere(other, places)));
    }
    lines.push(format!("note: {}", mistake.code.rule));
    lines.extend(mistake.notes.iter().map(|note| format!("help: {note}")));
    if let Some(edit) = &mistake.edit {
        let in_front = if edit.span.start == edit.span.end {
            " in front"
        } else {
            ""
        };
        let (message, replacement) = (&edit.message, &edit.replacement);
        lines.push(format!("help: {message}: `{replacement}`{in_front}"));
    }
    lines.join("\n")
}

/// Another place that takes part, which a call of `compile_error!` can't mark.
fn elsewhere(label: &Label, places: &Places) -> String {
    match places.tokens(label.span) {
        Some((first, _)) => format!("line {}: {}", first.unwrap().line(), label.text),
        None => label.text.clone(),
    }
}
