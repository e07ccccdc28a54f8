//! Where tokens stand: in the bytes of a file, or among the tokens of a macro.

use crate::span::{SourceId, Span};

/// Makes places of the spans that tokens have.
#[derive(Clone, Debug)]
pub struct Places(Kind);

#[derive(Clone, Debug)]
enum Kind {
    /// The tokens were lexed from this source, and their spans are bytes of it.
    File(SourceId),
    /// The tokens came from the compiler, which tells no bytes: each place is an index of this table.
    Macro(Vec<proc_macro2::Span>),
}

impl Places {
    /// The places of tokens that were lexed from a source.
    pub(super) fn of_file(source: SourceId) -> Self {
        Self(Kind::File(source))
    }

    /// The places of tokens that a macro was given.
    pub fn of_macro() -> Self {
        Self(Kind::Macro(Vec::new()))
    }

    /// The place of a token.
    pub(super) fn place(&mut self, span: proc_macro2::Span) -> Span {
        match &mut self.0 {
            Kind::File(source) => Span::new(*source, span.byte_range()),
            Kind::Macro(table) => {
                table.push(span);
                Span::new(SourceId(0), table.len() - 1..table.len())
            }
        }
    }

    /// The first and the last token of a place, in a macro.
    pub fn tokens(&self, place: Span) -> Option<(proc_macro2::Span, proc_macro2::Span)> {
        let Kind::Macro(table) = &self.0 else {
            return None;
        };
        let (first, last) = (place.start as usize, place.end.saturating_sub(1) as usize);
        let first = table.get(first)?;
        Some((*first, *table.get(last).unwrap_or(first)))
    }
}
