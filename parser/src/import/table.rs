//! The rows of a table, with their values.

use crate::span::Span;
use crate::spec::Target;

use super::evaluate::SizeOf;
use super::layout::COLUMNS;

/// A row of a dispatch table.
#[derive(Clone, Debug)]
pub(super) struct TableRow {
    /// Its selector.
    pub(super) selector: u32,
    /// Where that was written, if it was.
    pub(super) index: Option<Span>,
    /// The enumerator that was written there.
    pub(super) enumerator: Option<String>,
    /// Its braces.
    pub(super) span: Span,
    /// What is called; none for a hole.
    pub(super) function: Option<Function>,
    /// Whether there has to be a completion; `Any` where it doesn't matter.
    pub(super) completion: Count,
    /// How many scalars go in.
    pub(super) scalars_in: Count,
    /// The structure that goes in.
    pub(super) struct_in: Size,
    /// How many scalars come out.
    pub(super) scalars_out: Count,
    /// The structure that comes out.
    pub(super) struct_out: Size,
    /// Whether a call may have a completion.
    pub(super) allow_async: bool,
    /// What a client has to be entitled to, and where it was written.
    pub(super) entitlement: Option<(String, Span)>,
    /// Where the values were written, by columns; the row for those that weren't.
    pub(super) spans: [Span; COLUMNS],
}

/// A function: the words of its name, which a lambda hasn't.
#[derive(Clone, Debug)]
pub(super) struct Function {
    /// The words.
    pub(super) path: Vec<String>,
    /// Where it was written.
    pub(super) span: Span,
}

/// A number of scalars, or whether there is a completion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Count {
    /// It isn't checked.
    Any,
    /// So many.
    Exactly(u64),
}

/// The size of a structure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Size {
    /// It isn't checked.
    Any,
    /// So many bytes.
    Bytes(u64),
    /// The size of a type, so many times, with the number if it is known.
    Of(SizeOf, Option<u64>),
}

impl TableRow {
    /// Whether it checks nothing, so that a handler has to look at everything itself.
    pub(super) fn is_unchecked(&self, target: Target) -> bool {
        let any = self.scalars_in == Count::Any
            && self.scalars_out == Count::Any
            && self.struct_in == Size::Any
            && self.struct_out == Size::Any;
        any && match target {
            Target::Dext => self.completion == Count::Any,
            Target::Kext => true,
            Target::Kext2022 => !self.allow_async,
        }
    }

    /// Whether anything in it isn't zero, besides the function.
    pub(super) fn has_checks(&self) -> bool {
        self.completion != Count::Exactly(0)
            || self.scalars_in != Count::Exactly(0)
            || self.scalars_out != Count::Exactly(0)
            || self.struct_in != Size::Bytes(0)
            || self.struct_out != Size::Bytes(0)
            || self.allow_async
            || self.entitlement.is_some()
    }
}
