//! `#[user_client(provider = "RingDriver", version = 3, reserved(7, 20..=31))]`, or
//! `#[user_client(spec = "ring.yaml")]`.

use proc_macro2::{Delimiter, Span};

use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::span::Spanned;
use crate::spec::{Name, Number, Reserved, Target};

use super::keys::Keys;
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
    "spec",
];

/// What the attribute says.
#[derive(Default)]
pub(super) struct Arguments {
    /// The class, where it isn't the trait's name.
    pub(super) class: Option<Name>,
    /// The driver's class.
    pub(super) provider: Option<Name>,
    /// What drivers are made for.
    pub(super) targets: Vec<Spanned<Target>>,
    /// The version of the interface.
    pub(super) version: Option<Number>,
    /// Selectors that no method may use.
    pub(super) reserved: Vec<Reserved>,
    /// What a client must be entitled to.
    pub(super) entitlement: Option<Name>,
    /// Whether a client must run as root.
    pub(super) administrator: Option<Spanned<bool>>,
    /// The `type` of `IOServiceOpen`.
    pub(super) open_type: Option<Number>,
    /// The selector that asks for the version.
    pub(super) handshake: Option<Number>,
    /// The file that has the spec instead of the module.
    pub(super) file: Option<Name>,
}

impl Reader<'_> {
    /// Reads what stands between the parentheses of the attribute.
    pub(super) fn arguments(&mut self, tokens: Tokens) -> Arguments {
        let ends = [tokens.span(), tokens.last_span()];
        let mut keys = self.keys(tokens.split(), "#[user_client]", KEYS);
        if let Some((key, tokens)) = keys.take("spec") {
            return self.file(&key, tokens, keys, ends);
        }
        let mut number = |key| {
            let (_, tokens) = keys.take(key)?;
            self.number_behind(tokens)
        };
        let (version, open_type) = (number("version"), number("open_type"));
        let class = keys.take("class");
        let provider = keys.take("provider");
        let reserved = keys.take("reserved");
        let access = keys.take("access");
        let (entitlement, administrator) =
            access.map_or((None, None), |(key, tokens)| self.access(&key, tokens));
        let handshake = keys.take("handshake").and_then(|(key, tokens)| {
            let tokens = self.single(tokens, &key, "selector")?;
            self.number_behind(tokens)
        });
        let targets = keys.take("target");
        Arguments {
            targets: targets.map_or_else(Vec::new, |(_, tokens)| self.targets(tokens)),
            version,
            open_type,
            class: class.and_then(|(_, tokens)| self.text(tokens)),
            provider: provider.map(|(key, tokens)| {
                let provider = self.text(tokens);
                provider.unwrap_or_else(|| repair::provider(&key))
            }),
            reserved: reserved.map_or_else(Vec::new, |(_, tokens)| self.reserved(tokens)),
            entitlement,
            administrator,
            handshake,
            file: None,
        }
    }

    /// `(entitlement = "com.example.ring", administrator)`, or one of the two.
    fn access(&mut self, key: &Name, tokens: Tokens) -> (Option<Name>, Option<Spanned<bool>>) {
        let known = ["entitlement", "administrator"];
        let Some(mut keys) = self.group_of_keys(tokens, key, &known) else {
            return (None, None);
        };
        let entitlement = keys.take("entitlement");
        let administrator = keys.take("administrator").and_then(|(key, tokens)| {
            if tokens.is_empty() {
                return Some(Spanned::new(true, key.span));
            }
            self.word_behind(tokens, &[("true", true), ("false", false)])
        });
        (
            entitlement.and_then(|(_, tokens)| self.text(tokens)),
            administrator,
        )
    }

    /// `spec = "ring.yaml"`, and nothing beside it.
    fn file(&mut self, key: &Name, tokens: Tokens, others: Keys, ends: [Span; 2]) -> Arguments {
        let file = self.file_name(tokens);
        for other in others.names() {
            let message = format!("`{}` beside `spec`", other.value);
            let mut mistake = Diagnostic::new(&codes::RUST_SPEC_KEYS, other.span, message);
            if let Some(file) = &file {
                let all = self.place(ends[0]).to(self.place(ends[1]));
                let only = format!("spec = {:?}", file.value);
                mistake = mistake.label(file.span, "the spec").edit(
                    "write it into the file, and only this here",
                    all,
                    only,
                );
            }
            self.found.push(mistake);
        }
        Arguments {
            // What can't be read is a file all the same, so that the module isn't read as a spec.
            file: file.or_else(|| Some(Spanned::new(String::new(), key.span))),
            ..Arguments::default()
        }
    }

    /// `= "ring.yaml"`.
    fn file_name(&mut self, tokens: Tokens) -> Option<Name> {
        let file = self.text(tokens)?;
        let ending = file.value.rsplit_once('.').map(|(_, ending)| ending);
        if matches!(ending, Some("yaml" | "yml")) {
            return Some(file);
        }
        let message = format!("`{}` is no .yaml file", file.value);
        let mistake = Diagnostic::new(&codes::RUST_SPEC_FILE, file.span, message);
        self.found.push(match ending {
            Some("rs") => mistake.note(
                "a spec in Rust is this module itself: move its items here, and name the \
                 provider instead of the file",
            ),
            _ => mistake.note("the path is relative to the folder of Cargo.toml"),
        });
        None
    }

    /// `= dext`, or `= [dext, kext]`.
    fn targets(&mut self, tokens: Tokens) -> Vec<Spanned<Target>> {
        let words = Target::ALL.map(|target| (target.rust_name(), target));
        let mut list = tokens.clone();
        let group = list.punct('=').and_then(|_| list.group(Delimiter::Bracket));
        let Some(group) = group else {
            return self.word_behind(tokens, &words).into_iter().collect();
        };
        self.nothing_behind(&codes::RUST_ATTRIBUTE, "the targets", &list);
        let parts = Tokens::inside(&group).split();
        if parts.is_empty() {
            let place = self.place(group.span());
            let mistake = Diagnostic::new(&codes::TARGETS, place, "a spec for no driver");
            self.found
                .push(mistake.edit("a dext", place, Target::Dext.rust_name()));
        }
        let parts = parts.into_iter();
        parts
            .filter_map(|part| self.only_word(part, &words))
            .collect()
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
