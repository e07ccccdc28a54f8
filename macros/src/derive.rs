//! `#[derive(…)]` of the user's, in front of what has derived something already.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

/// The attribute without the traits that are there; nothing where all are.
pub(crate) fn without(attribute: TokenStream, there: &[&str]) -> TokenStream {
    let tokens = attribute.into_iter().map(|token| match token {
        // The brackets of the attribute, and the parentheses of the list in them.
        TokenTree::Group(group) => {
            let inside = match group.delimiter() {
                Delimiter::Parenthesis => remaining(group.stream(), there),
                _ => without(group.stream(), there),
            };
            let mut new = Group::new(group.delimiter(), inside);
            new.set_span(group.span());
            (!new.stream().is_empty()).then_some(TokenTree::Group(new))
        }
        token => Some(token),
    });
    tokens.collect::<Option<_>>().unwrap_or_default()
}

/// The traits of a list that aren't there: the last word of a path names one.
fn remaining(list: TokenStream, there: &[&str]) -> TokenStream {
    let tokens: Vec<_> = list.into_iter().collect();
    let is_comma = |token: &TokenTree| matches!(token, TokenTree::Punct(of) if of.as_char() == ',');
    let paths = tokens.split_inclusive(is_comma).filter(|path| {
        let last = path.iter().rfind(|token| !is_comma(token));
        !matches!(last, Some(TokenTree::Ident(name)) if there.iter().any(|of| name == of))
    });
    paths.flatten().cloned().collect()
}
