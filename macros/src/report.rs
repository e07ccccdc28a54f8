//! Mistakes as errors of the compiler, at the tokens that they are about.

use iigen_parser::diagnostic::{Diagnostic, Label};
use iigen_parser::rust::Places;
use iigen_parser::span::Sources;
use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};

/// An error of the compiler for each mistake.
pub(crate) fn errors(mistakes: &[Diagnostic], places: &Places) -> TokenStream {
    mistakes
        .iter()
        .map(|mistake| error(mistake, places))
        .collect()
}

/// An error of the compiler for each mistake of a file, where the file is named.
pub(crate) fn errors_of_file(
    mistakes: &[Diagnostic],
    sources: &Sources,
    named: iigen_parser::span::Span,
    places: &Places,
) -> TokenStream {
    let error = |mistake| at(places.tokens(named), &text_of_file(mistake, sources));
    mistakes.iter().map(error).collect()
}

fn error(mistake: &Diagnostic, places: &Places) -> TokenStream {
    let label = mistake.labels.first();
    let tokens = label.and_then(|label| places.tokens(label.span));
    at(tokens, &text(mistake, places))
}

/// An error from the first token to the last.
fn at(tokens: Option<(Span, Span)>, text: &str) -> TokenStream {
    let (first, last) = tokens.unwrap_or((Span::call_site(), Span::call_site()));
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
        lines.dedup(); // several places of a line
    }
    lines.extend(advice(mistake));
    lines.join("\n")
}

/// Everything that a mistake in a file says, with the lines of the file that it is about.
fn text_of_file(mistake: &Diagnostic, sources: &Sources) -> String {
    let message = format!("{} [{}]", mistake.message, mistake.code);
    let mut lines = Vec::new();
    for (index, label) in mistake.labels.iter().enumerate() {
        let source = sources.get(label.span.source);
        let (line, column) = sources.line_column(label.span);
        let name = &source.name;
        lines.push(match (index, source.text.is_empty()) {
            (0, true) => message.clone(),
            (0, false) => format!("{name}:{line}:{column}: {message}"),
            _ => format!("{name}:{line}:{column}: {}", label.text),
        });
        let Some(written) = source.text.lines().nth(line - 1) else {
            continue;
        };
        let marked = &source.text[label.span.range()];
        let width = marked.lines().next().map_or(0, |of| of.chars().count());
        let label = if index == 0 { &label.text } else { "" };
        let marks = format!(
            "{}{} {label}",
            " ".repeat(column - 1),
            "^".repeat(width.max(1))
        );
        lines.extend([
            format!("    {written}"),
            format!("    {}", marks.trim_end()),
        ]);
    }
    lines.extend(advice(mistake));
    lines.join("\n")
}

/// The rule, and what to do.
fn advice(mistake: &Diagnostic) -> Vec<String> {
    let mut lines = vec![format!("note: {}", mistake.code.rule)];
    lines.extend(mistake.notes.iter().map(|note| format!("help: {note}")));
    if let Some(edit) = &mistake.edit {
        let (message, replacement) = (&edit.message, &edit.replacement);
        lines.push(match () {
            () if replacement.is_empty() => format!("help: {message}"),
            () if edit.span.start == edit.span.end => {
                format!("help: {message}: `{replacement}` in front")
            }
            () => format!("help: {message}: `{replacement}`"),
        });
    }
    lines
}

/// Another place that takes part, which a call of `compile_error!` can't mark.
fn elsewhere(label: &Label, places: &Places) -> String {
    match places.tokens(label.span) {
        Some((first, _)) => format!("line {}: {}", first.start().line, label.text),
        None => label.text.clone(),
    }
}
