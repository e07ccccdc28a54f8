//! Rows that are variables of their own, each used under a `case` of its selector.

use std::collections::{HashMap, HashSet};

use crate::codes;
use crate::diagnostic::Diagnostic;

use super::check::Check;
use super::evaluate::Evaluator;
use super::lexer::Unit;
use super::rows::{Row, Rows};
use super::table::TableRow;
use super::tables::Table;
use super::token::{Token, inside, position, span_of};

/// The rows of `tables`, which are one row each and of the kind of the first.
pub(super) fn rows<'t, 'a>(
    unit: &'t Unit<'a>,
    evaluator: &Evaluator<'_, 't, 'a>,
    tables: &[Table<'t, 'a>],
    found: &mut Vec<Diagnostic>,
) -> Vec<TableRow> {
    let Some(first) = tables.first() else {
        return Vec::new();
    };
    let target = first.target;
    let cases = cases(unit, tables);
    let mut read = Vec::new();
    for table in tables {
        if table.target != target {
            let message = "rows of different structs";
            let mistake = Diagnostic::new(&codes::IMPORT_TABLES, table.span, message);
            found.push(
                mistake
                    .label(first.span, "another kind")
                    .note("say which one with `--table NAME`"),
            );
            continue;
        }
        let row = inside(table.body, 0);
        let values = Rows {
            target,
            evaluator,
            found: &mut *found,
        }
        .values(row, table.span);
        let name = table.path.last().copied().unwrap_or_default();
        let case = cases.get(name).copied().flatten();
        let Some(case) = case else {
            let message = format!("no `case` says which selector `{name}` is");
            let mistake = Diagnostic::new(&codes::IMPORT_SELECTOR, table.span, message);
            found.push(mistake.note("put the rows into one table, `[selector] = { … }`"));
            continue;
        };
        let selector = match evaluator.number(case).map(u32::try_from) {
            Ok(Ok(selector)) => selector,
            Ok(Err(_)) => continue,
            Err(unknown) => {
                super::rows::unknown(found, &unknown, "the selector of this row");
                continue;
            }
        };
        let row = Row {
            selector,
            index: span_of(case),
            enumerator: super::evaluate::path(case).and_then(|path| path.last().copied()),
            span: table.whole,
            values,
        };
        read.extend(
            Check {
                target,
                evaluator,
                found: &mut *found,
            }
            .row(&row),
        );
    }
    read
}

/// For the name of each row, what stands behind the `case` in front of its use; none for one of several.
fn cases<'t, 'a>(
    unit: &'t Unit<'a>,
    tables: &[Table<'t, 'a>],
) -> HashMap<&'t str, Option<&'t [Token<'a>]>> {
    let names: HashSet<&str> = tables
        .iter()
        .filter_map(|table| table.path.last().copied())
        .collect();
    let mut cases: HashMap<&'t str, Option<&'t [Token<'a>]>> = HashMap::new();
    let all = &unit.tokens;
    let mut current: Option<&'t [Token<'a>]> = None;
    // Two cases in a row are both of what follows.
    let mut is_shared = false;
    let mut last = 0;
    for (at, token) in all.iter().enumerate() {
        if token.is("case") {
            let rest = &all[at + 1..all.len().min(at + 32)];
            let end = position(rest, &[":"]).unwrap_or(0);
            is_shared = current.is_some() && last + 1 == at;
            current = Some(&rest[..end]);
            last = at + 1 + end;
        } else if token.is_one_of(&["default", "break"]) {
            current = None;
        } else if token.is_word()
            && names.contains(&*token.text)
            && let Some(case) = current.filter(|case| !case.is_empty() && !is_shared)
        {
            let same = |of: &[Token<'a>]| of[0].span == case[0].span;
            let known = cases.entry(&token.text).or_insert(Some(case));
            *known = known.filter(|known| same(known));
        }
    }
    cases
}
