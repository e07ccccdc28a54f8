//! YAML as a tree in which everything has its place.
//!
//! Built from saphyr-parser's events, because no deserializer tells the places of values or reports
//! a key that stands twice. Anchors, aliases, tags and several documents are refused: a spec has no
//! use for them, and they are how small files get large.

use std::borrow::Cow;
use std::collections::HashMap;

use saphyr_parser::{Event, Parser, ScalarStyle};

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
    let mut builder = Builder {
        source,
        offsets: Offsets::new(text),
        parser: Parser::new_from_str(text),
        found,
    };
    builder.document(text)
}

struct Builder<'a, 'd> {
    source: SourceId,
    offsets: Offsets<'a>,
    parser: Parser<'a, saphyr_parser::StrInput<'a>>,
    found: &'d mut Diagnostics,
}

impl<'a> Builder<'a, '_> {
    fn document(&mut self, text: &str) -> Option<Node<'a>> {
        let mut root = None;
        loop {
            let (event, span) = self.next()?;
            match event {
                Event::DocumentStart(_) if root.is_none() => {
                    let (event, span) = self.next()?;
                    root = Some(self.node(event, span, 0)?);
                }
                Event::DocumentStart(_) => {
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
            let span = Span::new(self.source, 0..text.len().min(1));
            let message = "the file holds no spec";
            self.found
                .push(Diagnostic::new(&codes::EMPTY, span, message));
        }
        root
    }

    fn next(&mut self) -> Option<(Event<'a>, Span)> {
        match self.parser.next_event() {
            Some(Ok((event, span))) => {
                let start = self.offsets.byte(span.start.index());
                let end = self.offsets.byte(span.end.index());
                Some((event, Span::new(self.source, start..end.max(start))))
            }
            Some(Err(error)) => {
                let at = self.offsets.byte(error.marker().index());
                let span = Span::new(self.source, at..at);
                let message = format!("not YAML: {}", error.info());
                self.found
                    .push(Diagnostic::new(&codes::YAML_SYNTAX, span, message));
                None
            }
            None => None,
        }
    }

    /// The value that `event` begins.
    fn node(&mut self, event: Event<'a>, span: Span, depth: usize) -> Option<Node<'a>> {
        if depth > DEPTH {
            let message = format!("nested more than {DEPTH} levels deep");
            self.found
                .push(Diagnostic::new(&codes::YAML_DEPTH, span, message));
            return None;
        }
        let (anchor, tag) = match &event {
            Event::Scalar(_, _, anchor, tag) => (*anchor, tag.is_some()),
            Event::SequenceStart(anchor, tag) | Event::MappingStart(anchor, tag) => {
                (*anchor, tag.is_some())
            }
            _ => (0, false),
        };
        if anchor != 0 || tag || matches!(event, Event::Alias(_)) {
            let what = match event {
                Event::Alias(_) => "an alias (`*name`)",
                _ if tag => "a tag (`!name`)",
                _ => "an anchor (`&name`)",
            };
            let message = format!("{what} in a spec");
            self.found
                .push(Diagnostic::new(&codes::YAML_FEATURE, span, message));
        }
        match event {
            Event::Scalar(text, style, ..) => {
                let kind = match style {
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

    fn key(&mut self, event: Event<'a>, span: Span, depth: usize) -> Option<Spanned<Cow<'a, str>>> {
        let node = self.node(event, span, depth + 1)?;
        match node.kind {
            Kind::Plain(text) | Kind::Text(text) => Some(Spanned::new(text, node.span)),
            Kind::List(_) | Kind::Map(_) => {
                let message = "a list or a map as a key";
                self.found
                    .push(Diagnostic::new(&codes::YAML_FEATURE, node.span, message));
                Some(Spanned::new(Cow::Borrowed(""), node.span))
            }
        }
    }

    /// A block scalar's span runs to the next token: cut the white space behind it.
    fn trimmed(&self, span: Span) -> Span {
        let text = self.offsets.text(span);
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

/// From saphyr's character counts to bytes.
struct Offsets<'a> {
    text: &'a str,
    /// The byte of each character; empty when all are ASCII, so that the two counts agree.
    bytes: Vec<u32>,
}

impl<'a> Offsets<'a> {
    fn new(text: &'a str) -> Self {
        let bytes = if text.is_ascii() {
            Vec::new()
        } else {
            text.char_indices().map(|(at, _)| at as u32).collect()
        };
        Self { text, bytes }
    }

    fn byte(&self, character: usize) -> usize {
        let len = self.text.len();
        if self.bytes.is_empty() {
            return character.min(len);
        }
        self.bytes.get(character).map_or(len, |&at| at as usize)
    }

    fn text(&self, span: Span) -> &str {
        &self.text[span.range()]
    }
}
