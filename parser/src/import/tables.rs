//! Where the dispatch tables of a source are.

use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::similar::closest;
use crate::span::{SourceId, Span};
use crate::spec::Target;

use super::layout;
use super::lexer::Unit;
use super::token::{Token, inside};

/// A table: an array with its rows, or one row by itself.
#[derive(Clone, Debug)]
pub(super) struct Table<'t, 'a> {
    /// What its struct is of.
    pub(super) target: Target,
    /// The words of its name.
    pub(super) path: Vec<&'t str>,
    /// Its name.
    pub(super) span: Span,
    /// How many rows it is said to have, where that is said.
    pub(super) dimension: Option<&'t [Token<'a>]>,
    /// The opening brace, and what lies behind it up to its partner.
    pub(super) body: &'t [Token<'a>],
    /// From the name to the last brace.
    pub(super) whole: Span,
    /// Whether it is one row.
    pub(super) is_row: bool,
}

/// What a source with no table may have instead.
const LEGACY: &[&str] = &[
    "IOExternalMethod",
    "IOExternalAsyncMethod",
    "IOExternalTrap",
];

/// All tables of the source `id`.
pub(super) fn find<'t, 'a>(
    unit: &'t Unit<'a>,
    id: SourceId,
    found: &mut Vec<Diagnostic>,
) -> Vec<Table<'t, 'a>> {
    let all = &unit.tokens;
    let mut tables = Vec::new();
    for (at, token) in all.iter().enumerate() {
        let target = layout::target(&token.text).filter(|_| token.is_word());
        if let Some(target) = target.filter(|_| token.span.source == id) {
            tables.extend(declared(all, at, target, found));
        }
    }
    tables
}

/// The table that is declared with the struct's name at `at`, if it has its rows there.
fn declared<'t, 'a>(
    all: &'t [Token<'a>],
    at: usize,
    target: Target,
    found: &mut Vec<Diagnostic>,
) -> Option<Table<'t, 'a>> {
    let mut next = at + 1;
    let mut dimension = None;
    let mut is_row = true;
    // `std::array<IOExternalMethodDispatch, 3> name = {{ … }};`
    let in_array = at >= 2 && all[at - 1].is("<") && all[at - 2].is("array");
    if in_array {
        let rest = all.get(next..)?;
        let end = rest.iter().take(64).position(|token| token.is(">"))?;
        dimension = Some(rest.get(1..end)?);
        next += end + 1;
        is_row = false;
    }
    while all.get(next)?.is_one_of(&["const", "constexpr"]) {
        next += 1;
    }
    let mut path = Vec::new();
    let name = next;
    while all.get(next).is_some_and(Token::is_word) {
        path.push(&*all[next].text);
        next += 1;
        if !all.get(next)?.is("::") {
            break;
        }
        next += 1;
    }
    let span = all
        .get(next.checked_sub(1).filter(|_| !path.is_empty())?)?
        .span;
    let span = all[name].span.to(span);
    let mut dimensions = 0;
    while let Some(open) = all.get(next).filter(|open| open.is("[")) {
        dimension = dimension.or(Some(inside(all, next)));
        next += 1 + open.width;
        dimensions += 1;
        is_row = false;
    }
    while all.get(next)?.is("__attribute__") {
        next += 1;
        next += 1 + all.get(next)?.width;
    }
    if all.get(next)?.is("=") {
        next += 1;
    }
    let brace = all.get(next).filter(|brace| brace.is("{"))?;
    if dimensions > 1 {
        let message = "an array of several dimensions";
        found.push(Diagnostic::new(&codes::IMPORT_ROWS, span, message));
        return None;
    }
    let mut body = &all[next..=next + brace.width];
    if in_array
        && body
            .get(1)
            .is_some_and(|open| open.is("{") && open.width + 3 == body.len())
    {
        body = &body[1..body.len() - 1];
    }
    Some(Table {
        target,
        path,
        span,
        dimension: dimension.filter(|of| !of.is_empty()),
        body,
        whole: span.to(body.last()?.span),
        is_row,
    })
}

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
        let last = wanted.rsplit("::").next().unwrap_or(wanted);
        let all = arrays.iter().chain(&rows);
        let mut fits: Vec<_> = all
            .filter(|table| table.path.last() == Some(&last))
            .filter(|table| table.path.join("::").ends_with(wanted))
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
            found.push(no_table(unit, id));
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
        let text = format!(
            "`-D {0}` or `-U {0}` decides what is left out",
            undecided.name
        );
        mistake = mistake.label(undecided.span, text);
    }
    mistake
}
