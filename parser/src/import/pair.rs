//! Brackets get partners; where one is missing, it is put where it has to be at the latest.

use std::borrow::Cow;

use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::span::Span;

use super::token::{Kind, Token};

/// How deep brackets may nest.
const DEPTH: usize = 64;

/// An open bracket.
struct Open {
    /// Where it is among the tokens that are kept.
    at: usize,
    /// Whether it holds values: no statement ends between it and its partner.
    holds_values: bool,
}

struct Pairs<'a, 'f> {
    kept: Vec<Token<'a>>,
    open: Vec<Open>,
    found: &'f mut Vec<Diagnostic>,
}

/// Pairs the brackets of `tokens`, and answers the tokens with those that were missing. `moved` are
/// positions among them, which move with them.
pub(super) fn pair<'a>(
    tokens: Vec<Token<'a>>,
    moved: &mut [(usize, Option<u32>)],
    found: &mut Vec<Diagnostic>,
) -> Vec<Token<'a>> {
    let mut pairs = Pairs {
        kept: Vec::with_capacity(tokens.len()),
        open: Vec::new(),
        found,
    };
    let mut moved = moved.iter_mut().peekable();
    for (at, token) in tokens.into_iter().enumerate() {
        while let Some(place) = moved.next_if(|place| place.0 <= at) {
            place.0 = pairs.kept.len();
        }
        if !pairs.token(token) {
            break;
        }
    }
    if let Some(last) = pairs.open.last() {
        let token = &pairs.kept[last.at];
        let message = format!("this `{}` is never closed", token.text);
        pairs.mistake(token.span, message);
    }
    while !pairs.open.is_empty() {
        pairs.close(None);
    }
    pairs.kept
}

fn partner(open: &str) -> &'static str {
    match open {
        "(" => ")",
        "[" => "]",
        _ => "}",
    }
}

impl<'a> Pairs<'a, '_> {
    fn mistake(&mut self, span: Span, message: String) {
        let mistake = Diagnostic::new(&codes::IMPORT_SYNTAX, span, message);
        self.found.push(mistake);
    }

    /// Takes a token; `false` where nothing behind it can be made sense of.
    fn token(&mut self, token: Token<'a>) -> bool {
        if token.kind != Kind::Mark {
            self.kept.push(token);
            return true;
        }
        match &*token.text {
            "(" | "[" | "{" => {
                if self.open.len() == DEPTH {
                    self.mistake(
                        token.span,
                        format!("brackets nest deeper than {DEPTH} here"),
                    );
                    self.open.clear();
                    self.kept.clear();
                    return false;
                }
                let holds_values = self.holds_values(&token);
                self.open.push(Open {
                    at: self.kept.len(),
                    holds_values,
                });
                self.kept.push(token);
            }
            ")" | "]" | "}" => self.closing(token),
            ";" => {
                self.end_of_statement(&token);
                self.kept.push(token);
            }
            _ => self.kept.push(token),
        }
        true
    }

    /// Whether a bracket opens an initializer, or anything that lies in one.
    fn holds_values(&self, token: &Token<'a>) -> bool {
        let Some(before) = self.kept.last() else {
            return false;
        };
        let outer = self.open.last().is_some_and(|open| open.holds_values);
        if !token.is("{") {
            return outer;
        }
        match &*before.text {
            "=" => true,
            "{" | "," => outer,
            // `T t[] {`, but not the `[] {` of a lambda.
            "]" => self.is_array(),
            _ => false,
        }
    }

    /// Whether the brackets that have just been closed belong to a name.
    fn is_array(&self) -> bool {
        let mut open = 0usize;
        for (at, token) in self.kept.iter().enumerate().rev().take(32) {
            match &*token.text {
                "]" => open += 1,
                "[" => open = open.saturating_sub(1),
                _ => {}
            }
            if open == 0 {
                return at > 0 && self.kept[at - 1].is_word();
            }
        }
        false
    }

    fn closing(&mut self, token: Token<'a>) {
        let kept = &self.kept;
        let mut open = self.open.iter();
        let own = open.rposition(|open| partner(&kept[open.at].text) == token.text);
        let Some(own) = own else {
            self.mistake(token.span, format!("this `{}` closes nothing", token.text));
            return;
        };
        if own + 1 < self.open.len() {
            let inner = &self.kept[self.open[own + 1].at];
            let message = format!("a `{}` is missing before this", partner(&inner.text));
            let mistake = Diagnostic::new(&codes::IMPORT_SYNTAX, token.span, message)
                .label(inner.span, "opened here");
            self.found.push(mistake);
        }
        while self.open.len() > own + 1 {
            self.close(None);
        }
        self.close(Some(token));
    }

    /// At a `;`, all that holds values has to be closed.
    fn end_of_statement(&mut self, token: &Token<'a>) {
        let is_open = |pairs: &Self| pairs.open.last().is_some_and(|open| open.holds_values);
        if !is_open(self) {
            return;
        }
        let outermost = self.open.iter().rev().take_while(|open| open.holds_values);
        if let Some(outermost) = outermost.last() {
            let opened = &self.kept[outermost.at];
            let message = format!("a `{}` is missing before this", partner(&opened.text));
            let mistake = Diagnostic::new(&codes::IMPORT_SYNTAX, token.span, message)
                .label(opened.span, "opened here");
            self.found.push(mistake);
        }
        while is_open(self) {
            self.close(None);
        }
    }

    /// Closes the innermost bracket, by `token` or by one that is made up.
    fn close(&mut self, token: Option<Token<'a>>) {
        let Some(open) = self.open.pop() else { return };
        let width = self.kept.len() - open.at;
        let last = self.kept.last().map(|last| last.span);
        let opened = &mut self.kept[open.at];
        opened.width = width;
        let token = token.unwrap_or_else(|| {
            let last = last.unwrap_or(opened.span);
            Token {
                kind: Kind::Mark,
                text: Cow::Borrowed(partner(&opened.text)),
                span: Span {
                    start: last.end,
                    ..last
                },
                width: 0,
                is_made: true,
            }
        });
        self.kept.push(token);
    }
}
