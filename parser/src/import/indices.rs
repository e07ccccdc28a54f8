//! How a table is indexed: by the selector, by what is left of it, or by a number under each `case`.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::span::Span;

use super::cases::uses;
use super::evaluate::Evaluator;
use super::lexer::Unit;
use super::table::TableRow;
use super::tables::Table;
use super::token::{Token, inside, span_of};

/// How the rows of a table get their selectors.
enum Indices {
    /// By their places.
    Selector,
    /// By their places and this number, which is written there.
    Offset(u32, Span),
    /// By the cases in front of their uses: selectors with the places where they are written.
    Cases(HashMap<u32, Vec<(u32, Span)>>),
}

/// Gives rows the selectors that they are used for. Answers whether these are other than their places.
pub(super) fn renumber<'t, 'a>(
    unit: &'t Unit<'a>,
    evaluator: &Evaluator<'_, 't, 'a>,
    table: &Table<'t, 'a>,
    rows: &mut Vec<TableRow>,
    found: &mut Vec<Diagnostic>,
) -> bool {
    match indices(unit, evaluator, table, found) {
        Indices::Selector => return false,
        Indices::Offset(offset, span) => {
            for row in rows {
                row.index = Some(span);
                row.selector = match row.selector.checked_add(offset) {
                    Some(selector) => selector,
                    None => return true,
                };
            }
        }
        Indices::Cases(cases) => {
            let mut renumbered = Vec::new();
            for row in rows.iter() {
                let Some(selectors) = cases.get(&row.selector) else {
                    if row.function.is_some() {
                        let message = "no `case` says which selector this row is";
                        let mistake = Diagnostic::new(&codes::IMPORT_SELECTOR, row.span, message);
                        let note =
                            "other rows of the table are used under the `case` of their selector";
                        found.push(mistake.note(note));
                    }
                    continue;
                };
                renumbered.extend(selectors.iter().map(|&(selector, span)| TableRow {
                    selector,
                    index: Some(span),
                    ..row.clone()
                }));
            }
            *rows = renumbered;
        }
    }
    true
}

fn indices<'t, 'a>(
    unit: &'t Unit<'a>,
    evaluator: &Evaluator<'_, 't, 'a>,
    table: &Table<'t, 'a>,
    found: &mut Vec<Diagnostic>,
) -> Indices {
    let all = &unit.tokens;
    let names: HashSet<&str> = table.path.last().copied().into_iter().collect();
    let mut cases: HashMap<u32, Vec<(u32, Span)>> = HashMap::new();
    let mut offset = None;
    let uses = uses(unit, &names);
    // A row may be used several times under its case.
    let mut seen = HashSet::new();
    let mut said = HashSet::new();
    for of in &uses {
        let own = all[of.at].span;
        let is_index = all.get(of.at + 1).is_some_and(|next| next.is("["));
        if own.source != table.span.source || !is_index || is_declared(table, own) {
            continue;
        }
        let index = inside(all, of.at + 1);
        if let Some((number, span)) = subtracted(evaluator, index) {
            offset = offset.or(Some((number, span)));
            continue;
        }
        // `sizeof(table[0])` is no use of a row.
        let before = of.at.checked_sub(2).map(|at| &all[at]);
        if before.is_some_and(|before| before.is("sizeof")) {
            continue;
        }
        let Some(row) = number(evaluator, index) else {
            continue;
        };
        if !seen.insert((row, Rc::as_ptr(&of.cases))) {
            continue;
        }
        for &case in of.cases.iter() {
            match (number(evaluator, case), span_of(case)) {
                (Some(selector), Some(span)) => {
                    let known = cases.entry(row).or_default();
                    if said.insert((row, selector)) {
                        known.push((selector, span));
                    }
                }
                (None, Some(span)) => {
                    let message = format!(
                        "`{}`, the selector of a row, isn't known",
                        super::token::written(case)
                    );
                    let note = "name the header that says it with `--header FILE`";
                    found.push(Diagnostic::new(&codes::IMPORT_VALUE, span, message).note(note));
                    cases.entry(row).or_default();
                }
                _ => {}
            }
        }
    }
    match offset {
        _ if !cases.is_empty() => Indices::Cases(cases),
        Some((offset, span)) if offset > 0 => Indices::Offset(offset, span),
        _ => Indices::Selector,
    }
}

/// Whether a name is where the table is declared with its rows.
fn is_declared(table: &Table<'_, '_>, name: Span) -> bool {
    (table.span.start..table.span.end).contains(&name.start)
}

/// Of `selector - kFirst`: the number that is subtracted.
fn subtracted<'t, 'a>(
    evaluator: &Evaluator<'_, 't, 'a>,
    index: &'t [Token<'a>],
) -> Option<(u32, Span)> {
    let [selector, minus, rest @ ..] = index else {
        return None;
    };
    if !selector.text.eq_ignore_ascii_case("selector") || !minus.is("-") {
        return None;
    }
    Some((number(evaluator, rest)?, span_of(rest)?))
}

fn number<'t, 'a>(evaluator: &Evaluator<'_, 't, 'a>, tokens: &'t [Token<'a>]) -> Option<u32> {
    u32::try_from(evaluator.number(tokens).ok()?).ok()
}
