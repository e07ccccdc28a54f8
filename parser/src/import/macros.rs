//! Macros, where a table uses them.

use std::borrow::Cow;

use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::span::Span;

use super::lexer::{Macro, Unit};
use super::token::{Kind, Token, inside, parts};

/// How deep macros may use each other.
const DEPTH: usize = 32;

/// How many tokens a macro may have with its arguments, and a table's tokens one with another.
const LONGEST: usize = 1 << 16;

/// `tokens` with their macros replaced, but for those that stand for one value: these are names, which
/// say more than their numbers. `None` if there is nothing to replace.
pub(super) fn expand<'a>(
    unit: &Unit<'a>,
    tokens: &[Token<'a>],
    found: &mut Vec<Diagnostic>,
) -> Option<Vec<Token<'a>>> {
    let is_used = |(at, token): (usize, &Token<'a>)| {
        let used = of(unit, token)?;
        let called = tokens.get(at + 1).is_some_and(|next| next.is("("));
        (used.parameters.is_none() || called).then_some(())
    };
    tokens.iter().enumerate().find_map(is_used)?;
    let mut expansion = Expansion {
        unit,
        made: Vec::with_capacity(tokens.len()),
        active: Vec::new(),
        steps: 0,
        longest: LONGEST.saturating_add(tokens.len().saturating_mul(64)),
        is_full: false,
    };
    expansion.tokens(tokens, None);
    if expansion.is_full {
        let span = tokens.first().map(|first| first.span)?;
        let message = format!(
            "the macros of this table stand for more than {} tokens",
            expansion.longest
        );
        found.push(Diagnostic::new(&codes::IMPORT_SYNTAX, span, message));
    }
    Some(expansion.made)
}

/// The macro that `token` is, unless that stands for a value.
fn of<'u, 'a>(unit: &'u Unit<'a>, token: &Token<'a>) -> Option<&'u Macro<'a>> {
    if !token.is_word() {
        return None;
    }
    let found = unit.macros.get(&*token.text)?;
    let has_parts = |token: &Token<'a>| {
        let calls = || {
            unit.macros
                .get(&*token.text)
                .is_some_and(|of| of.parameters.is_some())
        };
        token.is_one_of(&[",", "{", "}", "&"]) || token.is_word() && calls()
    };
    (found.parameters.is_some() || found.body.is_empty() || found.body.iter().any(has_parts))
        .then_some(found)
}

struct Expansion<'u, 'a> {
    unit: &'u Unit<'a>,
    made: Vec<Token<'a>>,
    /// The macros that are being replaced; none is replaced within itself.
    active: Vec<String>,
    /// How many tokens were looked at: a macro may stand for none.
    steps: usize,
    /// How many may be.
    longest: usize,
    is_full: bool,
}

impl<'a> Expansion<'_, 'a> {
    /// Adds `tokens`; those of a macro's body have the `place` where it is used.
    fn tokens(&mut self, tokens: &[Token<'a>], place: Option<Span>) {
        let mut at = 0;
        while let Some(token) = tokens.get(at) {
            self.steps += 1;
            if self.steps >= self.longest {
                self.is_full = true;
                return;
            }
            at += 1;
            let place_here = place.unwrap_or(token.span);
            let used = of(self.unit, token).filter(|_| {
                self.active.len() < DEPTH && !self.active.iter().any(|name| *name == token.text)
            });
            let Some(used) = used else {
                self.made.push(Token {
                    is_made: token.is_made || place.is_some(),
                    ..token.clone()
                });
                continue;
            };
            let body = match &used.parameters {
                None => placed(&used.body, place_here),
                Some(parameters) => {
                    let list = tokens.get(at).filter(|next| next.is("(") && next.width > 0);
                    let Some(list) = list else {
                        self.made.push(token.clone());
                        continue;
                    };
                    let arguments = parts(inside(tokens, at));
                    at += 1 + list.width;
                    replaced(used, parameters, &arguments, place_here)
                }
            };
            self.steps += body.len();
            // Brackets within arguments have partners, which a macro of a macro needs.
            let mut body = body;
            widths(&mut body);
            self.active.push(token.text.to_string());
            self.tokens(&body, Some(place_here));
            self.active.pop();
        }
    }
}

fn placed<'a>(body: &[Token<'a>], span: Span) -> Vec<Token<'a>> {
    let tokens = body.iter().cloned();
    tokens.map(|token| Token { span, ..token }).collect()
}

/// The body of a macro with its arguments.
fn replaced<'a>(
    used: &Macro<'a>,
    parameters: &[Cow<'a, str>],
    arguments: &[&[Token<'a>]],
    place: Span,
) -> Vec<Token<'a>> {
    let argument = |token: &Token<'a>| -> Option<Vec<Token<'a>>> {
        if !token.is_word() {
            return None;
        }
        let rest = parameters.last().is_some_and(|last| last == "...");
        if rest && token.text == "__VA_ARGS__" {
            let others = arguments.get(parameters.len() - 1..).unwrap_or_default();
            let comma = Token {
                kind: Kind::Mark,
                text: Cow::Borrowed(","),
                ..token.clone()
            };
            return Some(others.join(&[comma][..]));
        }
        let index = parameters.iter().position(|name| *name == token.text)?;
        Some(arguments.get(index).map_or(Vec::new(), |of| of.to_vec()))
    };
    let mut made: Vec<Token<'a>> = Vec::new();
    let mut paste = false;
    let mut body = used.body.iter().peekable();
    while let Some(token) = body.next() {
        if token.is("##") {
            paste = true;
            continue;
        }
        let mut piece = match (token.is("#"), body.peek()) {
            (true, Some(next)) => match argument(next) {
                Some(tokens) => {
                    body.next();
                    vec![text_of(&tokens, place)]
                }
                None => placed(std::slice::from_ref(token), place),
            },
            _ => argument(token).unwrap_or_else(|| placed(std::slice::from_ref(token), place)),
        };
        if std::mem::take(&mut paste)
            && let (Some(left), Some(right)) = (made.last_mut(), piece.first())
        {
            left.text = Cow::Owned(format!("{}{}", left.text, right.text));
            piece.remove(0);
        }
        made.extend(piece);
        if made.len() > LONGEST {
            break;
        }
    }
    made
}

/// `#argument`.
fn text_of<'a>(tokens: &[Token<'a>], span: Span) -> Token<'a> {
    Token {
        kind: Kind::Text,
        text: Cow::Owned(format!("{:?}", super::token::written(tokens))),
        span,
        width: 0,
        is_made: true,
    }
}

/// Pairs brackets as far as they have partners.
pub(super) fn widths(tokens: &mut [Token<'_>]) {
    let mut open: Vec<usize> = Vec::new();
    for at in 0..tokens.len() {
        tokens[at].width = 0;
        if tokens[at].kind != Kind::Mark {
            continue;
        }
        match &*tokens[at].text {
            "(" | "[" | "{" => open.push(at),
            ")" | "]" | "}" => {
                let own = open
                    .pop()
                    .filter(|&first| closes(&tokens[first].text, &tokens[at].text));
                if let Some(first) = own {
                    tokens[first].width = at - first;
                }
            }
            _ => {}
        }
    }
}

fn closes(open: &str, close: &str) -> bool {
    matches!((open, close), ("(", ")") | ("[", "]") | ("{", "}"))
}
