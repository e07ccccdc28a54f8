//! Rows that the enum of their selectors says more about.

use std::collections::HashMap;

use crate::codes;
use crate::diagnostic::Diagnostic;

use super::constants::Constants;
use super::evaluate::Evaluator;
use super::table::{Function, TableRow};
use super::tables::Table;

/// Gives rows in order the enumerators of the enum that their number is of.
pub(super) fn name<'t, 'a>(
    table: &Table<'t, 'a>,
    constants: &Constants<'t, 'a>,
    evaluator: &Evaluator<'_, 't, 'a>,
    rows: &mut [TableRow],
) {
    let words = table.dimension.unwrap_or_default().iter();
    let Some(of) = words
        .filter_map(|word| constants.enum_of.get(&*word.text))
        .map(|&of| &constants.enums[of])
        .next()
    else {
        return;
    };
    let mut names: HashMap<i128, Option<&str>> = HashMap::new();
    for member in &of.members {
        if let Some(value) = evaluator.named(member) {
            // Of two with one value, nobody knows which is the selector.
            names
                .entry(value)
                .and_modify(|name| *name = None)
                .or_insert(Some(member));
        }
    }
    for row in rows.iter_mut().filter(|row| row.enumerator.is_none()) {
        let name = names.get(&i128::from(row.selector)).copied().flatten();
        row.enumerator = name.map(str::to_owned);
    }
}

/// Where no row has a function, `ExternalMethod` calls them itself behind the checks: each row with a name is a
/// method.
pub(super) fn call(table: &Table<'_, '_>, rows: &mut [TableRow], found: &mut Vec<Diagnostic>) {
    let is_called = |row: &TableRow| row.function.is_some();
    if rows.iter().any(is_called)
        || !rows.iter().any(TableRow::has_checks)
        || rows.iter().any(|row| row.enumerator.is_none())
    {
        return;
    }
    for row in rows {
        let path = Vec::new();
        let span = row.span;
        row.function = Some(Function { path, span });
    }
    found.retain(|of| of.code != &codes::IMPORT_NULL_CHECKS);
    let message = "no row of this table has a function";
    let warning = Diagnostic::new(&codes::IMPORT_NULL_CHECKS, table.span, message);
    let note = "`ExternalMethod` has to call each behind the checks: the methods have the names of their selectors";
    found.push(warning.note(note).warning());
}
