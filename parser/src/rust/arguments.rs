//! `#[user_client(provider = "RingDriver", version = 3, reserved(7, 20..=31))]`.

use proc_macro2::Delimiter;

use crate::codes;
use crate::spec::{Name, Number, Reserved};

use super::reader::Reader;
use super::repair;
use super::tokens::Tokens;

const KEYS: &[&str] = &[
    "provider",
    "class",
    "version",
    "target",
    "reserved",
    "access",
    "open_type",
    "handshake",
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
    /// What a client must be entitled to.
    pub(super) entitlement: Option<Name>,
    /// The `type` of `IOServiceOpen`.
    pub(super) open_type: Option<Number>,
    /// The selector that asks for the version.
    pub(super) handshake: Option<Number>,
}

impl Reader<'_> {
    /// Reads what stands between the parentheses of the attribute.
    pub(super) fn arguments(&mut self, tokens: Tokens) -> Arguments {
        let mut keys = self.keys(tokens.split(), "#[user_client]", KEYS);
        let mut number = |key| {
            let (_, tokens) = keys.take(key)?;
            self.number_behind(tokens)
        };
        let (version, open_type) = (number("version"), number("open_type"));
        let class = keys.take("class");
        let provider = keys.take("provider");
        let reserved = keys.take("reserved");
        let entitlement = keys.take("access").and_then(|(key, tokens)| {
            let tokens = self.single(tokens, &key, "entitlement")?;
            self.text(tokens)
        });
        let handshake = keys.take("handshake").and_then(|(key, tokens)| {
            let tokens = self.single(tokens, &key, "selector")?;
            self.number_behind(tokens)
        });
        if let Some((_, tokens)) = keys.take("target") {
            self.target(tokens);
        }
        Arguments {
            version,
            open_type,
            class: class.and_then(|(_, tokens)| self.text(tokens)),
            provider: provider.map(|(key, tokens)| {
                let provider = self.text(tokens);
                provider.unwrap_or_else(|| repair::provider(&key))
            }),
            reserved: reserved.map_or_else(Vec::new, |(_, tokens)| self.reserved(tokens)),
            entitlement,
            handshake,
        }
    }

    /// `= dext`.
    fn target(&mut self, tokens: Tokens) {
        const WORDS: &[(&str, bool)] = &[("dext", true), ("kext", false), ("kext_2022", false)];
        if let Some(word) = self.word_behind(tokens, WORDS)
            && !word.value
        {
            self.not_yet("a kext", word.span);
        }
    }

    /// `(7, 20..=31)`.
    fn reserved(&mut self, mut tokens: Tokens) -> Vec<Reserved> {
        let Some(group) = tokens.group(Delimiter::Parenthesis) else {
            let expected = "selectors and ranges in parentheses: (7, 20..=31)";
            self.expected(&codes::RUST_ATTRIBUTE, expected, &tokens);
            return Vec::new();
        };
        self.nothing_behind(&codes::RUST_ATTRIBUTE, "the selectors", &tokens);
        let parts = Tokens::inside(&group).split();
        let ranges = parts.into_iter().filter_map(|part| self.range(part));
        ranges
            .map(|(first, last)| Reserved { first, last })
            .collect()
    }
}
