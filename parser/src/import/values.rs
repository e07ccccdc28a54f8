//! The values of a row: as many as its struct has fields, or each with the name of its field.

use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::similar::closest;
use crate::span::Span;

use super::function::is_null;
use super::layout::{self, COLUMNS, Column};
use super::rows::{Rows, Values, comma_behind};
use super::token::{Kind, Token, inside, parts, position, span_of};

impl<'a> Rows<'_, '_, '_, 'a> {
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
        let named = items.iter().position(|item| is_named(item));
        let in_order = items.iter().find(|item| !is_named(item));
        if let (Some(named), Some(place)) = (named, in_order) {
            let place = span_of(place).unwrap_or(span);
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
        let parted = items.iter().filter_map(|item| comma_missing(item));
        let parted: Vec<_> = parted.collect();
        if !parted.is_empty() {
            self.found.extend(parted);
            return None;
        }
        let mut end = 0;
        for item in &items {
            end += item.len() + 1;
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
                let place = item.last().or(row.get(end - 1)).map_or(span, |of| of.span);
                let message = format!("{name} has no value");
                self.mistake(Diagnostic::new(&codes::IMPORT_SYNTAX, place, message));
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

    /// `.field = value`, or GNU's `field: value`: the place of its field and the value; a mistake if there is no
    /// such field.
    fn designated<'r>(
        &mut self,
        item: &'r [Token<'a>],
    ) -> Option<Result<(usize, &'r [Token<'a>]), ()>> {
        if !is_named(item) {
            return None;
        }
        let from = usize::from(item[0].is("."));
        let (name, rest) = item.get(from..)?.split_first()?;
        let fields = layout::fields(self.target);
        let Some(at) = fields.iter().position(|field| name.is(field.1)) else {
            let kind = layout::struct_name(self.target);
            let message = format!("`{kind}` has no field `{}`", name.text);
            let mut mistake = Diagnostic::new(&codes::IMPORT_FIELD, name.span, message);
            let known = fields.iter().map(|field| field.1);
            if let Some(close) = closest(&name.text, known).filter(|_| !name.is_made) {
                mistake = mistake.edit("a field with a similar name", name.span, close);
            }
            self.mistake(mistake);
            return Some(Err(()));
        };
        let value = match rest.first() {
            Some(sign) if sign.is_one_of(&["=", ":"]) => &rest[1..],
            Some(open) if open.is("{") => inside(rest, 0),
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
        let (has, may) = (items.len(), fields.len());
        let message = match has {
            1 => format!("a row of one value, and `{kind}` has {may} fields"),
            _ => format!("a row of {has} values, and `{kind}` has {may} fields"),
        };
        if let Some(first) = extra.first().and_then(|of| span_of(of)) {
            let mistake = Diagnostic::new(&codes::IMPORT_TOO_MANY, first, message);
            let mistake = mistake
                .here("there is no field for it")
                .label(span, "this row");
            let mistake = self.without_one(items, mistake);
            self.mistake(mistake);
            return;
        }
        let least = layout::least(self.target);
        // A row of nothing, or of no function, is a hole.
        let function = values[Column::Function as usize];
        let is_hole = items.is_empty() || function.is_some_and(is_null);
        if has >= least || is_hole {
            return;
        }
        let mistake = Diagnostic::new(&codes::IMPORT_MISSING, span, message);
        let mistake = self.with_others(items, mistake);
        self.mistake(mistake);
    }
}

/// Whether a value has the name of its field in front: `.field = value`, or `field: value`.
fn is_named(item: &[Token<'_>]) -> bool {
    match item {
        [dot, ..] if dot.is(".") => true,
        [name, colon, ..] => name.is_word() && colon.is(":"),
        _ => false,
    }
}

/// Where a value goes on behind its end: `sReset 0`, `1 kCount`.
fn comma_missing(value: &[Token<'_>]) -> Option<Diagnostic> {
    let mut at = 0;
    while let Some(token) = value.get(at) {
        at += 1 + token.width;
        let Some(next) = value.get(at) else { break };
        let is_number = |of: &Token<'_>| of.kind == Kind::Number;
        let ends = match token.kind {
            Kind::Number => is_number(next) || next.is_word(),
            Kind::Word => is_number(next) && !token.is("sizeof"),
            _ => false,
        };
        if ends {
            let message = format!(
                "a `,` is missing between `{}` and `{}`",
                token.text, next.text
            );
            let mistake = Diagnostic::new(&codes::IMPORT_SYNTAX, next.span, message);
            return Some(comma_behind(mistake, token));
        }
    }
    None
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
