//! What the values of a row mean, and which of them stand where they don't belong.

use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::span::Span;
use crate::spec::Target;

use super::evaluate::{ANY, Evaluator, SizeOf, Value};
use super::function::{function, is_null};
use super::layout::{Column, field_name};
use super::rows::{Row, Values};
use super::table::{Count, Size, TableRow};
use super::token::{Kind, Token, span_of, written};

/// How many scalars a call has at most (`io_scalar_inband64_t`, xnu osfmk/device/device_types.h).
pub(super) const SCALARS: i128 = 16;

/// Reads the values of rows.
pub(super) struct Check<'e, 'c, 't, 'a> {
    pub(super) target: Target,
    pub(super) evaluator: &'e Evaluator<'c, 't, 'a>,
    pub(super) found: &'e mut Vec<Diagnostic>,
}

/// What `sizeof` is.
pub(super) const SIZE: &str = "the size of a structure";

/// Values in the wrong places, with what they are.
pub(super) type Misplaced = Vec<(Column, Span, String)>;

impl<'a> Check<'_, '_, '_, 'a> {
    /// What a row says; none if some of it can't be told.
    pub(super) fn row(&mut self, row: &Row<'_, 'a>) -> Option<TableRow> {
        let values = row.values.as_ref()?;
        let before = self.found.len();
        let mut wrong = Misplaced::new();
        let get = |column: Column| values[column as usize];
        let function = get(Column::Function).and_then(|value| function(value, &mut wrong));
        let completion = self.flag(values, Column::Completion, &mut wrong);
        let scalars_in = self.count(values, Column::ScalarsIn, &mut wrong);
        let struct_in = self.size(values, Column::StructIn, &mut wrong);
        let scalars_out = self.count(values, Column::ScalarsOut, &mut wrong);
        let struct_out = self.size(values, Column::StructOut, &mut wrong);
        let allow_async = self.flag(values, Column::AllowAsync, &mut wrong);
        let entitlement = self.entitlement(values, &mut wrong);
        if !wrong.is_empty() {
            self.shifted(values, &wrong);
        }
        let read = TableRow {
            selector: row.selector,
            index: row.index,
            enumerator: row.enumerator.map(str::to_owned),
            span: row.span,
            function,
            completion: completion?,
            scalars_in: scalars_in?,
            struct_in: struct_in?,
            scalars_out: scalars_out?,
            struct_out: struct_out?,
            allow_async: allow_async? != Count::Exactly(0),
            entitlement: entitlement?,
            spans: std::array::from_fn(|at| values[at].and_then(span_of).unwrap_or(row.span)),
        };
        if self.found[before..].iter().any(|of| !of.is_warning()) {
            return None;
        }
        self.warn(&read);
        Some(read)
    }

    /// Says what is wrong with rows whose selectors aren't known.
    pub(super) fn mistakes(&mut self, rows: &[Row<'_, 'a>]) {
        let before = self.found.len();
        for row in rows {
            self.row(row);
        }
        // What is a warning is so of a selector.
        let said = self.found.split_off(before);
        self.found
            .extend(said.into_iter().filter(|of| !of.is_warning()));
    }

    /// Whether a value is a constant; if it isn't one, it is said why.
    fn constant(
        &mut self,
        column: Column,
        value: &[Token<'a>],
        wrong: &mut Misplaced,
    ) -> Option<Value> {
        let other = if value.iter().all(|token| token.kind == Kind::Text) {
            "a text"
        } else if value.iter().any(|token| token.is("&"))
            && value.iter().any(|token| token.is("::"))
            || value.first().is_some_and(|token| token.is("&"))
        {
            "a function"
        } else {
            match self.evaluator.value(value) {
                Ok(value) => return Some(value),
                Err(unknown) => {
                    let unknown = unknown.or(value);
                    let what = format!("{} of this row", field_name(self.target, column));
                    super::unknown::value(self.found, &unknown, &what);
                    return None;
                }
            }
        };
        wrong.push((column, span_of(value)?, other.to_owned()));
        None
    }

    /// A value that is `true`, `false`, or says that it doesn't matter.
    fn flag(
        &mut self,
        values: &Values<'_, 'a>,
        column: Column,
        wrong: &mut Misplaced,
    ) -> Option<Count> {
        let Some(value) = values[column as usize] else {
            return Some(Count::Exactly(0));
        };
        let known = self.constant(column, value, wrong)?;
        match any(&known) {
            Some(number @ (0 | 1)) => Some(Count::Exactly(number)),
            None if known.number.is_some() && column == Column::Completion => Some(Count::Any),
            _ => {
                wrong.push((column, span_of(value)?, self.what(value, &known)));
                None
            }
        }
    }

    /// A value that is a number as its column has them: no flag, no pointer, and a size of a type only
    /// where bytes are meant.
    fn number(
        &mut self,
        column: Column,
        value: &[Token<'a>],
        wrong: &mut Misplaced,
    ) -> Option<(Value, Span)> {
        let known = self.constant(column, value, wrong)?;
        let span = span_of(value)?;
        let counts_scalars = matches!(column, Column::ScalarsIn | Column::ScalarsOut);
        let is_size = counts_scalars && known.size_of.is_some();
        if is_size || is_word(value, &["true", "false", "NULL", "nullptr"]) {
            wrong.push((column, span, self.what(value, &known)));
            return None;
        }
        Some((known, span))
    }

    fn count(
        &mut self,
        values: &Values<'_, 'a>,
        column: Column,
        wrong: &mut Misplaced,
    ) -> Option<Count> {
        let Some(value) = values[column as usize] else {
            return Some(Count::Exactly(0));
        };
        let (known, span) = self.number(column, value, wrong)?;
        let number = known.number?;
        let Some(count) = any(&known) else {
            return Some(Count::Any);
        };
        if !(0..=SCALARS).contains(&number) {
            let name = field_name(self.target, column);
            let message = format!("{name} is {number}");
            let mut mistake = Diagnostic::new(&codes::IMPORT_SCALARS, span, message).note(
                "no call gets through; a size in bytes belongs to the field of the structure",
            );
            let edit = swapped(values, column, value).filter(|_| number > SCALARS);
            if let Some((edit, replacement)) = edit {
                mistake = mistake.edit("make it the size of the structure", edit, replacement);
            }
            self.found.push(mistake);
            return None;
        }
        Some(Count::Exactly(count))
    }

    fn size(
        &mut self,
        values: &Values<'_, 'a>,
        column: Column,
        wrong: &mut Misplaced,
    ) -> Option<Size> {
        let Some(value) = values[column as usize] else {
            return Some(Size::Bytes(0));
        };
        let (known, span) = self.number(column, value, wrong)?;
        match (known.number, &known.size_of) {
            (Some(0), _) => Some(Size::Bytes(0)),
            (_, Some(of)) if of.count == 0 => Some(Size::Bytes(0)),
            (number, Some(of)) => {
                if of.is_pointer {
                    let message = format!("the size of a pointer to `{}`", of.name);
                    let note = "a pointer means nothing on the other side, and is 8 bytes whatever it points to";
                    let mistake = Diagnostic::new(&codes::IMPORT_POINTER_SIZE, span, message);
                    self.found.push(mistake.note(note).warning());
                }
                self.times(of, span)?;
                Some(Size::Of(
                    of.clone(),
                    number.and_then(|number| u64::try_from(number).ok()),
                ))
            }
            (Some(number), None) => match any(&known) {
                None => Some(Size::Any),
                Some(size) if u32::try_from(number).is_ok() => Some(Size::Bytes(size)),
                Some(_) => {
                    self.range(column, span, number);
                    None
                }
            },
            (None, None) => None,
        }
    }

    /// How many times the size of a type is meant: at least once.
    fn times(&mut self, of: &SizeOf, span: Span) -> Option<()> {
        if u32::try_from(of.count).is_ok() {
            return Some(());
        }
        let message = format!("{} times the size of `{}`", of.count, of.name);
        self.found
            .push(Diagnostic::new(&codes::IMPORT_RANGE, span, message));
        None
    }

    fn range(&mut self, column: Column, span: Span, number: i128) {
        let message = format!("{} is {number}", field_name(self.target, column));
        self.found
            .push(Diagnostic::new(&codes::IMPORT_RANGE, span, message));
    }

    /// The entitlement, or none.
    fn entitlement(
        &mut self,
        values: &Values<'_, 'a>,
        wrong: &mut Misplaced,
    ) -> Option<Option<(String, Span)>> {
        let Some(value) = values[Column::Entitlement as usize] else {
            return Some(None);
        };
        let span = span_of(value)?;
        if is_null(value) {
            return Some(None);
        }
        match self.evaluator.text(value) {
            Ok(text) => Some(Some((text, span))),
            Err(unknown) => {
                match self.evaluator.value(value) {
                    Ok(known) => wrong.push((Column::Entitlement, span, self.what(value, &known))),
                    Err(_) => {
                        super::unknown::value(self.found, &unknown, "checkEntitlement of this row")
                    }
                }
                None
            }
        }
    }

    /// What a constant is, by how it is written.
    fn what(&self, value: &[Token<'a>], known: &Value) -> String {
        match (known.number, &known.size_of) {
            (_, Some(_)) => SIZE.to_owned(),
            _ if is_word(value, &["true", "false"]) => "a flag".to_owned(),
            _ if is_word(value, &["NULL", "nullptr"]) => "a pointer".to_owned(),
            (Some(number), None) if value.len() == 1 && number.to_string() == value[0].text => {
                format!("the number {number}")
            }
            (Some(number), None) => format!("{number}"),
            (None, None) => written(value),
        }
    }

    /// One mistake for all values of a row that stand in the wrong places.
    fn shifted(&mut self, values: &Values<'_, 'a>, wrong: &[(Column, Span, String)]) {
        let target = self.target;
        let says = |(column, _, what): &(Column, Span, String)| {
            format!("{what} in the place of {}", field_name(target, *column))
        };
        let first = &wrong[0];
        let mut mistake = Diagnostic::new(&codes::IMPORT_SHIFTED, first.1, says(first));
        for other in &wrong[1..] {
            mistake = mistake.label(other.1, says(other));
        }
        if let [(column, _, what)] = wrong
            && what == SIZE
            && let Some(value) = values[*column as usize]
            && let Some((span, replacement)) = swapped(values, *column, value)
        {
            mistake = mistake.edit("make it the size of the structure", span, replacement);
        }
        self.found.push(mistake);
    }

    /// What is no mistake, but leaves something open.
    fn warn(&mut self, row: &TableRow) {
        if row.function.is_none() {
            if row.has_checks() {
                let message = format!("selector {} has checks, but no function", row.selector);
                let mistake = Diagnostic::new(&codes::IMPORT_NULL_CHECKS, row.span, message);
                let note =
                    "whatever a call has, it is refused: the selector is reserved in the spec";
                self.found.push(mistake.note(note).warning());
            }
            return;
        }
        let open: Vec<_> = [
            (Column::ScalarsIn, row.scalars_in),
            (Column::ScalarsOut, row.scalars_out),
        ]
        .into_iter()
        .filter(|(_, count)| *count == Count::Any)
        .map(|(column, _)| (row.spans[column as usize], field_name(self.target, column)))
        .collect();
        let Some((first, others)) = open.split_first() else {
            return;
        };
        let (message, note) = if row.is_unchecked(self.target) {
            let message = format!(
                "nothing about calls of selector {} is checked",
                row.selector
            );
            (
                message,
                "the spec has `check: none`: the handler has to look at everything itself",
            )
        } else {
            let message = format!("selector {} takes any number of scalars", row.selector);
            (
                message,
                "say in the spec which scalars there are, so that they are checked",
            )
        };
        let says = |of: &(Span, &str)| format!("{} takes any", of.1);
        let mut warning =
            Diagnostic::new(&codes::IMPORT_UNCHECKED, first.0, message).here(says(first));
        for other in others {
            warning = warning.label(other.0, says(other));
        }
        self.found.push(warning.note(note).warning());
    }
}

/// The number of a value, unless it says that nothing is checked.
fn any(value: &Value) -> Option<u64> {
    match value.number? {
        // `-1` becomes the same in a field of 32 bits.
        -1 => None,
        number if number == i128::from(ANY) => None,
        number => Some(u64::try_from(number).unwrap_or(u64::MAX)),
    }
}

/// Whether a value is one of these words.
pub(super) fn is_word(value: &[Token<'_>], words: &[&str]) -> bool {
    matches!(value, [only] if only.is_one_of(words))
}

/// For a size that stands in front of its field, which is zero: both of them, the other way round.
fn swapped(values: &Values<'_, '_>, column: Column, value: &[Token<'_>]) -> Option<(Span, String)> {
    let next = match column {
        Column::ScalarsIn => Column::StructIn,
        Column::ScalarsOut => Column::StructOut,
        _ => return None,
    };
    let zero = values[next as usize]?;
    let (from, to) = (span_of(value)?, span_of(zero)?);
    let is_near = from.source == to.source && from.end < to.start && to.start - from.end <= 2;
    let is_own = value.iter().chain(zero).all(|token| !token.is_made);
    let is_zero = matches!(zero, [only] if only.text == "0");
    (is_near && is_own && is_zero).then(|| (from.to(to), format!("0, {}", written(value))))
}
