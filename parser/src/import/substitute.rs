//! The body of a macro with its arguments.

use std::borrow::Cow;

use crate::span::Span;

use super::macros::{Expansion, LONGEST, Macro, parentheses, placed};
use super::token::{Kind, Token, inside};

/// Where an argument goes.
struct Arguments<'u, 'a> {
    used: &'u Macro<'a>,
    given: &'u [&'u [Token<'a>]],
}

impl<'a> Arguments<'_, 'a> {
    /// Whether a token stands for the arguments that have no names.
    fn is_others(&self, token: &Token<'a>) -> bool {
        token.is_word() && self.used.others.as_deref() == Some(&*token.text)
    }

    /// What a parameter stands for.
    fn of(&self, token: &Token<'a>) -> Option<Vec<Token<'a>>> {
        let parameters = self.used.parameters.as_deref().unwrap_or_default();
        if !token.is_word() {
            return None;
        }
        if self.is_others(token) {
            let others = self.given.get(parameters.len()..).unwrap_or_default();
            let comma = Token {
                kind: Kind::Mark,
                text: Cow::Borrowed(","),
                ..token.clone()
            };
            return Some(others.join(&[comma][..]));
        }
        let index = parameters.iter().position(|name| *name == token.text)?;
        Some(self.given.get(index).map_or(Vec::new(), |of| of.to_vec()))
    }
}

/// The body of `used` with its arguments.
pub(super) fn substituted<'a>(
    expansion: &mut Expansion<'a>,
    used: &Macro<'a>,
    given: &[&[Token<'a>]],
    place: Span,
) -> Vec<Token<'a>> {
    let arguments = Arguments { used, given };
    let mut body = placed(&used.body, place);
    parentheses(&mut body);
    let mut made: Vec<Token<'a>> = Vec::new();
    // Where the last piece begins, which a `##` joins with the next.
    let mut last = 0;
    let mut joins = false;
    // Up to where arguments are those of a macro that makes texts or names of them.
    let mut pasted_to = 0;
    let mut at = 0;
    while at < body.len() && made.len() <= LONGEST {
        let token = &body[at];
        let next = body.get(at + 1);
        at += 1;
        if token.is("##") {
            joins = true;
            continue;
        }
        if expansion.pastes(token)
            && let Some(list) = next.filter(|next| next.is("("))
        {
            pasted_to = at + list.width;
        }
        let joined = joins || next.is_some_and(|next| next.is("##"));
        let mut piece = match (token.is("#"), next.and_then(|next| arguments.of(next))) {
            (true, Some(argument)) => {
                at += 1;
                vec![text_of(&argument, place)]
            }
            _ if token.is("__VA_OPT__") && next.is_some_and(|next| next.is("(")) => {
                let inner = inside(&body, at).to_vec();
                at += 1 + body[at].width;
                let parameters = used.parameters.as_ref().map_or(0, Vec::len);
                if given.len() > parameters {
                    inner
                } else {
                    Vec::new()
                }
            }
            _ => match arguments.of(token) {
                None => vec![token.clone()],
                Some(argument) if joined => argument,
                Some(argument) => expansion.argument(&argument, place, at <= pasted_to),
            },
        };
        if std::mem::take(&mut joins) {
            let left = made.get_mut(last..).and_then(<[_]>::last_mut);
            match (left, piece.first()) {
                // `, ##__VA_ARGS__` takes the comma away if there is nothing behind it.
                (Some(left), None) if left.is(",") && arguments.is_others(token) => {
                    made.pop();
                }
                (Some(left), Some(right)) if !(left.is(",") && arguments.is_others(token)) => {
                    left.text = Cow::Owned(format!("{}{}", left.text, right.text));
                    piece.remove(0);
                }
                _ => {}
            }
            made.append(&mut piece);
        } else {
            last = made.len();
            made.append(&mut piece);
        }
    }
    made
}

/// `#argument`.
fn text_of<'a>(tokens: &[Token<'a>], span: Span) -> Token<'a> {
    let mut text = String::from("\"");
    for (at, token) in tokens.iter().enumerate() {
        let before = at.checked_sub(1).map(|before| &tokens[before]);
        let is_apart = |before: &Token<'a>| {
            let words = before.kind != Kind::Mark && token.kind != Kind::Mark;
            let is_written = !before.is_made && !token.is_made;
            words || is_written && before.span.end < token.span.start
        };
        if before.is_some_and(is_apart) {
            text.push(' ');
        }
        for letter in token.text.chars() {
            if token.kind == Kind::Text && matches!(letter, '"' | '\\') {
                text.push('\\');
            }
            text.push(letter);
        }
    }
    text.push('"');
    Token {
        kind: Kind::Text,
        text: Cow::Owned(text),
        span,
        width: 0,
        is_made: true,
    }
}
