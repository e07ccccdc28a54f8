//! Rows with too few or too many values in order: which one is missing, or stands there too much.

use std::ops::Range;

use crate::diagnostic::Diagnostic;
use crate::span::Span;
use crate::spec::Target;

use super::check::{SCALARS, is_word};
use super::evaluate::ANY;
use super::function::{function, is_null};
use super::layout::{self, Column};
use super::rows::Rows;
use super::token::{Kind, Token, span_of, written};

/// A value, or a zero that is put there.
type Slot<'r, 'a> = Option<&'r [Token<'a>]>;

impl<'a> Rows<'_, '_, '_, 'a> {
    /// Says what is missing from a row: zeros at the end, unless a value would then stand where it doesn't belong.
    pub(super) fn with_others(&self, items: &[&[Token<'a>]], mistake: Diagnostic) -> Diagnostic {
        let least = layout::least(self.target);
        let missing = least - items.len();
        let fields = layout::fields(self.target);
        let with = |at: usize| {
            let mut slots: Vec<Slot<'_, 'a>> = items.iter().map(|item| Some(*item)).collect();
            slots.splice(at..at, (0..missing).map(|_| None));
            slots
        };
        let end = with(items.len());
        let says_completion = items
            .get(1)
            .is_some_and(|value| is_word(value, &["true", "false"]));
        if self.target == Target::Dext && missing == 1 && !says_completion && self.fit(&with(1)) {
            let mistake = mistake.note(
                "these are the five fields of IOExternalMethodDispatch; in a dext checkCompletionExists is \
                 the second, so that each value stands one field too early, and is checked as another",
            );
            return put(
                mistake,
                "say whether there is a completion",
                items[0],
                ", false",
            );
        }
        if self.fit(&end) {
            let names: Vec<_> = fields[items.len()..least].iter().map(|of| of.1).collect();
            let mistake = mistake.note(format!("zeros are put at the end: {}", names.join(", ")));
            let zeros = ", 0".repeat(missing);
            return match items.last() {
                Some(last) => put(mistake, "write them", last, &zeros),
                None => mistake,
            };
        }
        let stands = (1..items.len()).find(|&at| !self.fits(fields[at].0, items[at]));
        let mistake = match stands {
            Some(at) => mistake.note(format!(
                "a value is missing in front of `{}`, which stands in the place of {}",
                written(items[at]),
                fields[at].1
            )),
            None => mistake,
        };
        // Zeros among zeros are the same row, wherever they are put.
        let mut places = (1..items.len()).filter(|&at| self.fit(&with(at)));
        let Some(first) = places.next().filter(|_| missing == 1) else {
            return mistake;
        };
        if places.any(|other| !same(&with(first), &with(other))) {
            return mistake;
        }
        let zero = format!(", {}", zero(fields[first].0));
        put(mistake, "write a zero there", items[first - 1], &zero)
    }

    /// Says which value of a row is one too many, if that can be told.
    pub(super) fn without_one(&self, items: &[&[Token<'a>]], mistake: Diagnostic) -> Diagnostic {
        let fields = layout::fields(self.target);
        let is_other = |count: usize| {
            let flag = items
                .get(1)
                .is_some_and(|value| is_word(value, &["true", "false"]));
            self.target == Target::Kext && items.len() == count && (count == 7 || flag)
        };
        let mistake = if is_other(6) {
            mistake
                .note("the check of the completion is a field of IOUserClientMethodDispatch only")
        } else if is_other(7) {
            mistake.note(
                "allowAsync and checkEntitlement are fields of IOExternalMethodDispatch2022 only",
            )
        } else {
            mistake
        };
        if items.len() != fields.len() + 1 {
            return mistake;
        }
        let without = |at: usize| {
            let kept = items.iter().enumerate().filter(|(index, _)| *index != at);
            kept.map(|(_, item)| Some(*item)).collect::<Vec<_>>()
        };
        // A selector in front of the function is what rows don't have.
        let is_function = |at: usize| items[at].iter().any(|token| token.is("&"));
        let selector = is_function(1) && !is_function(0) && self.fit(&without(0));
        let candidates = if selector { 0..1 } else { 0..items.len() };
        let mut places = candidates.filter(|&at| self.fit(&without(at)));
        let Some(first) = places.next() else {
            return mistake;
        };
        if places.any(|other| !same(&without(first), &without(other))) {
            return mistake;
        }
        let Some(range) = with_comma(items, first) else {
            return mistake;
        };
        let what = format!("leave `{}` out", written(items[first]));
        mistake.edit(what, range, "")
    }

    /// Whether values may stand in the fields in order.
    fn fit(&self, slots: &[Slot<'_, 'a>]) -> bool {
        let fields = layout::fields(self.target).iter();
        fields
            .zip(slots)
            .all(|(field, slot)| slot.is_none_or(|value| self.fits(field.0, value)))
    }

    /// Whether a value may stand in a field; one that isn't known may.
    fn fits(&self, column: Column, value: &[Token<'a>]) -> bool {
        let known = self.evaluator.value(value);
        let is_text = value.iter().all(|token| token.kind == Kind::Text);
        let is_function = value.first().is_some_and(|token| token.is("&"))
            || value.iter().any(|token| token.is("&")) && value.iter().any(|token| token.is("::"));
        if column == Column::Function {
            let mut wrong = Vec::new();
            function(value, &mut wrong);
            return wrong.is_empty() && (known.is_err() || is_null(value));
        }
        if column == Column::Entitlement {
            return is_text || is_null(value) || known.is_err() && !is_function;
        }
        let Ok(known) = known else {
            return !is_text && !is_function;
        };
        let is_any = known.number == Some(-1) || known.number == Some(i128::from(ANY));
        let is_word = |words: &[&str]| is_word(value, words);
        match column {
            Column::Completion | Column::AllowAsync => {
                let is_flag = matches!(known.number, Some(0 | 1)) || is_any;
                known.size_of.is_none() && is_flag && !is_word(&["NULL", "nullptr"])
            }
            Column::ScalarsIn | Column::ScalarsOut => {
                let is_count = known.number.is_some_and(|of| (0..=SCALARS).contains(&of)) || is_any;
                known.size_of.is_none()
                    && is_count
                    && !is_word(&["true", "false", "NULL", "nullptr"])
            }
            _ => !is_word(&["true", "false", "NULL", "nullptr"]),
        }
    }
}

fn zero(column: Column) -> &'static str {
    match column {
        Column::Completion | Column::AllowAsync => "false",
        _ => "0",
    }
}

/// Whether two rows have the same values.
fn same(one: &[Slot<'_, '_>], other: &[Slot<'_, '_>]) -> bool {
    let text = |slot: &Slot<'_, '_>| slot.map_or("0".to_owned(), written);
    one.iter().map(text).eq(other.iter().map(text))
}

/// The edit that puts `text` behind a value.
fn put(mistake: Diagnostic, what: &str, behind: &[Token<'_>], text: &str) -> Diagnostic {
    match behind.last() {
        Some(last) if !last.is_made => {
            let end = Span {
                start: last.span.end,
                ..last.span
            };
            mistake.edit(what, end, text)
        }
        _ => mistake,
    }
}

/// A value with the comma that parts it from another.
fn with_comma(items: &[&[Token<'_>]], at: usize) -> Option<Span> {
    let is_made = |of: &&[Token<'_>]| of.iter().any(|token| token.is_made);
    let near: Range<usize> = at.saturating_sub(1)..items.len().min(at + 2);
    if items[near].iter().any(is_made) {
        return None;
    }
    let own = span_of(items[at])?;
    Some(match at.checked_sub(1) {
        Some(before) => Span {
            start: span_of(items[before])?.end,
            ..own
        },
        None => Span {
            end: span_of(items.get(1)?)?.start,
            ..own
        },
    })
}
