//! Places in the user's files.

use std::ops::Range;

/// Which source of a [`Sources`] a span lies in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceId(pub u32);

/// A piece of a source: byte offsets, the end excluded.
///
/// For the tokens of a macro, which have no bytes, the offsets count tokens; only the macro itself
/// turns them back into places.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The source that the offsets belong to.
    pub source: SourceId,
    /// The first byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The span from `range.start` to `range.end` in `source`.
    ///
    /// A source of 4 GiB or more is refused before anything gets a span, so offsets always fit.
    pub fn new(source: SourceId, range: Range<usize>) -> Self {
        let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Self {
            source,
            start: offset(range.start),
            end: offset(range.end),
        }
    }

    /// The offsets as indices.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The span from the start of `self` to the end of `other`.
    pub fn to(self, other: Span) -> Span {
        Span {
            end: other.end.max(self.end),
            ..self
        }
    }

    /// The element of a list, with what parts it from the one in `front`, or else from that `behind`:
    /// what goes with it when it is taken away.
    pub(crate) fn with_separator(self, front: Option<Span>, behind: Option<Span>) -> Span {
        match (front, behind) {
            (Some(front), _) => Span {
                start: front.end,
                ..self
            },
            (None, Some(behind)) => Span {
                end: behind.start,
                ..self
            },
            (None, None) => self,
        }
    }
}

/// A value and the place where the user wrote it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Spanned<T> {
    /// What was written.
    pub value: T,
    /// Where it was written.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// `value`, written at `span`.
    pub fn new(value: T, span: Span) -> Self {
        Self { value, span }
    }

    /// Another value at the same place.
    pub fn map<U>(self, to: impl FnOnce(T) -> U) -> Spanned<U> {
        Spanned {
            value: to(self.value),
            span: self.span,
        }
    }
}

/// One file that a user gave, whole.
#[derive(Clone, Debug)]
pub struct Source {
    /// The name to print: the path as the user gave it.
    pub name: String,
    /// The text, as read.
    pub text: String,
}

/// The sources of one run; spans point into them.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    files: Vec<Source>,
}

impl Sources {
    /// Adds a source and answers its id.
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<String>) -> SourceId {
        let id = SourceId(u32::try_from(self.files.len()).expect("fewer than 2^32 sources"));
        self.files.push(Source {
            name: name.into(),
            text: text.into(),
        });
        id
    }

    /// The source with this id.
    pub fn get(&self, id: SourceId) -> &Source {
        &self.files[id.0 as usize]
    }

    /// Line and column of a span's start, both counted from 1; columns count characters.
    pub fn line_column(&self, span: Span) -> (usize, usize) {
        let before = &self.get(span.source).text[..span.start as usize];
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        let line = before.bytes().filter(|&byte| byte == b'\n').count() + 1;
        (line, before[line_start..].chars().count() + 1)
    }
}
