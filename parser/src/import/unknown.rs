//! Values that the sources don't tell.

use crate::codes;
use crate::diagnostic::Diagnostic;

use super::evaluate::Unknown;
use super::lexer;

/// What to do about a name.
const HEADER: &str = "name the header that says it with `--header FILE`";

/// Says that the sources don't tell a value.
pub(super) fn value(found: &mut Vec<Diagnostic>, unknown: &Unknown, what: &str) {
    let text = &unknown.text;
    let mistake = |message| Diagnostic::new(&codes::IMPORT_VALUE, unknown.span, message);
    // What has no names can't be said anywhere else.
    found.push(if !has_names(text) {
        mistake(format!("`{text}`, {what}, is no number"))
    } else if text.ends_with(')') {
        mistake(format!("`{text}`, {what}, isn't known")).note(
            "what a function answers, or a macro that isn't in the sources stands for, isn't known",
        )
    } else {
        mistake(format!("`{text}`, {what}, isn't known")).note(HEADER)
    });
}

/// Says that the sources don't tell selectors: names are missing for one reason, and are one mistake.
pub(super) fn selectors(found: &mut Vec<Diagnostic>, unknown: &[Unknown]) {
    let is_name = |of: &&Unknown| of.text.chars().all(|of| lexer::is_word(of) || of == ':');
    let (names, others): (Vec<_>, Vec<_>) = unknown.iter().partition(is_name);
    let [first, more @ ..] = names.as_slice() else {
        return others
            .iter()
            .for_each(|of| value(found, of, "the selector of this row"));
    };
    if more.is_empty() || !has_names(&first.text) {
        return unknown
            .iter()
            .for_each(|of| value(found, of, "the selector of this row"));
    }
    let message = format!("the selectors of {} rows aren't known", names.len());
    let mut mistake = Diagnostic::new(&codes::IMPORT_VALUE, first.span, message)
        .here(format!("`{}`", first.text));
    for other in more {
        mistake = mistake.label(other.span, format!("`{}`", other.text));
    }
    found.push(mistake.note(HEADER));
    for of in others {
        value(found, of, "the selector of this row");
    }
}

fn has_names(text: &str) -> bool {
    let mut words = text.split(|of| !lexer::is_word(of));
    words.any(|word| word.starts_with(|of: char| of.is_alphabetic() || of == '_'))
}
