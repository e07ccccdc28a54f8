//! YAML as a tree in which everything has its place.
//!
//! Built from granit-parser's events, because no deserializer tells the places of values or reports
//! a key that stands twice. Anchors, aliases, tags and several documents are refused: a spec has no
//! use for them, and they are how small files get large.

use std::borrow::Cow;
use std::collections::HashMap;

use granit_parser::{ErrorKind, Event, Marker, Parser, ScalarStyle, ScanError, StrInput, options};

use crate::codes;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::span::{SourceId, Span, Spanned};

/// How deep collections may be nested; the language itself needs nine levels.
const DEPTH: usize = 32;

/// A value of a YAML file.
#[derive(Clone, Debug)]
pub(crate) struct Node<'a> {
    /// From its first to its last byte.
    pub(crate) span: Span,
    /// What it is.
    pub(crate) kind: Kind<'a>,
}

/// What a value is.
#[derive(Clone, Debug)]
pub(crate) enum Kind<'a> {
    /// Text that was not quoted: a name, a number, a word; empty for no value.
    Plain(Cow<'a, str>),
    /// Text that was quoted or written as a block.
    Text(Cow<'a, str>),
    /// `[a, b]`.
    List(Vec<Node<'a>>),
    /// `{ key: value }`, in the order of the file.
    Map(Vec<Entry<'a>>),
}

/// A key and its value.
#[derive(Clone, Debug)]
pub(crate) struct Entry<'a> {
    /// The key.
    pub(crate) key: Spanned<Cow<'a, str>>,
    /// The value.
    pub(crate) value: Node<'a>,
}

impl Entry<'_> {
    /// The key as a name.
    pub(crate) fn name(&self) -> Spanned<String> {
        Spanned::new(self.key.value.clone().into_owned(), self.key.span)
    }
}

/// Reads the one document of `text`; `None` when it can't be read as a tree.
pub(crate) fn parse<'a>(
    text: &'a str,
    source: SourceId,
    found: &mut Diagnostics,
) -> Option<Node<'a>> {
    // The parser says other things of a mistake at the end if a line ends there.
    let text = text.trim_end_matches(['\n', '\r']);
    let mut builder = Builder {
        source,
        text,
        parser: Parser::new_from_str_with_options(text, options! { emit_anchor_events: true }),
        found,
        has_aliases: false,
    };
    // What an alias stands for is not known, and so not what would be wrong with it.
    builder.document().filter(|_| !builder.has_aliases)
}

struct Builder<'a, 'd> {
    source: SourceId,
    text: &'a str,
    parser: Parser<'a, StrInput<'a>>,
    found: &'d mut Diagnostics,
    /// Whether there were aliases, which are reported.
    has_aliases: bool,
}

impl<'a> Builder<'a, '_> {
    fn document(&mut self) -> Option<Node<'a>> {
        let mut root = None;
        loop {
            let (event, span) = self.next()?;
            match event {
                Event::DocumentStart(..) if root.is_none() => {
                    let (event, span) = self.next()?;
                    root = Some(self.node(event, span, 0)?);
                }
                Event::DocumentStart(..) => {
                    let message = "a second document in the file";
                    self.found
                        .push(Diagnostic::new(&codes::YAML_FEATURE, span, message));
                    return None;
                }
                Event::StreamEnd => break,
                _ => {}
            }
        }
        if root.is_none() {
            let span = Span::new(self.source, 0..self.text.len().min(1));
            let message = "the file holds no spec";
            self.found
                .push(Diagnostic::new(&codes::EMPTY, span, message));
        }
        root
    }

    /// The next event of the tree; what a spec can't have is reported on the way.
    fn next(&mut self) -> Option<(Event<'a>, Span)> {
        loop {
            let (event, marks) = match self.parser.next_event()? {
                Ok(next) => next,
                Err(error) => {
                    self.error(&error);
                    return None;
                }
            };
            let span = self.span(marks);
            if let Some(tag) = marks.tag_span() {
                self.feature("a tag (`!name`)", self.span(tag));
            }
            match event {
                Event::Anchor(..) => self.feature("an anchor (`&name`)", span),
                Event::Alias(_) => {
                    self.has_aliases = true;
                    self.feature("an alias (`*name`)", span);
                    return Some((event, span));
                }
                _ => return Some((event, span)),
            }
        }
    }

    fn error(&mut self, error: &ScanError) {
        let at = self.byte(error.marker());
        let span = Span::new(self.source, at..at);
        if *error.kind() == ErrorKind::RecursionLimitExceeded {
            self.too_deep(span);
            return;
        }
        let message = format!("not YAML: {}", error.info());
        self.found
            .push(Diagnostic::new(&codes::YAML_SYNTAX, span, message));
    }

    fn feature(&mut self, what: &str, span: Span) {
        let message = format!("{what} in a spec");
        self.found
            .push(Diagnostic::new(&codes::YAML_FEATURE, span, message));
    }

    fn span(&self, marks: granit_parser::Span) -> Span {
        let (start, end) = (self.byte(&marks.start), self.byte(&marks.end));
        Span::new(self.source, start..end.max(start))
    }

    /// Where a mark of the parser's is; it knows the byte when it reads a text.
    fn byte(&self, mark: &Marker) -> usize {
        mark.byte_offset().map_or(0, |at| at.min(self.text.len()))
    }

    fn too_deep(&mut self, span: Span) {
        let message = format!("nested more than {DEPTH} levels deep");
        self.found
            .push(Diagnostic::new(&codes::YAML_DEPTH, span, message));
    }

    /// The value that `event` begins.
    fn node(&mut self, event: Event<'a>, span: Span, depth: usize) -> Option<Node<'a>> {
        if depth > DEPTH {
            self.too_deep(span);
            return None;
        }
        match event {
            Event::Scalar(text, style, ..) => {
                let kind = match style {
                    // No value at all, for which the parser says `~`.
                    ScalarStyle::Plain if span.start == span.end => Kind::Plain(Cow::Borrowed("")),
                    ScalarStyle::Plain => Kind::Plain(text),
                    _ => Kind::Text(text),
                };
                Some(Node {
                    span: self.trimmed(span),
                    kind,
                })
            }
            Event::Alias(_) => Some(Node {
                span,
                kind: Kind::Plain(Cow::Borrowed("")),
            }),
            Event::SequenceStart(..) => self.list(span, depth),
            Event::MappingStart(..) => self.map(span, depth),
            _ => None,
        }
    }

    fn list(&mut self, start: Span, depth: usize) -> Option<Node<'a>> {
        let mut items = Vec::new();
        loop {
            let (event, span) = self.next()?;
            if matches!(event, Event::SequenceEnd) {
                return Some(Node {
                    span: whole(start, span, items.last()),
                    kind: Kind::List(items),
                });
            }
            items.push(self.node(event, span, depth + 1)?);
        }
    }

    fn map(&mut self, start: Span, depth: usize) -> Option<Node<'a>> {
        let mut entries: Vec<Entry<'a>> = Vec::new();
        let mut index = HashMap::new();
        loop {
            let (event, span) = self.next()?;
            if matches!(event, Event::MappingEnd) {
                let span = whole(start, span, entries.last().map(|entry| &entry.value));
                entries.shrink_to_fit();
                return Some(Node {
                    span,
                    kind: Kind::Map(entries),
                });
            }
            let key = self.key(event, span, depth)?;
            let (event, span) = self.next()?;
            let value = self.node(event, span, depth + 1)?;
            let Some(key) = key else {
                continue;
            };
            match find(&entries, &mut index, &key.value) {
                None => entries.push(Entry { key, value }),
                Some(before) => self.found.push(
                    Diagnostic::new(
                        &codes::DUPLICATE_KEY,
                        key.span,
                        format!("the key `{}` stands twice", key.value),
                    )
                    .here("here again")
                    .label(before, "first here"),
                ),
            }
        }
    }

    /// The inner `None` is a key that is reported.
    #[expect(clippy::option_option, reason = "the two mean different things")]
    fn key(
        &mut self,
        event: Event<'a>,
        span: Span,
        depth: usize,
    ) -> Option<Option<Spanned<Cow<'a, str>>>> {
        let node = self.node(event, span, depth + 1)?;
        Some(match node.kind {
            Kind::Plain(text) | Kind::Text(text) => Some(Spanned::new(text, node.span)),
            Kind::List(_) | Kind::Map(_) => {
                let message = "a list or a map as a key";
                self.found
                    .push(Diagnostic::new(&codes::YAML_FEATURE, node.span, message));
                None
            }
        })
    }

    /// A block scalar's span runs to the next token: cut the white space behind it.
    fn trimmed(&self, span: Span) -> Span {
        let text = &self.text[span.range()];
        Span::new(
            self.source,
            span.start as usize..span.start as usize + text.trim_end().len(),
        )
    }
}

/// Where the key stands among the entries. Short maps are scanned; `index` serves long ones, and
/// holds all but the entries since it was last needed.
fn find<'a>(
    entries: &[Entry<'a>],
    index: &mut HashMap<Cow<'a, str>, Span>,
    key: &str,
) -> Option<Span> {
    if entries.len() <= 16 {
        let entry = entries.iter().find(|entry| entry.key.value == key);
        return entry.map(|entry| entry.key.span);
    }
    let new = entries[index.len()..].iter();
    index.extend(new.map(|entry| (entry.key.value.clone(), entry.key.span)));
    index.get(key).copied()
}

/// A collection ends with its bracket, or, in block style, with its last value.
fn whole(start: Span, end: Span, last: Option<&Node<'_>>) -> Span {
    match last {
        Some(last) if end.start == end.end => start.to(last.span),
        _ => start.to(end),
    }
}

#[cfg(test)]
mod tests {
    use serde_yaml::Value;

    use super::*;

    /// Whether both readers see the same thing; a plain scalar of ours is text that the other one
    /// may have made a number or a bool of.
    fn agree(ours: &Node<'_>, theirs: &Value) -> bool {
        match (&ours.kind, theirs) {
            (Kind::Text(text), Value::String(other)) => text == other,
            (Kind::Plain(text), other) => match serde_yaml::from_str::<Value>(text) {
                Ok(value) => value == *other,
                Err(_) => *other == Value::String(text.to_string()),
            },
            (Kind::List(ours), Value::Sequence(theirs)) => {
                ours.len() == theirs.len()
                    && ours
                        .iter()
                        .zip(theirs)
                        .all(|(ours, theirs)| agree(ours, theirs))
            }
            (Kind::Map(ours), Value::Mapping(theirs)) => {
                let same = |(entry, (key, value)): (&Entry<'_>, (&Value, &Value))| {
                    let ours = Node {
                        span: entry.key.span,
                        kind: Kind::Plain(entry.key.value.clone()),
                    };
                    agree(&ours, key) && agree(&entry.value, value)
                };
                ours.len() == theirs.len() && ours.iter().zip(theirs).all(same)
            }
            _ => false,
        }
    }

    /// Whether each value's span holds its text, and lies in that of what it is a part of.
    fn spans_hold(node: &Node<'_>, text: &str) -> bool {
        let inside = |inner: Span| inner.start >= node.span.start && inner.end <= node.span.end;
        match &node.kind {
            Kind::Plain(value) => value.contains('\n') || text[node.span.range()] == **value,
            // A block begins with its first word, anything else with its quote.
            Kind::Text(value) => {
                let written = &text[node.span.range()];
                let first = value.split_whitespace().next().unwrap_or_default();
                written.starts_with(['"', '\'']) || written.starts_with(first)
            }
            Kind::List(items) => items
                .iter()
                .all(|item| inside(item.span) && spans_hold(item, text)),
            Kind::Map(entries) => entries.iter().all(|Entry { key, value }| {
                let written = text[key.span.range()].trim_matches(['"', '\'']);
                inside(key.span)
                    && inside(value.span)
                    && written == key.value
                    && spans_hold(value, text)
            }),
        }
    }

    #[test]
    fn the_tree_is_serde_yamls() {
        let cases = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/cases");
        let folders = std::fs::read_dir(cases).expect("the cases are there");
        for folder in folders {
            let path = folder.expect("it can be read").path().join("spec.yaml");
            let text = std::fs::read_to_string(&path).expect("it can be read");
            let mut found = Diagnostics::default();
            let ours = parse(&text, SourceId(0), &mut found).expect("it is a tree");
            assert!(found.is_empty(), "{}", path.display());
            let theirs: Value = serde_yaml::from_str(&text).expect("it is YAML");
            assert!(agree(&ours, &theirs), "{}", path.display());
            assert!(spans_hold(&ours, &text), "{}", path.display());
        }
    }
}
