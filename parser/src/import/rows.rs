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
    pub(super) fn array<'r>(&mut self, body: &'r [Token<'a>]) -> Vec<Row<'r, 'a>> {
        let mut rows = Vec::new();
        let mut next = Some(0_u32);
        let mut counted: Option<Span> = None;
        let mut indexed: Option<Span> = None;
        let items = parts(inside(body, 0));
        let flat = items.iter().find(|item| !item.is_empty() && !is_row(item));
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
            if rows.len() >= MOST {
                let message = format!("more than {MOST} rows");
                self.mistake(Diagnostic::new(&codes::IMPORT_ROWS, body[0].span, message));
                break;
            }
            if item.is_empty() {
                let message = "a row is missing between two commas";
                self.mistake(Diagnostic::new(&codes::IMPORT_ROWS, body[0].span, message));
            }
            if !is_row(item) {
                next = next.and_then(|next| next.checked_add(1));
                continue;
            }
            let brace = position(item, &["{"]).unwrap_or(0);
            let span = span_of(&item[brace..]).unwrap_or(body[0].span);
            if item[0].is("[") {
                indexed = indexed.or(Some(item[0].span));
                let index = inside(item, 0);
                let (first, last) = self.indices(index);
                next = last.and_then(|last| last.checked_add(1));
                if let (Some(first), Some(last)) = (first, last) {
                    let values = self.values(inside(item, brace), span);
                    let many = usize::try_from(last - first).unwrap_or(MOST);
                    for selector in (first..=last).take(MOST.min(many + 1)) {
                        rows.push(Row {
                            selector,
                            index: span_of(index),
                            enumerator: enumerator(index),
                            span,
                            values,
                        });
                    }
                } else {
                    // Its values may be wrong, too.
                    self.values(inside(item, brace), span);
                }
                continue;
            }
            counted = counted.or(Some(span));
            let values = self.values(inside(item, brace), span);
            if let Some(selector) = next {
                rows.push(Row {
                    selector,
                    index: None,
                    enumerator: None,
                    span,
                    values,
                });
            }
            next = next.and_then(|next| next.checked_add(1));
        }
        if let (Some(counted), Some(indexed)) = (counted, indexed) {
            self.mistake(
                Diagnostic::new(&codes::IMPORT_STYLE, counted, "a row without an index")
                    .label(indexed, "others have one")
                    .note("it has the index behind that of the row in front of it, wherever that is moved")
                    .warning(),
            );
        }
        rows
    }

    /// The index between brackets, or the first and the last: `[2 ... 4]`.
    fn indices(&mut self, index: &[Token<'a>]) -> (Option<u32>, Option<u32>) {
        let Some(dots) = position(index, &["..."]) else {
            let index = self.index(index);
            return (index, index);
        };
        let (first, last) = (self.index(&index[..dots]), self.index(&index[dots + 1..]));
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

    fn index(&mut self, index: &[Token<'a>]) -> Option<u32> {
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
            Err(unknown) => {
                self::unknown(self.found, &unknown, "the selector of this row");
                None
            }
        }
    }
}

/// Says that the sources don't tell a value.
pub(super) fn unknown(found: &mut Vec<Diagnostic>, unknown: &Unknown, what: &str) {
    let message = format!("`{}`, {what}, isn't known", unknown.text);
    found.push(
        Diagnostic::new(&codes::IMPORT_VALUE, unknown.span, message)
            .note("name the header that says it with `--header FILE`"),
    );
}

/// Whether a part of an array is a row: `{ … }`, `[index] = { … }`, or with the name of its struct.
fn is_row(item: &[Token<'_>]) -> bool {
    let begins = |token: &Token<'_>| {
        token.is_one_of(&["{", "[", "("]) || layout::target(&token.text).is_some()
    };
    let is_closed =
        position(item, &["{"]).is_some_and(|brace| brace + item[brace].width + 1 == item.len());
    is_closed && begins(&item[0])
}

/// The last word of an index.
fn enumerator<'r>(index: &'r [Token<'_>]) -> Option<&'r str> {
    let name = super::evaluate::path(index)?;
    name.last().copied()
}
