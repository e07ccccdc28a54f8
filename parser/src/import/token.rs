//! Tokens of C++, and what lies between brackets and commas.

use std::borrow::Cow;

use crate::span::Span;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A name or a keyword.
    Word,
    /// A number.
    Number,
    /// A text between quotation marks.
    Text,
    /// A character between apostrophes.
    Character,
    /// Anything else.
    Mark,
}

/// A token.
#[derive(Clone, Debug)]
pub(super) struct Token<'a> {
    /// What it is.
    pub(super) kind: Kind,
    /// As it was written.
    pub(super) text: Cow<'a, str>,
    /// Where it was written; of a macro's body, where the macro is used.
    pub(super) span: Span,
    /// Of an opening bracket: how many tokens further its partner is.
    pub(super) width: usize,
    /// Whether a macro made it, so that no edit of its place mends anything.
    pub(super) is_made: bool,
}

impl Token<'_> {
    /// Whether it is this mark or word.
    pub(super) fn is(&self, text: &str) -> bool {
        self.text == text && matches!(self.kind, Kind::Mark | Kind::Word)
    }

    /// Whether it is one of these marks and words.
    pub(super) fn is_one_of(&self, texts: &[&str]) -> bool {
        texts.iter().any(|text| self.is(text))
    }

    /// Whether it is a name or a keyword.
    pub(super) fn is_word(&self) -> bool {
        self.kind == Kind::Word
    }
}

/// What stands between the brackets at `at`.
pub(super) fn inside<'t, 'a>(tokens: &'t [Token<'a>], at: usize) -> &'t [Token<'a>] {
    let end = at + tokens[at].width;
    tokens.get(at + 1..end).unwrap_or_default()
}

/// The parts of `tokens` between commas that are in no brackets; none behind the last comma.
pub(super) fn parts<'t, 'a>(tokens: &'t [Token<'a>]) -> Vec<&'t [Token<'a>]> {
    let mut parts = Vec::new();
    let (mut start, mut at) = (0, 0);
    while at < tokens.len() {
        if tokens[at].is(",") {
            parts.push(&tokens[start..at]);
            start = at + 1;
        }
        at += 1 + tokens[at].width;
    }
    if start < tokens.len() {
        parts.push(&tokens[start..]);
    }
    parts
}

/// Where `wanted` stands in no brackets.
pub(super) fn position(tokens: &[Token<'_>], wanted: &[&str]) -> Option<usize> {
    let mut at = 0;
    while at < tokens.len() {
        if tokens[at].is_one_of(wanted) {
            return Some(at);
        }
        at += 1 + tokens[at].width;
    }
    None
}

/// The place of all of `tokens`.
pub(super) fn span_of(tokens: &[Token<'_>]) -> Option<Span> {
    let (first, last) = (tokens.first()?.span, tokens.last()?.span);
    // What a macro has made may come from two files.
    Some(
        if first.source == last.source && first.start <= last.start {
            first.to(last)
        } else {
            first
        },
    )
}

/// `tokens` as they would be written in a message.
pub(super) fn written(tokens: &[Token<'_>]) -> String {
    let mut text = String::new();
    for (at, token) in tokens.iter().enumerate() {
        let before = at.checked_sub(1).map(|before| &tokens[before]);
        let apart = |of: &Token<'_>| of.kind != Kind::Mark;
        if before.is_some_and(|before| apart(before) && apart(token)) {
            text.push(' ');
        }
        text.push_str(&token.text);
        if let Some((end, _)) = text.char_indices().nth(60) {
            return format!("{}…", &text[..end]);
        }
    }
    text
}
