//! The function of a row.

use super::check::{Misplaced, SIZE, is_word};
use super::evaluate::path;
use super::expression::number;
use super::layout::Column;
use super::primitive::Primitive;
use super::table::Function;
use super::token::{Kind, Token, inside, position, span_of};

/// The function of a row; none for a hole.
pub(super) fn function(value: &[Token<'_>], wrong: &mut Misplaced) -> Option<Function> {
    if is_null(value) {
        return None;
    }
    let span = span_of(value)?;
    if value.iter().any(|token| token.is("[")) {
        return Some(Function {
            path: Vec::new(),
            span,
        });
    }
    let only = value.first().filter(|_| value.len() == 1);
    let what = match only.map(|token| token.kind) {
        Some(Kind::Text) => Some("a text"),
        Some(Kind::Number | Kind::Character) => Some("a number"),
        _ if is_word(value, &["true", "false"]) => Some("a flag"),
        _ if value[0].is("sizeof") => Some(SIZE),
        _ => None,
    };
    // The last name: also of `OSMemberFunctionCast(Action, this, &Foo::bar)` and of `call<bar, true>`, but not the type of
    // `call<int>`.
    let no_names = ["true", "false", "this", "const", "nullptr", "NULL"];
    let is_name = |token: &Token<'_>| {
        let is_type = Primitive::of(&[&token.text]).is_some();
        token.is_word() && !is_type && !token.is_one_of(&no_names)
    };
    let last = value.iter().rposition(is_name);
    let (None, Some(last)) = (what, last) else {
        wrong.push((Column::Function, span, what.unwrap_or("no name").to_owned()));
        return None;
    };
    let mut first = last;
    while first >= 2 && value[first - 1].is("::") && value[first - 2].is_word() {
        first -= 2;
    }
    let name = &value[first..=last];
    let words = path(name).unwrap_or_default();
    Some(Function {
        path: words.into_iter().map(str::to_owned).collect(),
        span: span_of(name).unwrap_or(span),
    })
}

/// Whether a value is no function: `NULL`, `nullptr`, `0`, or these with a cast.
pub(super) fn is_null(value: &[Token<'_>]) -> bool {
    let [.., last] = value else { return false };
    match value {
        [only] => {
            let is_zero = only.kind == Kind::Number && number(&only.text) == Some(0);
            is_zero || only.is_one_of(&["NULL", "nullptr"])
        }
        [open, _] if open.is("{") => true,
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
