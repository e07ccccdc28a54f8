//! Items that are no part of a spec, and stay in the module as they are.

use proc_macro2::{Delimiter, TokenTree};

use super::items::item_head;
use super::tokens::{Tokens, is_brace, is_punct};

/// Takes the item that is next, when it is one of Rust's; its tokens.
pub(super) fn item(tokens: &mut Tokens) -> Option<Tokens> {
    if let Some(length) = macro_call(tokens) {
        let mut call = tokens.take(length);
        let braces = matches!(call.last(), Some(token) if is_brace(token));
        if !braces && tokens.at(';', None) {
            call.extend(tokens.take(1));
        }
        return Some(call);
    }
    let words = item_head(tokens);
    let has = |word: &str| words.iter().any(|of| of == word);
    match words.first().map(String::as_str) {
        Some("use" | "static" | "type") => Some(tokens.through(|token| is_punct(token, ';'))),
        Some("extern") if has("crate") => Some(tokens.through(|token| is_punct(token, ';'))),
        _ if has("fn") || has("impl") || has("mod") || has("extern") => {
            let mut item = tokens.through(is_end);
            // `impl Trait<{ 3 }> for Type`: the braces of a number end nothing.
            while tokens.at('>', None) || tokens.at(',', None) {
                item.extend(tokens.through(is_end));
            }
            Some(item)
        }
        _ => None,
    }
}

/// Whether an item with a body ends here.
fn is_end(token: &TokenTree) -> bool {
    is_brace(token) || is_punct(token, ';')
}

/// How many tokens a macro call has, up to its group: `made!(…)`, `::a::made! {…}`, and
/// `macro_rules! made {…}`.
fn macro_call(tokens: &Tokens) -> Option<usize> {
    let is_word = |index| matches!(tokens.peek_at(index), Some(TokenTree::Ident(_)));
    let is = |index, character| matches!(tokens.peek_at(index), Some(token) if is_punct(token, character));
    let mut at = 0;
    loop {
        if is(at, ':') && is(at + 1, ':') {
            at += 2;
        }
        if !is_word(at) {
            return None;
        }
        at += 1;
        if is(at, '!') {
            at += 1;
            break;
        }
        if !is(at, ':') {
            return None;
        }
    }
    at += usize::from(is_word(at));
    match tokens.peek_at(at) {
        Some(TokenTree::Group(group)) if group.delimiter() != Delimiter::None => Some(at + 1),
        _ => None,
    }
}
