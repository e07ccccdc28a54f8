//! The rows of a table: which selector each has, and which values stand in its fields.

use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::span::Span;
use crate::spec::Target;

use super::evaluate::{Evaluator, Unknown};
use super::layout::{self, COLUMNS, Column};
use super::token::{Kind, Token, inside, parts, position, span_of, written};

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
    fn mistake(&mut self, mistake: Diagnostic) {
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

    /// The values of a row, by their columns.
    pub(super) fn values<'r>(
        &mut self,
        row: &'r [Token<'a>],
        span: Span,
    ) -> Option<Values<'r, 'a>> {
        let before = self.found.len();
        let mut values: Values<'r, 'a> = [None; COLUMNS];
        let fields = layout::fields(self.target);
        let items = whole_templates(row, parts(row));
        let named = items
            .iter()
            .position(|item| item.first().is_some_and(|dot| dot.is(".")));
        let in_order = items
            .iter()
            .filter(|item| !item.first().is_some_and(|dot| dot.is(".")))
            .count();
        if let (Some(named), 1..) = (named, in_order) {
            let place = items
                .iter()
                .find(|item| !item.first().is_some_and(|dot| dot.is(".")));
            let place = place.and_then(|item| span_of(item)).unwrap_or(span);
            let name = span_of(items[named]).unwrap_or(span);
            self.mistake(
                Diagnostic::new(
                    &codes::IMPORT_STYLE,
                    place,
                    "a value without a name in a row with names",
                )
                .label(name, "this one has its name")
                .note("it belongs to the field behind that of the value in front of it")
                .warning(),
            );
        }
        let mut next = 0;
        let mut extra: Vec<&'r [Token<'a>]> = Vec::new();
        if let Some(inner) = items.iter().find_map(|item| row_within(item)) {
            let mistake =
                Diagnostic::new(&codes::IMPORT_SYNTAX, inner, "a row lies in another row");
            self.mistake(mistake.label(span, "this one isn't closed in front of it"));
            return None;
        }
        for item in &items {
            let (at, value) = match self.designated(item) {
                Some(Ok((at, value))) => (at, value),
                Some(Err(())) => continue,
                None => (next, *item),
            };
            next = at + 1;
            let Some((column, name)) = fields.get(at) else {
                extra.push(item);
                continue;
            };
            if value.is_empty() {
                let message = format!("{name} has no value");
                self.mistake(Diagnostic::new(&codes::IMPORT_SYNTAX, span, message));
            }
            let slot = &mut values[*column as usize];
            if let Some(before) = slot.replace(value).and_then(span_of) {
                let place = span_of(value).unwrap_or(span);
                self.mistake(
                    Diagnostic::new(&codes::IMPORT_FIELD, place, format!("{name} is said twice"))
                        .label(before, "here, too"),
                );
            }
        }
        if named.is_none() {
            self.count(&items, &values, &extra, span);
        } else if let Some(first) = extra.first().and_then(|of| span_of(of)) {
            let message = "this value belongs to no field";
            self.mistake(Diagnostic::new(&codes::IMPORT_TOO_MANY, first, message));
        }
        let is_sound = self.found[before..].iter().all(Diagnostic::is_warning);
        is_sound.then_some(values)
    }

    /// `.field = value`: the place of its field and the value; a mistake if there is no such field.
    fn designated<'r>(
        &mut self,
        item: &'r [Token<'a>],
    ) -> Option<Result<(usize, &'r [Token<'a>]), ()>> {
        let [dot, name, ..] = item else { return None };
        if !dot.is(".") {
            return None;
        }
        let fields = layout::fields(self.target);
        let Some(at) = fields.iter().position(|field| name.is(field.1)) else {
            let kind = layout::struct_name(self.target);
            let message = format!("`{kind}` has no field `{}`", name.text);
            let mut mistake = Diagnostic::new(&codes::IMPORT_FIELD, name.span, message);
            let known = fields.iter().map(|field| field.1);
            if let Some(close) =
                crate::similar::closest(&name.text, known).filter(|_| !name.is_made)
            {
                mistake = mistake.edit("a field with a similar name", name.span, close);
            }
            self.mistake(mistake);
            return Some(Err(()));
        };
        let value = match item.get(2) {
            Some(sign) if sign.is("=") => &item[3..],
            Some(open) if open.is("{") => inside(item, 2),
            _ => &[],
        };
        Some(Ok((at, value)))
    }

    /// Whether a row in order has as many values as its struct has fields.
    fn count(
        &mut self,
        items: &[&[Token<'a>]],
        values: &Values<'_, 'a>,
        extra: &[&[Token<'a>]],
        span: Span,
    ) {
        let fields = layout::fields(self.target);
        let kind = layout::struct_name(self.target);
        if let Some(first) = extra.first().and_then(|of| span_of(of)) {
            let (has, may) = (items.len(), fields.len());
            let message = format!("a row of {has} values, and `{kind}` has {may} fields");
            let mut mistake = Diagnostic::new(&codes::IMPORT_TOO_MANY, first, message);
            if self.target == Target::Kext && extra.len() == 1 {
                mistake = mistake.note(
                    "the check of the completion is a field of IOUserClientMethodDispatch only",
                );
            }
            self.mistake(
                mistake
                    .here("there is no field for it")
                    .label(span, "this row"),
            );
            return;
        }
        let least = layout::least(self.target);
        // A row of nothing, or of no function, is a hole.
        let function = values[Column::Function as usize];
        let is_hole = items.is_empty() || items.len() == 1 && function.is_some_and(is_null);
        if items.len() >= least || is_hole {
            return;
        }
        let names: Vec<_> = fields[items.len()..least]
            .iter()
            .map(|field| field.1)
            .collect();
        let (has, may) = (items.len(), fields.len());
        let message = format!("a row of {has} values, and `{kind}` has {may} fields");
        let mut mistake = Diagnostic::new(&codes::IMPORT_MISSING, span, message);
        let last = items.last().and_then(|item| item.last());
        let first = items.first().and_then(|item| item.last());
        if let (Target::Dext, 5, Some(first)) = (self.target, items.len(), first) {
            mistake = mistake.note(
                "these are the five fields of IOExternalMethodDispatch; in a dext checkCompletionExists is \
                 the second, so that each value stands one field too early, and is checked as another",
            );
            if !first.is_made {
                let end = Span {
                    start: first.span.end,
                    ..first.span
                };
                mistake = mistake.edit("say whether there is a completion", end, ", false");
            }
        } else {
            mistake = mistake.note(format!("zeros are put at the end: {}", names.join(", ")));
            if let Some(last) = last.filter(|last| !last.is_made) {
                let end = Span {
                    start: last.span.end,
                    ..last.span
                };
                mistake = mistake.edit("write them", end, ", 0".repeat(names.len()));
            }
        }
        self.mistake(mistake);
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

/// The values of a row with those commas in the first that part the arguments of a template.
fn whole_templates<'r, 'a>(
    row: &'r [Token<'a>],
    items: Vec<&'r [Token<'a>]>,
) -> Vec<&'r [Token<'a>]> {
    let count = |items: &[&[Token<'a>]], mark| {
        items
            .iter()
            .flat_map(|of| of.iter())
            .filter(|of| of.is(mark))
            .count()
    };
    let is_open =
        |items: &[&[Token<'a>]]| count(items, "<") > count(items, ">") + 2 * count(items, ">>");
    let joined = (1..=items.len().min(8)).find(|&end| !is_open(&items[..end]));
    match joined {
        Some(joined @ 2..) => {
            let length = items[..joined].iter().map(|of| of.len()).sum::<usize>() + joined - 1;
            let mut whole = vec![&row[..length]];
            whole.extend(&items[joined..]);
            whole
        }
        _ => items,
    }
}

/// A row in a value, behind a row that isn't closed.
fn row_within(value: &[Token<'_>]) -> Option<Span> {
    // The braces of a lambda hold statements.
    if value.first()?.is("[") || value.iter().any(|token| token.is(";")) {
        return None;
    }
    let open = position(value, &["{"])?;
    position(inside(value, open), &[","])?;
    Some(value[open].span)
}

/// Whether a value is no function: `NULL`, `nullptr`, `0`, or these with a cast.
pub(super) fn is_null(value: &[Token<'_>]) -> bool {
    let [.., last] = value else { return false };
    match value {
        [only] => {
            only.is_one_of(&["NULL", "nullptr"]) || only.kind == Kind::Number && only.text == "0"
        }
        // `(IOExternalMethodAction) NULL`, `static_cast<…>(nullptr)`
        [open, ..] if open.is("(") && open.width + 2 == value.len() => {
            is_null(&value[value.len() - 1..])
        }
        [word, ..] if word.is_word() && last.is(")") => {
            let open = position(value, &["("]);
            open.is_some_and(|open| word.text.ends_with("_cast") && is_null(inside(value, open)))
        }
        _ => false,
    }
}
