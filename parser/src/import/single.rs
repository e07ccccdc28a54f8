//! Rows that are variables of their own, each used under a `case` of its selector.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use crate::codes;
use crate::diagnostic::Diagnostic;

use super::cases::uses;
use super::check::Check;
use super::evaluate::{Evaluator, path};
use super::lexer::Unit;
use super::rows::{Row, Rows};
use super::table::TableRow;
use super::tables::Table;
use super::token::{Token, inside, span_of};

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
        let Some(cases) = cases.get(name).filter(|cases| !cases.is_empty()) else {
            let message = format!("no `case` says which selector `{name}` is");
            let mistake = Diagnostic::new(&codes::IMPORT_SELECTOR, table.span, message);
            found.push(mistake.note("put the rows into one table, `[selector] = { … }`"));
            continue;
        };
        for &case in cases {
            let selector = match evaluator.number(case).map(u32::try_from) {
                Ok(Ok(selector)) => selector,
                Ok(Err(_)) => continue,
                Err(unknown) => {
                    super::unknown::value(found, &unknown, "the selector of this row");
                    continue;
                }
            };
            let row = Row {
                selector,
                index: span_of(case),
                enumerator: path(case).and_then(|path| path.last().copied()),
                span: table.whole,
                values,
            };
            let mut check = Check {
                target,
                evaluator,
                found: &mut *found,
            };
            read.extend(check.row(&row));
        }
    }
    read
}

/// For the name of each row, what stands behind each `case` in front of its use.
fn cases<'t, 'a>(
    unit: &'t Unit<'a>,
    tables: &[Table<'t, 'a>],
) -> HashMap<&'t str, Vec<&'t [Token<'a>]>> {
    let names: HashSet<&str> = tables
        .iter()
        .filter_map(|table| table.path.last().copied())
        .collect();
    let mut cases: HashMap<&'t str, Vec<&'t [Token<'a>]>> = HashMap::new();
    let uses = uses(unit, &names);
    // A name may be used several times under its case.
    let mut seen = HashSet::new();
    for of in &uses {
        let name = &*unit.tokens[of.at].text;
        let known = cases.entry(name).or_default();
        if seen.insert((name, Rc::as_ptr(&of.cases))) {
            known.extend(of.cases.iter().filter(|case| !case.is_empty()));
        }
    }
    cases
}
