//! The module in a file that is the spec.

use proc_macro2::{Delimiter, Group, Span, TokenStream, TokenTree};

use crate::codes;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::span::{self, SourceId};

use super::places::Places;

/// What the macro would be given.
pub(super) struct Found {
    /// What stands between the brackets of the attribute.
    pub(super) arguments: TokenStream,
    /// The module with its other attributes.
    pub(super) item: TokenStream,
    /// The attribute's name.
    name: Span,
}

/// The one module with the attribute `#[user_client]`, however deep it stands in other modules.
pub(super) fn module(
    stream: TokenStream,
    source: SourceId,
    places: &mut Places,
    found: &mut Diagnostics,
) -> Option<Found> {
    let mut modules = Vec::new();
    let mut waiting = vec![stream];
    while let Some(stream) = waiting.pop() {
        level(stream, &mut modules, &mut waiting);
    }
    // Groups are searched behind what stands around them.
    let mut modules: Vec<_> = modules
        .into_iter()
        .map(|module| (places.place(module.name), module))
        .collect();
    modules.sort_by_key(|(place, _)| *place);
    let mut modules = modules.into_iter();
    let Some((first_place, first)) = modules.next() else {
        let span = span::Span::new(source, 0..0);
        let message = "no module of the file is a spec";
        found.push(
            Diagnostic::new(&codes::RUST_MODULE, span, message)
                .note("write #[iigen_client::user_client(provider = \"…\")] in front of it"),
        );
        return None;
    };
    for (place, _) in modules {
        let message = "a second module that is a spec";
        found.push(
            Diagnostic::new(&codes::RUST_MODULE, place, message)
                .label(first_place, "the first")
                .note("give each a file of its own: the macro reads any number, the command one"),
        );
    }
    Some(first)
}

/// Finds the modules among the tokens of one level; groups are left to be searched.
fn level(stream: TokenStream, modules: &mut Vec<Found>, waiting: &mut Vec<TokenStream>) {
    let mut tokens = stream.into_iter().peekable();
    let mut attributes: Vec<(TokenTree, Group)> = Vec::new();
    while let Some(token) = tokens.next() {
        match (&token, tokens.peek()) {
            (TokenTree::Punct(pound), Some(TokenTree::Group(group)))
                if pound.as_char() == '#' && group.delimiter() == Delimiter::Bracket =>
            {
                attributes.push((token, group.clone()));
                tokens.next();
                continue;
            }
            (TokenTree::Group(group), _) => waiting.push(group.stream()),
            _ => {}
        }
        let at = attributes
            .iter()
            .position(|(_, group)| user_client(group).is_some());
        if let Some(at) = at {
            let (_, group) = attributes.remove(at);
            let (name, arguments) = user_client(&group).unwrap_or((Span::call_site(), None));
            let arguments = arguments.map_or(TokenStream::new(), |group| group.stream());
            let mut item: Vec<TokenTree> = attributes
                .drain(..)
                .flat_map(|(pound, group)| [pound, TokenTree::Group(group)])
                .collect();
            let mut ends = is_end(&token);
            item.push(token);
            while !ends && let Some(token) = tokens.next() {
                ends = is_end(&token);
                item.push(token);
            }
            modules.push(Found {
                arguments,
                item: item.into_iter().collect(),
                name,
            });
        }
        attributes.clear();
    }
}

/// The name and the arguments of an attribute that is `user_client`, by whatever path.
fn user_client(attribute: &Group) -> Option<(Span, Option<Group>)> {
    let mut name = None;
    for token in attribute.stream() {
        match token {
            TokenTree::Ident(word) => name = Some(word),
            TokenTree::Punct(punct) if punct.as_char() == ':' => {}
            TokenTree::Group(group) if group.delimiter() == Delimiter::Parenthesis => {
                let name = name.filter(|name| name == "user_client")?;
                return Some((name.span(), Some(group)));
            }
            _ => return None,
        }
    }
    name.filter(|name| name == "user_client")
        .map(|name| (name.span(), None))
}

/// Whether an item ends with this token.
fn is_end(token: &TokenTree) -> bool {
    match token {
        TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
        TokenTree::Punct(punct) => punct.as_char() == ';',
        _ => false,
    }
}
