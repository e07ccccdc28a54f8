//! From the tree to values, collecting what doesn't fit.

use std::borrow::Cow;

use crate::codes;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::span::{Span, Spanned};
use crate::spec::{Doc, Name, Number, TypeExpr};
use crate::text;

use super::hint::{unit, what_it_says, wrong_kind};
use super::tree::{Entry, Kind, Node};

/// Reads values from the tree of one file.
pub(crate) struct Reader<'a> {
    /// The file.
    pub(crate) text: &'a str,
    /// Where mistakes go.
    pub(crate) found: &'a mut Diagnostics,
}

/// A map whose keys are known ones.
pub(crate) struct Map<'n> {
    /// What it describes: "a method".
    what: &'static str,
    /// Its first byte, where something that is missing is reported.
    span: Span,
    entries: &'n [Entry<'n>],
    /// Keys that unknown ones may have been meant to be.
    suspects: Vec<&'static str>,
    /// Whether there are keys that iigen doesn't know yet.
    later: bool,
}

impl<'n> Map<'n> {
    /// The value of a key, when it is there.
    pub(crate) fn get(&self, key: &str) -> Option<&'n Node<'n>> {
        self.entry(key).map(|entry| &entry.value)
    }

    /// All keys and values.
    pub(crate) fn entries(&self) -> &'n [Entry<'n>] {
        self.entries
    }

    /// How many entries the map under a key has.
    pub(crate) fn count(&self, key: &str) -> usize {
        match self.get(key).map(|node| &node.kind) {
            Some(Kind::Map(entries)) => entries.len(),
            _ => 0,
        }
    }

    /// Whether a key that isn't there may be one that was reported.
    pub(crate) fn is_suspect(&self, key: &str) -> bool {
        self.later || self.suspects.contains(&key)
    }

    /// A key, its value, and what parts them from the entry in front, or else from the one behind.
    pub(crate) fn whole_entry(&self, key: &str) -> Option<Span> {
        let at = self.entries.iter().position(|of| of.key.value == key)?;
        let Entry { key, value } = &self.entries[at];
        let own = key.span.to(value.span);
        let front = at
            .checked_sub(1)
            .map(|front| self.entries[front].value.span);
        let behind = self.entries.get(at + 1).map(|of| of.key.span);
        Some(own.with_separator(front, behind))
    }

    /// Key and value, when they are there.
    pub(crate) fn entry(&self, key: &str) -> Option<&'n Entry<'n>> {
        self.entries.iter().find(|entry| entry.key.value == key)
    }
}

impl<'a> Reader<'a> {
    /// The map that `node` is; keys that are neither in `keys` nor in `later` are mistakes.
    pub(crate) fn map<'n>(
        &mut self,
        node: &'n Node<'n>,
        what: &'static str,
        keys: &[&'static str],
        later: &[&str],
    ) -> Option<Map<'n>> {
        let Kind::Map(entries) = &node.kind else {
            self.wrong_kind(node, &format!("{what} as a map"));
            return None;
        };
        let mut map = Map {
            what,
            span: node.span,
            entries,
            suspects: Vec::new(),
            later: false,
        };
        for Entry { key, .. } in entries {
            if later.contains(&&*key.value) {
                map.later = true;
                self.not_yet(&format!("`{}`", key.value), key.span);
            } else if !keys.contains(&&*key.value) {
                let suspect = self.unknown_key(&map, key, keys);
                map.suspects.extend(suspect);
            }
        }
        Some(map)
    }

    /// Reports a key, and answers which one it may have been meant to be.
    fn unknown_key(
        &mut self,
        map: &Map<'_>,
        key: &Spanned<Cow<'_, str>>,
        keys: &[&'static str],
    ) -> Option<&'static str> {
        let message = format!("unknown key `{}` in {}", key.value, map.what);
        let mut mistake = Diagnostic::new(&codes::UNKNOWN_KEY, key.span, message);
        let free = keys.iter().filter(|key| map.entry(key).is_none());
        let close = crate::similar::closest(&key.value, free.copied());
        match close {
            Some(close) => mistake = mistake.edit("a key with a similar name", key.span, close),
            None => mistake = mistake.note(format!("the keys here are {}", keys.join(", "))),
        }
        self.found.push(mistake);
        close
    }

    /// The value of a key that must be there.
    pub(crate) fn required<'n>(&mut self, map: &Map<'n>, key: &str) -> Option<&'n Node<'n>> {
        let node = map.get(key);
        if node.is_none() && !map.suspects.contains(&key) {
            let at = Span {
                end: self.after_first_letter(map.span),
                ..map.span
            };
            let message = format!("{} without `{key}`", map.what);
            let mut mistake = Diagnostic::new(&codes::MISSING_KEY, at, message);
            if let Some(says) = what_it_says(key) {
                mistake = mistake.note(says);
            }
            self.found.push(mistake);
        }
        node
    }

    /// Where the first letter of a span ends.
    fn after_first_letter(&self, span: Span) -> u32 {
        let text = &self.text[span.range()];
        let first = text.chars().next().map_or(0, char::len_utf8);
        span.start + first as u32
    }

    /// What `read` makes of each entry of the map under `key`.
    pub(crate) fn each<T>(
        &mut self,
        map: &Map<'_>,
        key: &str,
        read: impl Fn(&mut Self, &Entry<'_>) -> Option<T>,
    ) -> Vec<T> {
        let Some(node) = map.get(key) else {
            return Vec::new();
        };
        match &node.kind {
            Kind::Map(entries) => entries
                .iter()
                .filter_map(|entry| read(self, entry))
                .collect(),
            Kind::Plain(text) if text.is_empty() => Vec::new(),
            _ => {
                let mut mistake = wrong_kind(node, &format!("`{key}` as a map of names"));
                if let "in" | "out" = key {
                    let write = format!(
                        "scalars have names, `{key}: {{ hz: u32 }}`; a structure stands under \
                         `struct_{key}`"
                    );
                    mistake = mistake.note(write);
                }
                self.found.push(mistake);
                Vec::new()
            }
        }
    }

    /// The text of a value that is neither a list nor a map.
    pub(crate) fn scalar<'n>(&mut self, node: &'n Node<'n>, expected: &str) -> Option<&'n str> {
        match &node.kind {
            Kind::Plain(text) | Kind::Text(text) if !text.is_empty() => Some(text),
            _ => {
                self.wrong_kind(node, expected);
                None
            }
        }
    }

    /// A name.
    pub(crate) fn name(&mut self, node: &Node<'_>) -> Option<Name> {
        let text = self.scalar(node, "a name")?;
        Some(Spanned::new(text.to_owned(), node.span))
    }

    /// A number, perhaps with a unit of size.
    pub(crate) fn number(&mut self, node: &Node<'_>) -> Option<Number> {
        let text = self.scalar(node, "a number")?;
        match text::number(text) {
            Some(value) => Some(Spanned::new(value, node.span)),
            None => {
                self.bad_number(text, node.span);
                None
            }
        }
    }

    fn bad_number(&mut self, text: &str, span: Span) {
        let message = format!("`{text}` is not a number");
        let mut mistake = Diagnostic::new(&codes::BAD_NUMBER, span, message);
        let octal = text
            .strip_prefix('0')
            .filter(|rest| rest.bytes().all(|b| b.is_ascii_digit()));
        if let Some(rest) = octal {
            mistake = mistake
                .note("a leading zero is octal in C and decimal in YAML 1.2: write 0o or leave it")
                .edit("as a decimal number", span, rest.trim_start_matches('0'));
        }
        let digits = text.trim_end_matches(|c: char| !c.is_ascii_digit());
        if let Some(unit) = unit(&text[digits.len()..])
            && digits.bytes().all(|b| b.is_ascii_digit())
        {
            let size = format!("{digits} {unit}");
            mistake = mistake.edit("a size in units of 1,024", span, size);
        }
        self.found.push(mistake);
    }

    /// One of several words.
    pub(crate) fn word<T: Copy>(
        &mut self,
        node: &Node<'_>,
        words: &[(&str, T)],
    ) -> Option<Spanned<T>> {
        let names = || words.iter().map(|(name, _)| *name);
        let names_of = names().collect::<Vec<_>>().join(", ");
        let expected = match words {
            [_] => names_of,
            _ => format!("one of {names_of}"),
        };
        let text = self.scalar(node, &expected)?;
        match words.iter().find(|(name, _)| *name == text) {
            Some((_, value)) => Some(Spanned::new(*value, node.span)),
            None => {
                let message = format!("`{text}` is not {expected}");
                let mut mistake = Diagnostic::new(&codes::BAD_WORD, node.span, message);
                if let Some(close) = crate::similar::closest(text, names()) {
                    mistake = mistake.edit("a similar word", node.span, close);
                }
                self.found.push(mistake);
                None
            }
        }
    }

    /// `true` or `false`.
    pub(crate) fn boolean(&mut self, node: &Node<'_>) -> Option<bool> {
        self.word(node, &[("true", true), ("false", false)])
            .map(|word| word.value)
    }

    /// A type; `[u8; 12]` may stand in quotes or not.
    pub(crate) fn type_expr(&mut self, node: &Node<'_>) -> Option<TypeExpr> {
        let (text, span) = self.type_text(node)?;
        let ty = text::type_expr(text, span);
        if ty.is_none() {
            self.bad_type(text, node.span);
        }
        ty
    }

    /// The text of a type and where it stands.
    pub(crate) fn type_text<'n>(&mut self, node: &'n Node<'n>) -> Option<(&'n str, Span)>
    where
        'a: 'n,
    {
        match &node.kind {
            Kind::Plain(text) if !text.is_empty() => Some((&**text, node.span)),
            Kind::Text(text) => {
                let inner = Span {
                    start: node.span.start + 1,
                    ..node.span
                };
                Some((&**text, inner))
            }
            Kind::List(_) => Some((&self.text[node.span.range()], node.span)),
            _ => {
                self.wrong_kind(node, "a type");
                None
            }
        }
    }

    /// Reports what is no type.
    pub(crate) fn bad_type(&mut self, text: &str, span: Span) {
        let message = format!("`{text}` is not a type");
        self.found
            .push(Diagnostic::new(&codes::BAD_TYPE, span, message));
    }

    /// The lines under `doc`.
    pub(crate) fn doc(&mut self, map: &Map<'_>) -> Doc {
        let Some(node) = map.get("doc") else {
            return Doc::new();
        };
        match &node.kind {
            Kind::Plain(text) | Kind::Text(text) => text
                .trim()
                .lines()
                .map(|line| line.trim_end().to_owned())
                .collect(),
            Kind::List(_) | Kind::Map(_) => {
                self.wrong_kind(node, "a text");
                Doc::new()
            }
        }
    }

    /// Reports that `node` is of another kind than expected.
    pub(crate) fn wrong_kind(&mut self, node: &Node<'_>, expected: &str) {
        self.found.push(wrong_kind(node, expected));
    }

    /// Reports something that is in the language but not yet in iigen.
    pub(crate) fn not_yet(&mut self, what: &str, span: Span) {
        let message = format!("{what} can't be generated by this version of iigen yet");
        self.found
            .push(Diagnostic::new(&codes::NOT_YET, span, message));
    }
}
