//! What depends on conditions that the sources don't decide.

use std::collections::{BTreeMap, BTreeSet};

use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::span::Span;

use super::constants::Constants;
use super::evaluate::Evaluator;
use super::lexer::Unit;
use super::records::Records;
use super::tables::Table;

/// The rows of a table, and the enums that it uses, have to be the same in every build.
pub(super) fn of_table(
    unit: &Unit<'_>,
    constants: &Constants<'_, '_>,
    table: &Table<'_, '_>,
    found: &mut Vec<Diagnostic>,
) {
    let words = table.body.iter().chain(table.dimension.unwrap_or_default());
    let mut enums: Vec<_> = words
        .filter(|token| token.is_word())
        .filter_map(|token| constants.enum_of.get(&*token.text).copied())
        .collect();
    enums.sort_unstable();
    enums.dedup();
    let enums: Vec<_> = enums
        .into_iter()
        .map(|of| constants.enums[of].whole)
        .collect();
    for (span, name) in &unit.missing {
        let is_in = |whole: &Span| {
            whole.source == span.source && (whole.start..whole.end).contains(&span.start)
        };
        if is_in(&table.whole) || enums.iter().any(is_in) {
            let message =
                format!("`{name}` isn't there, which has rows or selectors of this table");
            found.push(
                Diagnostic::new(&codes::IMPORT_VALUE, *span, message).note(
                    "put it beside this file, or write in what the preprocessor makes of both",
                ),
            );
        }
    }
    let is_near = |place: &Span| {
        let is_in = |whole: &Span| {
            whole.source == place.source && (whole.start..whole.end).contains(&place.start)
        };
        is_in(&table.whole) || enums.iter().any(is_in)
    };
    let replaced = unit.replaced.iter().filter(|(place, _)| is_near(place));
    let replaced = replaced.filter_map(|(_, name)| Some((*unit.dropped.get(name)?, name.clone())));
    depend(unit, replaced, found);
    for undecided in &unit.undecided {
        let is_in = |whole: Span| {
            whole.source == undecided.span.source
                && undecided.span.start > whole.start
                && undecided.span.start < whole.end
        };
        let in_rows = is_in(table.whole);
        let span = undecided.span;
        if span.source == table.whole.source
            && span.start < table.whole.start
            && table.whole.end < undecided.end
        {
            let message = format!(
                "whether this table is there depends on `{}`",
                undecided.name
            );
            let warning = Diagnostic::new(&codes::IMPORT_CONDITION, span, message).warning();
            found.push(
                warning
                    .label(table.span, "the table")
                    .note(decided(&undecided.name)),
            );
            continue;
        }
        if !in_rows && !enums.iter().any(|of| is_in(*of)) {
            continue;
        }
        let what = if in_rows { "rows" } else { "selectors" };
        let name = &undecided.name;
        let message = format!("whether these {what} are there depends on `{name}`");
        found.push(
            Diagnostic::new(&codes::IMPORT_CONDITION, undecided.span, message).note(decided(name)),
        );
    }
}

/// The values of rows have one definition, and so do the structs whose sizes they check.
pub(super) fn of_values<'t, 'a>(
    unit: &'t Unit<'a>,
    evaluator: &Evaluator<'_, 't, 'a>,
    records: &Records<'t, 'a>,
    found: &mut Vec<Diagnostic>,
) {
    let names = records.used().into_iter().chain(evaluator.used());
    let all = names.filter_map(|name| Some((*unit.dropped.get(&name)?, name)));
    depend(unit, all, found);
}

/// Says for each condition what depends on it.
fn depend(
    unit: &Unit<'_>,
    names: impl Iterator<Item = (usize, String)>,
    found: &mut Vec<Diagnostic>,
) {
    let mut by_condition: BTreeMap<usize, BTreeSet<String>> = BTreeMap::new();
    for (at, name) in names {
        by_condition.entry(at).or_default().insert(name);
    }
    for (at, names) in by_condition {
        let Some(of) = unit.undecided.get(at) else {
            continue;
        };
        let names: Vec<_> = names.iter().map(|name| format!("`{name}`")).collect();
        let message = match names.split_last() {
            Some((last, [])) => format!("{last} depends on `{}`", of.name),
            Some((last, others)) => {
                format!("{} and {last} depend on `{}`", others.join(", "), of.name)
            }
            None => continue,
        };
        let mistake = Diagnostic::new(&codes::IMPORT_CONDITION, of.span, message);
        found.push(mistake.note(decided(&of.name)));
    }
}

/// How to decide a condition.
pub(super) fn decided(name: &str) -> String {
    let name = macro_name(name);
    format!("say in which build, with `-D {name}` or `-U {name}`")
}

/// What a condition asks for, if it is one macro.
pub(super) fn macro_name(name: &str) -> &str {
    if name.chars().all(super::lexer::is_word) {
        name
    } else {
        "NAME"
    }
}
