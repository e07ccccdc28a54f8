//! Where the dispatch tables of a source are.

use std::collections::HashMap;

use crate::codes;
use crate::diagnostic::Diagnostic;
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

/// All tables of the source `id`.
pub(super) fn find<'t, 'a>(
    unit: &'t Unit<'a>,
    id: SourceId,
    found: &mut Vec<Diagnostic>,
) -> Vec<Table<'t, 'a>> {
    let all = &unit.tokens;
    let mut tables = Vec::new();
    let mut aliases: HashMap<&str, Target> = HashMap::new();
    for (at, token) in all.iter().enumerate() {
        if !token.is_word() {
            continue;
        }
        let alias = || aliases.get(&*token.text).copied();
        let Some(target) = layout::target(&token.text).or_else(alias) else {
            continue;
        };
        if let Some(name) = other_name(all, at) {
            aliases.insert(name, target);
        } else if token.span.source == id {
            declared(all, at, target, found, &mut tables);
        }
    }
    tables
}

/// `typedef IOExternalMethodDispatch Row;`, `using Row = const IOExternalMethodDispatch;`: the other name.
fn other_name<'t>(all: &'t [Token<'_>], at: usize) -> Option<&'t str> {
    let words = ["const", "struct"];
    let behind = all[at + 1..]
        .iter()
        .take(8)
        .find(|of| !of.is_one_of(&words))?;
    let before = all[..at]
        .iter()
        .rev()
        .take(8)
        .skip_while(|of| of.is_one_of(&words));
    let mut before = before.take(3);
    let first = before.next()?;
    let name = if first.is("typedef") {
        behind
    } else {
        let name = before.next().filter(|_| first.is("=") && behind.is(";"))?;
        before.next().filter(|of| of.is("using"))?;
        name
    };
    name.is_word().then_some(&*name.text)
}

/// What may stand between the struct's name and the table's, or behind that.
const SPECIFIERS: &[&str] = &[
    "const",
    "constexpr",
    "constinit",
    "static",
    "inline",
    "volatile",
    "extern",
];

/// Behind specifiers and attributes: `const`, `__attribute__((…))`, `alignas(…)`, `[[…]]`.
fn behind_specifiers(all: &[Token<'_>], mut next: usize) -> usize {
    while let Some(token) = all.get(next) {
        let bracket = all.get(next + 1);
        if token.is_one_of(SPECIFIERS) {
            next += 1;
        } else if token.is_one_of(&["__attribute__", "alignas"])
            && bracket.is_some_and(|open| open.is("("))
        {
            next += 2 + bracket.map_or(0, |open| open.width);
        } else if token.is("[") && bracket.is_some_and(|open| open.is("[")) {
            next += 1 + token.width;
        } else {
            break;
        }
    }
    next
}

/// Behind the `<…>` at `next`, if it is a short one.
fn behind_template(all: &[Token<'_>], next: usize) -> Option<usize> {
    let mut open = 0_usize;
    let rest = all[next..].iter().take(64);
    let end = rest.enumerate().find(|(_, token)| {
        match &*token.text {
            "<" => open += 1,
            ">" => open = open.saturating_sub(1),
            ">>" => open = open.saturating_sub(2),
            _ => {}
        }
        open == 0
    });
    end.map(|(length, _)| next + length + 1)
}

/// The tables that are declared with the struct's name at `at`, if they have their rows there.
fn declared<'t, 'a>(
    all: &'t [Token<'a>],
    at: usize,
    target: Target,
    found: &mut Vec<Diagnostic>,
    tables: &mut Vec<Table<'t, 'a>>,
) {
    let mut next = at + 1;
    let mut length = None;
    // `std::array<IOExternalMethodDispatch, 3> name = {{ … }};`
    let open = all[..at]
        .iter()
        .rposition(|of| !of.is_one_of(&["const", "struct"]));
    let open = open.filter(|&open| all[open].is("<") && at - open <= 3);
    if let Some(open) = open {
        let Some(end) = behind_template(all, open) else {
            return;
        };
        if all.get(next).is_some_and(|comma| comma.is(",")) {
            length = all.get(next + 1..end - 1);
        }
        next = end;
        // `auto name = std::to_array<IOExternalMethodDispatch>({ … });`
        if all.get(next).is_some_and(|open| open.is("(")) {
            tables.extend(made(all, open, next, target));
            return;
        }
    }
    while let Some((table, end)) = declarator(all, next, target, open.map(|_| length), found) {
        tables.extend(table);
        if !all.get(end).is_some_and(|comma| comma.is(",")) {
            break;
        }
        next = end + 1;
    }
}

/// The table that a function makes of the list at `list`; the name in front of that is at `open`.
fn made<'t, 'a>(
    all: &'t [Token<'a>],
    open: usize,
    list: usize,
    target: Target,
) -> Option<Table<'t, 'a>> {
    let body = inside(all, list);
    body.first()
        .filter(|brace| brace.is("{") && brace.width + 1 == body.len())?;
    let equals = all[..open].iter().rev().take(8).position(|of| of.is("="))?;
    let name = all.get((open - 1 - equals).checked_sub(1)?)?;
    name.is_word().then(|| Table {
        target,
        path: vec![&name.text],
        span: name.span,
        dimension: None,
        body,
        whole: name.span.to(all[list + all[list].width].span),
        is_row: false,
    })
}

/// The name at `next` with its rows, and where that ends; no table, if its rows can't be read.
fn declarator<'t, 'a>(
    all: &'t [Token<'a>],
    next: usize,
    target: Target,
    array: Option<Option<&'t [Token<'a>]>>,
    found: &mut Vec<Diagnostic>,
) -> Option<(Option<Table<'t, 'a>>, usize)> {
    let mut dimension = array.flatten();
    let mut is_row = array.is_none();
    let mut next = behind_specifiers(all, next);
    let mut path = Vec::new();
    let name = next;
    let mut last = next;
    while let Some(word) = all.get(next).filter(|of| of.is_word()) {
        path.push(&*word.text);
        last = next;
        next += 1;
        // `Client<T>::sMethods`
        if all.get(next)?.is("<") {
            next = behind_template(all, next)?;
        }
        if !all.get(next)?.is("::") {
            break;
        }
        next += 1;
    }
    if path.is_empty() {
        return None;
    }
    let span = all[name].span.to(all[last].span);
    next = behind_specifiers(all, next);
    let mut dimensions = 0;
    while let Some(open) = all.get(next).filter(|open| open.is("[")) {
        dimension = dimension.or(Some(inside(all, next)));
        next += 1 + open.width;
        dimensions += 1;
        is_row = false;
    }
    next = behind_specifiers(all, next);
    if all.get(next)?.is("=") {
        next += 1;
    }
    let brace = all.get(next).filter(|brace| brace.is("{"))?;
    let end = next + brace.width + 1;
    if dimensions > 1 {
        let message = "an array of several dimensions";
        found.push(Diagnostic::new(&codes::IMPORT_ROWS, span, message));
        return Some((None, end));
    }
    let mut body = &all[next..end];
    if array.is_some()
        && body
            .get(1)
            .is_some_and(|open| open.is("{") && open.width + 3 == body.len())
    {
        body = &body[1..body.len() - 1];
    }
    let table = Table {
        target,
        path,
        span,
        dimension: dimension.filter(|of| !of.is_empty()),
        body,
        whole: span.to(body.last()?.span),
        is_row,
    };
    Some((Some(table), end))
}
