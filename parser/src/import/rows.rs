//! The rows of a table: which selector each has, and which values stand in its fields.

use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::span::Span;
use crate::spec::Target;

use super::evaluate::{Evaluator, Unknown};
use super::layout::{self, COLUMNS};
use super::token::{Token, inside, parts, position, span_of, written};

/// How many rows a table may have.
const MOST: usize = 1 << 14;

/// A row as it was written.
#[derive(Clone, Debug)]
pub(super) struct Row<'r, 'a> {
    /// Its selector.
    pub(super) selector: u32,
    /// Where the selector was written, if it was.
    pub(super) index: Option<Span>,
    /// The name of the enumerator that was written there.
    pub(super) enumerator: Option<&'r str>,
    /// Its braces.
    pub(super) span: Span,
    /// Its values, by their columns; none where a mistake leaves open which stands where.
    pub(super) values: Option<Values<'r, 'a>>,
}

impl Row<'_, '_> {
    /// Where its selector is said: at its index, or by itself.
    pub(super) fn place(&self) -> Span {
        self.index.unwrap_or(self.span)
    }
}

/// The values of a row, by their columns.
pub(super) type Values<'r, 'a> = [Option<&'r [Token<'a>]>; COLUMNS];

/// Reads the rows of a table's body.
pub(super) struct Rows<'e, 'c, 't, 'a> {
    pub(super) target: Target,
    pub(super) evaluator: &'e Evaluator<'c, 't, 'a>,
    pub(super) found: &'e mut Vec<Diagnostic>,
}

impl<'a> Rows<'_, '_, '_, 'a> {
    /// Says that there is a mistake.
    pub(super) fn mistake(&mut self, mistake: Diagnostic) {
        self.found.push(mistake);
    }

    /// The rows between the braces of an array.
    pub(super) fn array<'r>(&mut self, body: &'r [Token<'a>]) -> Array<'r, 'a> {
        let mut rows = Vec::new();
        let mut lost = Vec::new();
        let mut unknown = Vec::new();
        let mut next = Some(0_u32);
        let mut counted: Option<Span> = None;
        let mut indexed: Option<Span> = None;
        let unclosed = self.unclosed();
        let items = self.items(inside(body, 0));
        let flat = items
            .iter()
            .find(|item| !is_row(item) && !unclosed.is_in(span_of(item)));
        if let Some(flat) = flat {
            let span = span_of(flat).unwrap_or(body[0].span);
            let message = format!("`{}` is no row", written(flat));
            self.mistake(
                Diagnostic::new(&codes::IMPORT_ROWS, span, message)
                    .label(body[0].span, "the table begins here")
                    .note("each row has braces of its own"),
            );
        }
        for item in items {
            if !is_row(item) {
                next = next.and_then(|next| next.checked_add(1));
                continue;
            }
            let brace = position(item, &["{"]).unwrap_or(0);
            let span = span_of(&item[brace..]).unwrap_or(body[0].span);
            let first_index = item[0].is("[").then(|| inside(item, 0));
            let (first, last) = match first_index {
                Some(index) => {
                    indexed = indexed.or(Some(item[0].span));
                    self.indices(index, &mut unknown)
                }
                None => {
                    counted = counted.or(Some(span));
                    (next, next)
                }
            };
            next = last.and_then(|last| last.checked_add(1));
            // What isn't closed has swallowed some of its values.
            let values = if unclosed.is_in(span_of(item)) {
                None
            } else {
                self.values(inside(item, brace), span)
            };
            let row = |selector| Row {
                selector,
                index: first_index.and_then(span_of),
                enumerator: first_index.and_then(enumerator),
                span,
                values,
            };
            let (Some(first), Some(last)) = (first, last) else {
                // Its values may be wrong, too.
                lost.push(row(0));
                continue;
            };
            let many = usize::try_from(last - first).unwrap_or(MOST);
            if many >= MOST - rows.len() {
                let message = format!("more than {MOST} rows");
                self.mistake(Diagnostic::new(&codes::IMPORT_ROWS, span, message));
                break;
            }
            rows.extend((first..=last).map(row));
        }
        super::unknown::selectors(self.found, &unknown);
        if let (Some(counted), Some(indexed)) = (counted, indexed) {
            self.mistake(
                Diagnostic::new(&codes::IMPORT_STYLE, counted, "a row without an index")
                    .label(indexed, "others have one")
                    .note("it has the index behind that of the row in front of it, wherever that is moved")
                    .warning(),
            );
        }
        Array { rows, lost }
    }

    /// What stands between commas; a comma that is missing between rows is said, and one too many.
    fn items<'r>(&mut self, list: &'r [Token<'a>]) -> Vec<&'r [Token<'a>]> {
        let mut items = Vec::new();
        let mut end = 0;
        let mut was_empty = false;
        for item in parts(list) {
            end += item.len() + 1;
            // Of commas behind each other, the first is said.
            let is_first = item.is_empty() && !was_empty;
            was_empty = item.is_empty();
            if is_first && let Some(comma) = list.get(end - 1) {
                let message = "a row is missing in front of this comma";
                let mistake = Diagnostic::new(&codes::IMPORT_ROWS, comma.span, message);
                self.mistake(if comma.is_made {
                    mistake
                } else {
                    mistake.edit("leave it out", comma.span, "")
                });
            }
            let mut rest = item;
            while let Some(length) = first_row(rest) {
                let (row, behind) = rest.split_at(length);
                let (last, begin) = (&row[length - 1], &behind[0]);
                let message = "a `,` is missing in front of this row";
                let mistake = Diagnostic::new(&codes::IMPORT_SYNTAX, begin.span, message);
                self.mistake(comma_behind(mistake.label(last.span, "behind this"), last));
                items.push(row);
                rest = behind;
            }
            if !rest.is_empty() {
                items.push(rest);
            }
        }
        items
    }

    /// Where something isn't closed.
    fn unclosed(&self) -> Unclosed {
        let syntax = self
            .found
            .iter()
            .filter(|of| of.code == &codes::IMPORT_SYNTAX);
        let mut places: Vec<_> = syntax
            .filter(|of| of.edit.is_none())
            .flat_map(|of| of.labels.iter().map(|label| label.span))
            .collect();
        places.sort_unstable();
        Unclosed { places }
    }

    /// The index between brackets, or the first and the last: `[2 ... 4]`.
    fn indices(
        &mut self,
        index: &[Token<'a>],
        unknown: &mut Vec<Unknown>,
    ) -> (Option<u32>, Option<u32>) {
        let Some(dots) = position(index, &["..."]) else {
            let index = self.index(index, unknown);
            return (index, index);
        };
        let first = self.index(&index[..dots], unknown);
        let last = self.index(&index[dots + 1..], unknown);
        match (first, last) {
            (Some(first), Some(last)) if first <= last => (Some(first), Some(last)),
            (Some(_), Some(_)) => {
                let span = span_of(index).unwrap_or(index[dots].span);
                let message = "the first index of a range is larger than the last";
                self.mistake(Diagnostic::new(&codes::IMPORT_VALUE, span, message));
                (None, None)
            }
            _ => (None, None),
        }
    }

    fn index(&mut self, index: &[Token<'a>], unknown: &mut Vec<Unknown>) -> Option<u32> {
        match self.evaluator.number(index) {
            Ok(number) => match u32::try_from(number) {
                Ok(number) => Some(number),
                Err(_) => {
                    let span = span_of(index)?;
                    let message = format!("{number} is not a selector");
                    self.mistake(Diagnostic::new(&codes::IMPORT_VALUE, span, message));
                    None
                }
            },
            Err(what) => {
                unknown.push(what);
                None
            }
        }
    }
}

/// The rows of a table, and those whose selectors aren't known.
pub(super) struct Array<'r, 'a> {
    pub(super) rows: Vec<Row<'r, 'a>>,
    pub(super) lost: Vec<Row<'r, 'a>>,
}

/// Where something isn't closed, in order.
struct Unclosed {
    places: Vec<Span>,
}

impl Unclosed {
    fn is_in(&self, whole: Option<Span>) -> bool {
        whole.is_some_and(|whole| {
            let begin = (whole.source, whole.start);
            let before = |place: &Span| (place.source, place.start) < begin;
            let from = self.places.partition_point(before);
            let first = self.places.get(from);
            first.is_some_and(|place| place.source == whole.source && place.start < whole.end)
        })
    }
}

/// With the change that puts a `,` behind a token.
pub(super) fn comma_behind(mistake: Diagnostic, token: &Token<'_>) -> Diagnostic {
    if token.is_made {
        return mistake;
    }
    let end = Span {
        start: token.span.end,
        ..token.span
    };
    mistake.edit("put it there", end, ",")
}

/// Whether a row begins with this token.
fn begins(token: &Token<'_>) -> bool {
    token.is_one_of(&["{", "[", "("]) || layout::target(&token.text).is_some()
}

/// How long the first of several rows is that have no commas between them.
fn first_row(item: &[Token<'_>]) -> Option<usize> {
    let brace = position(item, &["{"])?;
    let end = brace + item[brace].width + 1;
    let next = item.get(end)?;
    (is_row(&item[..end]) && next.is_one_of(&["{", "["])).then_some(end)
}

/// Whether a part of an array is a row: `{ … }`, `[index] = { … }`, or with the name of its struct.
fn is_row(item: &[Token<'_>]) -> bool {
    let is_closed =
        position(item, &["{"]).is_some_and(|brace| brace + item[brace].width + 1 == item.len());
    is_closed && item.first().is_some_and(begins)
}

/// The last word of an index.
fn enumerator<'r>(index: &'r [Token<'_>]) -> Option<&'r str> {
    let name = super::evaluate::path(index)?;
    name.last().copied()
}
