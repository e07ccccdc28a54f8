//! Whether the selectors of a table are what they seem: each once, as many as the array has, in the
//! order of their enum, and compared with their number before they are indices.

use std::collections::{HashMap, HashSet};

use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::span::Span;
use crate::spec::Reserved;

use super::constants::Constants;
use super::evaluate::{Evaluator, path};
use super::lexer::Unit;
use super::table::TableRow;
use super::tables::Table;
use super::token::{Token, span_of};
use super::types::number;

/// Looks at the selectors of a table.
pub(super) struct Selectors<'e, 'c, 't, 'a> {
    pub(super) unit: &'t Unit<'a>,
    pub(super) constants: &'c Constants<'t, 'a>,
    pub(super) evaluator: &'e Evaluator<'c, 't, 'a>,
    pub(super) found: &'e mut Vec<Diagnostic>,
}

impl<'t, 'a> Selectors<'_, '_, 't, 'a> {
    /// Each selector has one row.
    pub(super) fn unique(&mut self, rows: &[(u32, Span)]) {
        let mut first: HashMap<u32, Span> = HashMap::new();
        let mut said = HashSet::new();
        for &(selector, place) in rows {
            let before = first.insert(selector, place);
            // Of two ranges, the first index is said.
            let Some(before) = before.filter(|before| said.insert((*before, place))) else {
                continue;
            };
            let message = format!("two rows have the index {selector}");
            let mistake = Diagnostic::new(&codes::IMPORT_DUPLICATE, place, message);
            let note = "the last of them counts, and the others are lost";
            self.found
                .push(mistake.label(before, "it has a row already").note(note));
        }
    }

    /// The array has as many elements as rows.
    pub(super) fn dimension(&mut self, table: &Table<'t, 'a>, rows: &[TableRow]) {
        let Some(dimension) = table.dimension else {
            return;
        };
        let (Ok(size), Some(span)) = (self.evaluator.number(dimension), span_of(dimension)) else {
            return;
        };
        let last = rows.iter().max_by_key(|row| row.selector);
        let has = last.map_or(0, |row| i128::from(row.selector) + 1);
        if let Some(last) = last.filter(|_| size < has) {
            let message = format!("an array of length {size} with {}", rows_of(has));
            let mistake = Diagnostic::new(&codes::IMPORT_COUNT, span, message);
            self.found
                .push(mistake.label(last.span, format!("this is row {}", has - 1)));
        } else if size > has {
            let empty = match size - has {
                1 => "the last is empty".to_owned(),
                count => format!("the last {count} are empty"),
            };
            let message = format!("an array of length {size} with {}: {empty}", rows_of(has));
            let mut mistake = Diagnostic::new(&codes::IMPORT_COUNT, span, message).warning();
            if let Some(last) = last {
                mistake = mistake.label(last.span, "the last row");
            }
            self.found.push(mistake);
        }
    }

    /// The selectors without a function. Where rows aren't counted, those between them are no holes.
    pub(super) fn holes(&mut self, is_sparse: bool, rows: &[TableRow]) -> Vec<Reserved> {
        let mut sorted: Vec<_> = rows.iter().collect();
        sorted.sort_by_key(|row| row.selector);
        let mut reserved: Vec<(u32, u32, &TableRow)> = Vec::new();
        let mut next = 0_u32;
        for row in sorted {
            if row.selector > next && !is_sparse {
                let (first, last) = (next, row.selector - 1);
                let which = if first == last {
                    format!("selector {first} has no row")
                } else {
                    format!("selectors {first} to {last} have no rows")
                };
                let mistake =
                    Diagnostic::new(&codes::IMPORT_HOLE, row.index.unwrap_or(row.span), which);
                self.found
                    .push(mistake.here("the row behind them").warning());
                reserved.push((first, last, row));
            }
            next = row.selector.saturating_add(1);
            if row.function.is_none() {
                if !row.has_checks() {
                    let message = format!("selector {} has no function", row.selector);
                    let mistake = Diagnostic::new(&codes::IMPORT_HOLE, row.span, message);
                    self.found.push(mistake.warning());
                }
                reserved.push((row.selector, row.selector, row));
            }
        }
        let mut ranges: Vec<(u32, u32, &TableRow)> = Vec::new();
        for (first, last, row) in reserved {
            match ranges.last_mut() {
                Some(before) if before.1.checked_add(1) == Some(first) => before.1 = last,
                _ => ranges.push((first, last, row)),
            }
        }
        let range = |(first, last, row): (u32, u32, &TableRow)| Reserved {
            first: number(i128::from(first), row.span),
            last: number(i128::from(last), row.span),
        };
        ranges.into_iter().map(range).collect()
    }

    /// Rows are counted in the order of the enum that their number is of, as far as names tell.
    pub(super) fn order(&mut self, table: &Table<'t, 'a>, rows: &[TableRow]) {
        let counted = table.dimension.and_then(path);
        let of = counted.and_then(|path| self.constants.enum_of.get(*path.last()?));
        let Some(of) = of.map(|&of| &self.constants.enums[of]) else {
            return;
        };
        let functions = rows.iter().filter(|row| row.index.is_none());
        let functions: HashMap<String, &TableRow> = functions
            .filter_map(|row| Some((plain(row.function.as_ref()?.path.last()?), row)))
            .collect();
        let common = super::names::common(of.members.iter().map(String::as_str));
        for member in &of.members {
            let Some(value) = self.evaluator.named(member) else {
                continue;
            };
            let bare = plain(member.strip_prefix(common).unwrap_or(member));
            let Some(row) = functions.get(&bare) else {
                continue;
            };
            if i128::from(row.selector) != value {
                let function = row.function.as_ref().map_or(row.span, |of| of.span);
                let message = format!(
                    "this row is selector {}, and `{member}` is {value}",
                    row.selector
                );
                let mistake = Diagnostic::new(&codes::IMPORT_ENUM, function, message);
                let note =
                    format!("rows with an index, `[{member}] = {{ … }}`, are where they belong");
                self.found
                    .push(mistake.label(of.span, "the enum").note(note).warning());
            }
        }
    }

    /// `selector > count` lets one selector too many through.
    pub(super) fn bound(&mut self, table: &Table<'t, 'a>, rows: &[TableRow]) {
        let all = &self.unit.tokens;
        let count = rows.iter().map(|row| i128::from(row.selector) + 1).max();
        for (at, token) in all.iter().enumerate() {
            let (Some(sign), true) = (all.get(at + 1), token.is("selector")) else {
                continue;
            };
            let better = match &*sign.text {
                ">" => ">=",
                "<=" => "<",
                _ => continue,
            };
            if token.span.source != table.span.source {
                continue;
            }
            let rest = all.get(at + 2..).unwrap_or_default();
            let end = end_of_operand(rest);
            let bound = self.evaluator.number(&rest[..end]);
            let Some(span) = span_of(&rest[..end]) else {
                continue;
            };
            let Some(bound) = bound
                .ok()
                .or_else(|| self.elements(table, &rest[..end], count))
            else {
                continue;
            };
            if Some(bound) == count {
                let message = format!(
                    "`selector {} {}` lets selector {bound} through",
                    sign.text,
                    super::token::written(&rest[..end])
                );
                self.found.push(
                    Diagnostic::new(&codes::IMPORT_BOUND, sign.span, message)
                        .label(
                            span,
                            format!("there are {bound} rows, and so {} is the last", bound - 1),
                        )
                        .note("a call with it goes through what lies behind the table")
                        .edit("refuse that one, too", sign.span, better)
                        .warning(),
                );
            }
        }
    }

    /// `sizeof(sMethods) / sizeof(sMethods[0])`, and what has another name for it.
    fn elements(
        &self,
        table: &Table<'t, 'a>,
        value: &[Token<'a>],
        count: Option<i128>,
    ) -> Option<i128> {
        let name = table.path.last()?;
        let is_division = value.iter().any(|token| token.is("/"));
        let names = value.iter().filter(|token| token.is(name)).count();
        let dimension = table.dimension.is_some_and(|dimension| {
            dimension.len() == value.len()
                && dimension
                    .iter()
                    .zip(value)
                    .all(|(one, two)| one.text == two.text)
        });
        count.filter(|_| dimension || is_division && names > 0)
    }
}

fn rows_of(count: i128) -> String {
    match count {
        1 => "1 row".to_owned(),
        _ => format!("{count} rows"),
    }
}

/// Where the operand of a comparison ends.
fn end_of_operand(tokens: &[Token<'_>]) -> usize {
    let ends = [")", "&&", "||", ";", "?", "{", "}"];
    let mut at = 0;
    while at < tokens.len().min(64) && !tokens[at].is_one_of(&ends) {
        at += 1 + tokens[at].width;
    }
    at.min(tokens.len())
}

/// A name without what names are begun with, in small letters only.
fn plain(name: &str) -> String {
    let bare = super::names::method(name).unwrap_or_else(|| name.to_owned());
    let bare = bare.strip_prefix("k_").unwrap_or(&bare);
    bare.replace('_', "")
}
