//! What stands in front of a method, apart from `#[out]` and `#[event]`.

use proc_macro2::Group;

use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::span::{Span, Spanned};
use crate::spec::{AtLeast, Name, Number};

use super::attributes::Attributes;
use super::reader::Reader;
use super::tokens::Tokens;

/// All that may stand in front of a method.
pub(super) const METHOD: &[&str] = &[
    "selector",
    "out",
    "event",
    "unchecked",
    "at_least",
    "handler",
    "retired",
    "frozen",
    "since",
    "entitlement",
    "on",
];

/// What is said of a method.
pub(super) struct About {
    pub(super) unchecked: Option<Span>,
    pub(super) at_least: AtLeast,
    pub(super) handler: Option<Name>,
    pub(super) retired: Option<Spanned<Option<String>>>,
    pub(super) frozen: Option<Spanned<Option<i128>>>,
    pub(super) since: Option<Number>,
    pub(super) entitlement: Option<Name>,
    pub(super) on_provider: Option<Span>,
}

impl Reader<'_> {
    /// Takes what is said of a method.
    pub(super) fn about(&mut self, attributes: &mut Attributes) -> About {
        About {
            unchecked: self.bare(attributes, "unchecked").map(|word| word.span),
            at_least: self.at_least(attributes),
            handler: self.handler(attributes),
            retired: self.retired(attributes),
            frozen: self.frozen(attributes),
            since: self.number_of(attributes, "since"),
            entitlement: self.entitlement(attributes),
            on_provider: self.on_provider(attributes),
        }
    }

    /// `#[at_least(out, struct_out)]`.
    fn at_least(&mut self, attributes: &mut Attributes) -> AtLeast {
        let mut at_least = AtLeast::default();
        let takes = "what there may be more room for: #[at_least(out, struct_out)]";
        let Some((at, group)) = self.with_arguments(attributes, "at_least", takes) else {
            return at_least;
        };
        let parts = Tokens::inside(&group).split();
        if parts.is_empty() {
            let message = format!("#[at_least] takes {takes}");
            self.found
                .push(Diagnostic::new(&codes::RUST_ATTRIBUTE, at.span, message));
        }
        for part in parts {
            let Some(word) = self.one_word(part, &["out", "struct_out"]) else {
                continue;
            };
            let place = match word.value.as_str() {
                "out" => &mut at_least.out,
                _ => &mut at_least.struct_out,
            };
            if let Some(first) = place.replace(word.span) {
                let message = format!("`{}` stands twice", word.value);
                self.found.push(
                    Diagnostic::new(&codes::RUST_ATTRIBUTE, word.span, message)
                        .here("here again")
                        .label(first, "first here"),
                );
            }
        }
        at_least
    }

    /// `#[handler(post_report)]`.
    fn handler(&mut self, attributes: &mut Attributes) -> Option<Name> {
        let takes = "a name: #[handler(post_report)]";
        let (_, group) = self.with_arguments(attributes, "handler", takes)?;
        let mut tokens = Tokens::inside(&group);
        tokens.open_invisible();
        if let Some(text) = self.quoted(&mut tokens) {
            let message = "a handler is a name, without quotes";
            self.found.push(
                Diagnostic::new(&codes::RUST_ATTRIBUTE, text.span, message).edit(
                    "the name",
                    text.span,
                    text.value.clone(),
                ),
            );
            return Some(text);
        }
        let Some(ident) = tokens.ident() else {
            self.expected(&codes::RUST_ATTRIBUTE, "the name of a handler", &tokens);
            return None;
        };
        self.nothing_behind(&codes::RUST_ATTRIBUTE, "the name", &tokens);
        Some(self.name(&ident))
    }

    /// `#[retired]`, or `#[retired("use load")]`.
    fn retired(&mut self, attributes: &mut Attributes) -> Option<Spanned<Option<String>>> {
        if let Some(bare) = attributes.take_bare("retired") {
            return Some(Spanned::new(None, bare.span));
        }
        let takes = "a reason in quotes, or nothing: #[retired(\"use load\")]";
        let reason = self.text_of(attributes, "retired", takes)?;
        let reason = reason.map(|text| Some(text.split_whitespace().collect::<Vec<_>>().join(" ")));
        Some(reason)
    }

    /// `#[frozen(0xa0bb163b)]`, or `#[frozen]`, to be told the digest.
    fn frozen(&mut self, attributes: &mut Attributes) -> Option<Spanned<Option<i128>>> {
        if let Some(bare) = attributes.take_bare("frozen") {
            return Some(Spanned::new(None, bare.span));
        }
        let takes = "a digest, or nothing, to be told it: #[frozen(0xa0bb163b)]";
        let (_, group) = self.with_arguments(attributes, "frozen", takes)?;
        let digest = self.whole_number(Tokens::inside(&group))?;
        Some(digest.map(Some))
    }

    /// `#[entitlement("com.example.ring")]`.
    fn entitlement(&mut self, attributes: &mut Attributes) -> Option<Name> {
        let takes = "an entitlement in quotes: #[entitlement(\"com.example.ring\")]";
        self.text_of(attributes, "entitlement", takes)
    }

    /// `#[on(provider)]`.
    fn on_provider(&mut self, attributes: &mut Attributes) -> Option<Span> {
        let takes = "who has the handler: #[on(provider)]";
        let (_, group) = self.with_arguments(attributes, "on", takes)?;
        let word = self.one_word(Tokens::inside(&group), &["provider"]);
        word.map(|word| word.span)
    }

    /// Takes an attribute that has a text in quotes.
    fn text_of(&mut self, attributes: &mut Attributes, name: &str, takes: &str) -> Option<Name> {
        let (_, group): (Name, Group) = self.with_arguments(attributes, name, takes)?;
        let mut tokens = Tokens::inside(&group);
        tokens.open_invisible();
        let text = self.quoted(&mut tokens);
        if text.is_none() {
            self.expected(&codes::RUST_ATTRIBUTE, "a text in quotes", &tokens);
            return None;
        }
        self.nothing_behind(&codes::RUST_ATTRIBUTE, "the text", &tokens);
        text
    }

    /// The word that `tokens` are, which must be one of `words`.
    fn one_word(&mut self, mut tokens: Tokens, words: &[&str]) -> Option<Name> {
        tokens.open_invisible();
        let list = words.join("` or `");
        let Some(ident) = tokens.ident() else {
            self.expected(&codes::RUST_ATTRIBUTE, &format!("`{list}`"), &tokens);
            return None;
        };
        let word = self.name(&ident);
        self.nothing_behind(&codes::RUST_ATTRIBUTE, "the word", &tokens);
        if words.contains(&word.value.as_str()) {
            return Some(word);
        }
        let message = format!("`{}` is not `{list}`", word.value);
        let mistake = Diagnostic::new(&codes::RUST_ATTRIBUTE, word.span, message);
        let close = crate::similar::closest(&word.value, words.iter().copied());
        self.found.push(match close {
            Some(close) => mistake.edit("a word that stands here", word.span, close),
            None => mistake,
        });
        None
    }
}
