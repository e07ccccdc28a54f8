//! Literals: what a token spells.

use proc_macro2::Literal;
use syn::Lit;

/// The text of a string literal: `"…"` with escapes, `r"…"` or `r#"…"#`.
pub(super) fn text(literal: &Literal) -> Option<String> {
    match Lit::new(literal.clone()) {
        Lit::Str(text) if text.suffix().is_empty() => Some(text.value()),
        _ => None,
    }
}

/// The value of an integer literal and its suffix: `31`, `0xff_u8`, `1_000usize`.
pub(super) fn integer(literal: &Literal) -> Option<(i128, String)> {
    match Lit::new(literal.clone()) {
        Lit::Int(int) => Some((int.base10_digits().parse().ok()?, int.suffix().to_owned())),
        _ => None,
    }
}

/// The digits of a float literal, without underscores and suffix: `1.5`, `1_000.0e3_f32`.
pub(super) fn float(literal: &Literal) -> Option<String> {
    let written = literal.to_string().replace('_', "");
    let digits = written
        .strip_suffix("f32")
        .or_else(|| written.strip_suffix("f64"))
        .unwrap_or(&written);
    let is_decimal = |letter: char| letter.is_ascii_digit() || ".eE+-".contains(letter);
    let is_float = digits.contains(['.', 'e', 'E']) && digits.chars().all(is_decimal);
    (is_float && digits.parse::<f64>().is_ok()).then(|| digits.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn literal(written: &str) -> Literal {
        written.parse().expect(written)
    }

    #[test]
    fn texts() {
        for (written, value) in [
            (r#""""#, Some("")),
            (r#""a b""#, Some("a b")),
            (r#""\"\\\'\n\t\r\0""#, Some("\"\\'\n\t\r\0")),
            (r#""\x41\u{e9}\u{1_F600}""#, Some("Aé😀")),
            ("\"one \\\n     two\"", Some("one two")),
            (r##"r"a\n""##, Some("a\\n")),
            (r###"r##"a"#b"##"###, Some("a\"#b")),
            (r#"b"a""#, None),
            (r#"c"a""#, None),
            (r#""a"suffix"#, None),
            ("'a'", None),
            ("12", None),
        ] {
            assert_eq!(text(&literal(written)).as_deref(), value, "{written}");
        }
    }

    #[test]
    fn integers() {
        for (written, value) in [
            ("0", Some((0, ""))),
            ("1_000", Some((1000, ""))),
            ("0xff_u8", Some((255, "u8"))),
            ("0o17", Some((15, ""))),
            ("0b1_01i64", Some((5, "i64"))),
            ("1e3", None),
            ("1.5", None),
            ("0xffff_ffff_ffff_ffff_ffff_ffff_ffff_ffff_ff", None),
            ("\"1\"", None),
        ] {
            let found = integer(&literal(written));
            let found = found
                .as_ref()
                .map(|(value, suffix)| (*value, suffix.as_str()));
            assert_eq!(found, value, "{written}");
        }
        assert_eq!(
            integer(&Literal::i32_suffixed(-3)),
            Some((-3, "i32".to_owned()))
        );
    }
}
