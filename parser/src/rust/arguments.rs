//! `#[user_client(provider = "RingDriver", version = 3, reserved(7, 20..=31))]`.

use proc_macro2::{Delimiter, Span, TokenTree};

use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::span::Spanned;
use crate::spec::{Name, Number, Reserved};

use super::literal;
use super::reader::Reader;
use super::repair;
use super::tokens::Tokens;

const KEYS: &[&str] = &["class", "provider", "version", "reserved"];
const LATER: &[&str] = &[
    "access",
    "callbacks",
    "handshake",
    "memory",
    "open_types",
    "target",
];

/// What the attribute says.
#[derive(Default)]
pub(super) struct Arguments {
    /// The class, where it isn't the trait's name.
    pub(super) class: Option<Name>,
    /// The driver's class.
    pub(super) provider: Option<Name>,
    /// The version of the interface.
    pub(super) version: Option<Number>,
    /// Selectors that no method may use.
    pub(super) reserved: Vec<Reserved>,
}

impl Reader<'_> {
    /// Reads what stands between the parentheses of the attribute.
    pub(super) fn arguments(&mut self, tokens: Tokens) -> Arguments {
        let mut arguments = Arguments::default();
        let mut before: Vec<Name> = Vec::new();
        for mut tokens in tokens.split() {
            tokens.open_invisible();
            let Some(key) = tokens.ident() else {
                self.expected(&codes::RUST_SYNTAX, "a key, such as `provider`", &tokens);
                continue;
            };
            let key = self.name(&key);
            if let Some(first) = before.iter().find(|first| first.value == key.value) {
                let message = format!("the key `{}` stands twice", key.value);
                self.found.push(
                    Diagnostic::new(&codes::RUST_ATTRIBUTE, key.span, message)
                        .here("here again")
                        .label(first.span, "first here"),
                );
                continue;
            }
            match key.value.as_str() {
                "class" => arguments.class = self.text(&mut tokens),
                "provider" => {
                    let provider = self.text(&mut tokens);
                    arguments.provider = provider.or_else(|| Some(repair::provider(&key)));
                }
                "version" => arguments.version = self.version(&mut tokens),
                "reserved" => arguments.reserved = self.reserved(&mut tokens),
                _ => {
                    self.unknown_key(&key);
                    continue;
                }
            }
            before.push(key);
        }
        arguments
    }

    fn unknown_key(&mut self, key: &Name) {
        if LATER.contains(&key.value.as_str()) {
            self.not_yet(&format!("`{}`", key.value), key.span);
            return;
        }
        let message = format!("unknown key `{}` in #[user_client]", key.value);
        let mistake = Diagnostic::new(&codes::RUST_ATTRIBUTE, key.span, message);
        let close = crate::similar::closest(&key.value, KEYS.iter().copied());
        self.found.push(match close {
            Some(close) => mistake.edit("a key with a similar name", key.span, close),
            None => mistake.note(format!("the keys here are {}", KEYS.join(", "))),
        });
    }

    /// `= "RingDriver"`.
    fn text(&mut self, tokens: &mut Tokens) -> Option<Name> {
        let equals = tokens.punct('=').is_some();
        let text = match tokens.peek() {
            Some(TokenTree::Literal(literal)) if equals => {
                literal::text(literal).map(|text| (text, literal.span()))
            }
            _ => None,
        };
        let Some((text, span)) = text else {
            let expected = if equals {
                "a name in quotes"
            } else {
                "= and a name in quotes"
            };
            self.expected(&codes::RUST_ATTRIBUTE, expected, tokens);
            return None;
        };
        tokens.next();
        self.nothing_behind(&codes::RUST_ATTRIBUTE, "the name", tokens);
        Some(Spanned::new(text, self.place(span)))
    }

    /// `= 3`.
    fn version(&mut self, tokens: &mut Tokens) -> Option<Number> {
        if tokens.punct('=').is_none() {
            self.expected(&codes::RUST_ATTRIBUTE, "= and a number", tokens);
            return None;
        }
        let number = self.number(tokens)?;
        self.nothing_behind(&codes::RUST_ATTRIBUTE, "the number", tokens);
        Some(number)
    }

    /// `(7, 20..=31)`.
    fn reserved(&mut self, tokens: &mut Tokens) -> Vec<Reserved> {
        let Some(group) = tokens.group(Delimiter::Parenthesis) else {
            let expected = "selectors and ranges in parentheses: (7, 20..=31)";
            self.expected(&codes::RUST_ATTRIBUTE, expected, tokens);
            return Vec::new();
        };
        self.nothing_behind(&codes::RUST_ATTRIBUTE, "the selectors", tokens);
        let parts = Tokens::inside(&group).split();
        let ranges = parts.into_iter().filter_map(|part| self.range(part));
        ranges.collect()
    }

    fn range(&mut self, mut tokens: Tokens) -> Option<Reserved> {
        let first = self.number(&mut tokens)?;
        let Some(dots) = tokens.puncts('.', '.') else {
            self.nothing_behind(&codes::RUST_NUMBER, "the selector", &tokens);
            return Some(Reserved { first, last: first });
        };
        if tokens.punct('=').is_none() {
            self.half_open(dots);
        }
        let last = self.whole_number(tokens)?;
        Some(Reserved { first, last })
    }

    fn half_open(&mut self, dots: Span) {
        let dots = self.place(dots);
        let message = "a range of reserved selectors includes its last: write ..=";
        self.found
            .push(Diagnostic::new(&codes::RUST_ATTRIBUTE, dots, message));
    }
}
