//! `provider = "RingDriver", version = 3`: keys and their values, in attributes.

use proc_macro2::{Delimiter, TokenTree};

use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::span::Spanned;
use crate::spec::{Name, Number};

use super::literal;
use super::reader::Reader;
use super::tokens::Tokens;

/// The keys of an attribute.
pub(super) struct Keys {
    /// Each with what stands behind it.
    entries: Vec<(Name, Tokens)>,
}

impl Keys {
    /// Takes a key: where it stands, and what stands behind it.
    pub(super) fn take(&mut self, key: &str) -> Option<(Name, Tokens)> {
        let at = self.entries.iter().position(|(name, _)| name.value == key);
        at.map(|at| self.entries.remove(at))
    }

    /// The keys that nobody has taken.
    pub(super) fn names(&self) -> impl Iterator<Item = &Name> {
        self.entries.iter().map(|(name, _)| name)
    }
}

impl Reader<'_> {
    /// Reads keys; each of `known` may stand once, in `what`.
    pub(super) fn keys(&mut self, parts: Vec<Tokens>, what: &str, known: &[&str]) -> Keys {
        let mut entries: Vec<(Name, Tokens)> = Vec::new();
        for mut tokens in parts {
            tokens.open_invisible();
            let Some(key) = tokens.ident() else {
                let expected = format!("a key, such as `{}`", known[0]);
                self.expected(&codes::RUST_SYNTAX, &expected, &tokens);
                continue;
            };
            let key = self.name(&key);
            if let Some((first, _)) = entries.iter().find(|(of, _)| of.value == key.value) {
                let message = format!("the key `{}` stands twice", key.value);
                self.found.push(
                    Diagnostic::new(&codes::RUST_ATTRIBUTE, key.span, message)
                        .here("here again")
                        .label(first.span, "first here"),
                );
                continue;
            }
            if known.contains(&key.value.as_str()) {
                entries.push((key, tokens));
            } else {
                self.unknown_key(&key, what, known);
            }
        }
        Keys { entries }
    }

    fn unknown_key(&mut self, key: &Name, what: &str, known: &[&str]) {
        let message = format!("unknown key `{}` in {what}", key.value);
        let mistake = Diagnostic::new(&codes::RUST_ATTRIBUTE, key.span, message);
        let close = crate::similar::closest(&key.value, known.iter().copied());
        self.found.push(match close {
            Some(close) => mistake.edit("a key with a similar name", key.span, close),
            None => mistake.note(format!("the keys here are {}", known.join(", "))),
        });
    }

    /// Reports a key that isn't there.
    pub(super) fn missing(&mut self, at: &Name, what: &str, note: &str) {
        let message = format!("`{}` without {what}", at.value);
        self.found
            .push(Diagnostic::new(&codes::MISSING_KEY, at.span, message).note(note));
    }

    /// `= "RingDriver"`.
    pub(super) fn text(&mut self, mut tokens: Tokens) -> Option<Name> {
        let equals = tokens.punct('=').is_some();
        let text = equals.then(|| self.quoted(&mut tokens)).flatten();
        if text.is_none() {
            let expected = if equals {
                "a name in quotes"
            } else {
                "= and a name in quotes"
            };
            self.expected(&codes::RUST_ATTRIBUTE, expected, &tokens);
            return None;
        }
        self.nothing_behind(&codes::RUST_ATTRIBUTE, "the name", &tokens);
        text
    }

    /// Takes a text in quotes, when one is next.
    pub(super) fn quoted(&mut self, tokens: &mut Tokens) -> Option<Name> {
        let Some(TokenTree::Literal(literal)) = tokens.peek() else {
            return None;
        };
        let text = literal::text(literal)?;
        let span = literal.span();
        tokens.next();
        Some(Spanned::new(text, self.place(span)))
    }

    /// `= 3`.
    pub(super) fn number_behind(&mut self, mut tokens: Tokens) -> Option<Number> {
        if tokens.punct('=').is_none() {
            self.expected(&codes::RUST_ATTRIBUTE, "= and a number", &tokens);
            return None;
        }
        self.whole_number(tokens)
    }

    /// `= 0..=5`: its ends, and all of it.
    pub(super) fn range_behind(&mut self, mut tokens: Tokens) -> Option<(Number, Number)> {
        if tokens.punct('=').is_none() {
            self.expected(&codes::RUST_ATTRIBUTE, "= and a range", &tokens);
            return None;
        }
        self.range(tokens)
    }

    /// `0..=5`, or one number.
    pub(super) fn range(&mut self, mut tokens: Tokens) -> Option<(Number, Number)> {
        let first = self.number(&mut tokens)?;
        if tokens.puncts('.', '.').is_none() {
            self.nothing_behind(&codes::RUST_NUMBER, "the number", &tokens);
            return Some((first, first));
        }
        let includes = tokens.punct('=').is_some();
        let last = self.whole_number(tokens)?;
        if includes {
            return Some((first, last));
        }
        let last = last.map(|last| last.saturating_sub(1));
        let range = first.span.to(last.span);
        let same = format!("{}..={}", first.value, last.value);
        let message = "a range in a spec includes its last number";
        self.found
            .push(Diagnostic::new(&codes::RUST_NUMBER, range, message).edit(
                "the same range",
                range,
                same,
            ));
        Some((first, last))
    }

    /// `= buffer`: one of the words.
    pub(super) fn word_behind<T: Copy>(
        &mut self,
        mut tokens: Tokens,
        words: &[(&str, T)],
    ) -> Option<Spanned<T>> {
        if tokens.punct('=').is_none() {
            let words: Vec<_> = words.iter().map(|(word, _)| *word).collect();
            let expected = format!("= and one of {}", words.join(", "));
            self.expected(&codes::RUST_ATTRIBUTE, &expected, &tokens);
            return None;
        }
        self.only_word(tokens, words)
    }

    /// `buffer`: one of the words, and nothing behind it.
    pub(super) fn only_word<T: Copy>(
        &mut self,
        mut tokens: Tokens,
        words: &[(&str, T)],
    ) -> Option<Spanned<T>> {
        let written = match tokens.peek() {
            Some(TokenTree::Ident(ident)) => Some(self.name(&ident.clone())),
            // In quotes, as a text: it is compared, and refused below.
            _ => self.quoted(&mut tokens.clone()),
        };
        let known = || words.iter().map(|(word, _)| *word);
        let all = || known().collect::<Vec<_>>().join(", ");
        let Some(written) = written else {
            let expected = format!("one of {}", all());
            self.expected(&codes::RUST_ATTRIBUTE, &expected, &tokens);
            return None;
        };
        let is_word = tokens.ident().is_some();
        let word = words.iter().find(|(word, _)| *word == written.value);
        if let (true, Some((_, value))) = (is_word, word) {
            self.nothing_behind(&codes::RUST_ATTRIBUTE, "the word", &tokens);
            return Some(Spanned::new(*value, written.span));
        }
        let message = format!("`{}` is none of the words here", written.value);
        let mistake = Diagnostic::new(&codes::BAD_WORD, written.span, message);
        let meant = written.value.replace('-', "_");
        self.found
            .push(match crate::similar::closest(&meant, known()) {
                Some(close) => mistake.edit("the word that is meant", written.span, close),
                None => mistake.note(format!("the words are {}", all())),
            });
        None
    }

    /// `(selector = 0xfff0)`: the one key in the parentheses, and what is behind it.
    pub(super) fn single(&mut self, tokens: Tokens, owner: &Name, key: &str) -> Option<Tokens> {
        let mut keys = self.group_of_keys(tokens, owner, &[key])?;
        keys.take(key).map(|(_, tokens)| tokens)
    }

    /// The keys in parentheses, at least one of `known`.
    pub(super) fn group_of_keys(
        &mut self,
        mut tokens: Tokens,
        owner: &Name,
        known: &[&str],
    ) -> Option<Keys> {
        let first = known[0];
        let Some(group) = tokens.group(Delimiter::Parenthesis) else {
            let expected = format!("`({first} = …)`");
            self.expected(&codes::RUST_ATTRIBUTE, &expected, &tokens);
            return None;
        };
        self.nothing_behind(&codes::RUST_ATTRIBUTE, "the key", &tokens);
        let parts = Tokens::inside(&group).split();
        let what = format!("`{}`", owner.value);
        if parts.is_empty() {
            self.missing(
                owner,
                &format!("`{first}`"),
                &format!("write {}({first} = …)", owner.value),
            );
        }
        Some(self.keys(parts, &what, known))
    }
}
