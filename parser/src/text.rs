//! Numbers and type expressions: the small languages inside of values.

use crate::span::{Span, Spanned};
use crate::spec::{Length, TypeExpr};

/// The number that `text` spells: `12`, `-3`, `0xff`, `0o17`, `0b101`, `1_000`, `64 KiB`.
///
/// `017` is refused, because C reads it as 15, YAML 1.1 too, and YAML 1.2 as 17.
pub fn number(text: &str) -> Option<i128> {
    let (digits, unit) = match text.split_once(' ') {
        None => (text, 1),
        Some((digits, unit)) => (digits, size_unit(unit.trim_start())?),
    };
    let (negative, digits) = match digits.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, digits),
    };
    let (radix, digits) = match digits.get(..2) {
        Some("0x") => (16, &digits[2..]),
        Some("0o") => (8, &digits[2..]),
        Some("0b") => (2, &digits[2..]),
        _ => (10, digits),
    };
    let leading_zero = radix == 10 && digits.len() > 1 && digits.starts_with('0');
    let digits: String = digits.chars().filter(|&digit| digit != '_').collect();
    if leading_zero || digits.starts_with(['+', '-']) || digits.len() > 40 {
        return None;
    }
    let value = i128::from_str_radix(&digits, radix)
        .ok()?
        .checked_mul(unit)?;
    Some(if negative { -value } else { value })
}

fn size_unit(unit: &str) -> Option<i128> {
    match unit {
        "KiB" => Some(1 << 10),
        "MiB" => Some(1 << 20),
        "GiB" => Some(1 << 30),
        _ => None,
    }
}

/// The type that `text` spells, which stands in the source from byte `span.start`.
pub(crate) fn type_expr(text: &str, span: Span) -> Option<TypeExpr> {
    type_at(text, span, 8)
}

/// The type in `[type]`, an array of as many elements as there is room for.
pub(crate) fn open_array(text: &str, span: Span) -> Option<TypeExpr> {
    let (text, span) = trim(text, span);
    let inner = text.strip_prefix('[')?.strip_suffix(']')?;
    type_expr(inner, part(span, 1, inner.len()))
}

fn type_at(text: &str, span: Span, depth: usize) -> Option<TypeExpr> {
    let (text, span) = trim(text, span);
    if let Some(inner) = text
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'))
    {
        let semicolon = inner.rfind(';')?;
        let element_span = part(span, 1, semicolon);
        let element = type_at(&inner[..semicolon], element_span, depth.checked_sub(1)?)?;
        let (length, length_span) = trim(
            &inner[semicolon + 1..],
            part(span, semicolon + 2, inner.len() - semicolon - 1),
        );
        let length = if is_name(length) {
            Length::Constant(Spanned::new(length.to_owned(), length_span))
        } else {
            Length::Number(Spanned::new(number(length)?, length_span))
        };
        return Some(TypeExpr::Array(Box::new(element), length, span));
    }
    is_name(text).then(|| TypeExpr::Named(Spanned::new(text.to_owned(), span)))
}

/// The part of `span` that begins `from` bytes behind its start.
fn part(span: Span, from: usize, len: usize) -> Span {
    let start = span.start as usize + from;
    Span::new(span.source, start..start + len)
}

fn trim(text: &str, span: Span) -> (&str, Span) {
    let from = text.len() - text.trim_start().len();
    (text.trim(), part(span, from, text.trim().len()))
}

/// Whether `text` has the form of a name; what names may be is checked later.
pub(crate) fn is_name(text: &str) -> bool {
    text.starts_with(|first: char| first.is_alphabetic() || first == '_')
        && text.chars().all(|c| c.is_alphanumeric() || c == '_')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers() {
        assert_eq!(number("0"), Some(0));
        assert_eq!(number("-12"), Some(-12));
        assert_eq!(number("0xff_ff"), Some(65535));
        assert_eq!(number("64 KiB"), Some(65536));
        assert_eq!(number("0x10 MiB"), Some(16 << 20));
        for bad in [
            "", "017", "-", "0x", "+1", "--1", "0x-1", "1KiB", "1 kb", "é", "1e3", "_",
        ] {
            assert_eq!(number(bad), None, "{bad}");
        }
        assert_eq!(number(&"9".repeat(50)), None);
    }
}
