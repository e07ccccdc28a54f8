//! Literals: what a token spells.
//!
//! The tokens have been lexed, so that they are well formed; a form that isn't known is no value.

use proc_macro2::Literal;

/// The text of a string literal: `"…"` with escapes, `r"…"` or `r#"…"#`.
pub(super) fn text(literal: &Literal) -> Option<String> {
    let written = literal.to_string();
    match written.strip_prefix('r') {
        Some(raw) => {
            let hashes = raw.len() - raw.trim_start_matches('#').len();
            let inner = raw.get(hashes..raw.len().checked_sub(hashes)?)?;
            Some(inner.strip_prefix('"')?.strip_suffix('"')?.to_owned())
        }
        None => unescaped(written.strip_prefix('"')?.strip_suffix('"')?),
    }
}

fn unescaped(inner: &str) -> Option<String> {
    let mut text = String::with_capacity(inner.len());
    let mut rest = inner;
    while let Some((plain, escape)) = rest.split_once('\\') {
        text.push_str(plain);
        let letter = escape.chars().next()?;
        rest = &escape[letter.len_utf8()..];
        text.push(match letter {
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            '0' => '\0',
            '\\' | '\'' | '"' => letter,
            'x' => {
                let (code, behind) = rest.split_at_checked(2)?;
                rest = behind;
                char::from(u8::from_str_radix(code, 16).ok()?)
            }
            'u' => {
                let (code, behind) = rest.strip_prefix('{')?.split_once('}')?;
                rest = behind;
                char::from_u32(u32::from_str_radix(&code.replace('_', ""), 16).ok()?)?
            }
            // The line goes on behind the white space at the beginning of the next.
            '\n' | '\r' => {
                rest = rest.trim_start_matches([' ', '\t', '\n', '\r']);
                continue;
            }
            _ => return None,
        });
    }
    text.push_str(rest);
    Some(text)
}

/// The value of an integer literal and its suffix: `31`, `0xff_u8`, `1_000usize`.
pub(super) fn integer(literal: &Literal) -> Option<(i128, String)> {
    let written = literal.to_string();
    // Macros can make negative literals, which nobody can write.
    let (negative, written) = match written.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, written.as_str()),
    };
    let (radix, digits) = match written.get(..2) {
        Some("0x") => (16, &written[2..]),
        Some("0o") => (8, &written[2..]),
        Some("0b") => (2, &written[2..]),
        _ => (10, written),
    };
    let is_digit = |letter: char| letter == '_' || letter.is_digit(radix);
    let (digits, suffix) = digits.split_at(digits.find(|of| !is_digit(of)).unwrap_or(digits.len()));
    let value = i128::from_str_radix(&digits.replace('_', ""), radix).ok()?;
    Some((if negative { -value } else { value }, suffix.to_owned()))
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
            ("1e3", Some((1, "e3"))),
            ("1.5", Some((1, ".5"))),
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
