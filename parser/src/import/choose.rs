//! Which of the tables of a source is to be imported.

use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::similar::closest;
use crate::span::{SourceId, Span};

use super::layout;
use super::lexer::Unit;
use super::tables::Table;

/// What a source with no table may have instead.
const LEGACY: &[&str] = &[
    "IOExternalMethod",
    "IOExternalAsyncMethod",
    "IOExternalTrap",
];

/// The table to import: the only one, or that with the name that the user says. Rows by themselves are one
/// table together.
pub(super) fn choose<'t, 'a>(
    unit: &Unit<'a>,
    id: SourceId,
    tables: Vec<Table<'t, 'a>>,
    wanted: Option<&str>,
    found: &mut Vec<Diagnostic>,
) -> Vec<Table<'t, 'a>> {
    let start = Span::new(id, 0..0);
    let (rows, arrays): (Vec<_>, Vec<_>) = tables.into_iter().partition(|table| table.is_row);
    if let Some(wanted) = wanted {
        let words: Vec<_> = wanted.trim_start_matches("::").split("::").collect();
        let last = words.last().copied().unwrap_or(wanted);
        let all = arrays.iter().chain(&rows);
        let mut fits: Vec<_> = all
            .filter(|table| table.path.ends_with(&words))
            .cloned()
            .collect();
        if fits.len() == 1 {
            return fits;
        }
        let message = if fits.is_empty() {
            format!("no table is called `{wanted}`")
        } else {
            format!("{} tables are called `{wanted}`", fits.len())
        };
        if fits.is_empty() {
            fits = arrays;
        }
        let mistake = Diagnostic::new(&codes::IMPORT_TABLES, start, message);
        found.push(labelled(mistake, &fits, Some(last)));
        return Vec::new();
    }
    match arrays.len() {
        0 if rows.is_empty() => {
            // One that can't be read may be there.
            let unread = [&codes::IMPORT_ROWS, &codes::IMPORT_SYNTAX];
            if found.iter().all(|of| !unread.contains(&of.code)) {
                found.push(no_table(unit, id));
            }
            Vec::new()
        }
        0 => rows,
        1 => arrays,
        count => {
            let message = format!("{count} dispatch tables");
            let mistake = Diagnostic::new(&codes::IMPORT_TABLES, arrays[1].span, message);
            let mistake = mistake.here("a table");
            let mistake =
                mistake.note("say which one with `--table NAME`: each is a spec of its own");
            let others: Vec<_> = [&arrays[..1], &arrays[2..]].concat();
            found.push(labelled(mistake, &others, None));
            Vec::new()
        }
    }
}

fn labelled(mut mistake: Diagnostic, tables: &[Table<'_, '_>], wanted: Option<&str>) -> Diagnostic {
    let names = || tables.iter().filter_map(|table| table.path.last().copied());
    if let Some(close) = wanted.and_then(|wanted| closest(wanted, names())) {
        mistake = mistake.note(format!("`{close}` is there"));
    }
    for table in tables {
        mistake = mistake.label(table.span, "a table");
    }
    mistake
}

fn no_table(unit: &Unit<'_>, id: SourceId) -> Diagnostic {
    let own = || unit.tokens.iter().filter(|token| token.span.source == id);
    let used = own().find(|token| token.is_word() && layout::target(&token.text).is_some());
    let legacy = own().find(|token| token.is_one_of(LEGACY));
    let start = Span::new(id, 0..0);
    let mistake = |span, message: &str| Diagnostic::new(&codes::IMPORT_NO_TABLE, span, message);
    let mut mistake = match (used, legacy) {
        (Some(used), _) => {
            let message = format!("`{}` is used, but no table has its rows here", used.text);
            mistake(used.span, &message).note("import the file that has the rows between braces")
        }
        (None, Some(legacy)) => {
            let message = format!("a table of `{}`", legacy.text);
            let note = "its rows check two numbers, whose meaning depends on flags: write the spec by hand";
            mistake(legacy.span, &message).note(note)
        }
        (None, None) => mistake(start, "there is no dispatch table"),
    };
    let own = unit.undecided.iter().filter(|of| of.span.source == id);
    for undecided in own.take(3) {
        let name = super::conditions::macro_name(&undecided.name);
        let text = format!("`-D {name}` or `-U {name}` decides what is left out");
        mistake = mistake.label(undecided.span, text);
    }
    mistake
}
