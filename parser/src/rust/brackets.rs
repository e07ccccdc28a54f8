//! Brackets, before a file is lexed: they come in pairs and nest within bounds.
//!
//! proc-macro2 says only that it can't read a file, and takes memory for each open bracket.

use crate::codes;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::span::{SourceId, Span};

/// How deep brackets may be nested: rustc's own `recursion_limit`.
const DEPTH: usize = 128;

/// Whether the brackets of `text` come in pairs; the first that doesn't is reported.
pub(super) fn check(text: &str, source: SourceId, found: &mut Diagnostics) -> bool {
    let outcome = Scanner {
        text,
        source,
        at: 0,
    }
    .scan();
    if let Some(mistake) = outcome {
        found.push(mistake);
        return false;
    }
    true
}

struct Scanner<'t> {
    text: &'t str,
    source: SourceId,
    at: usize,
}

impl Scanner<'_> {
    fn scan(&mut self) -> Option<Diagnostic> {
        let mut open: Vec<(u8, usize)> = Vec::new();
        while let Some(byte) = self.byte(0) {
            let start = self.at;
            match byte {
                b'/' if self.byte(1) == Some(b'/') => self.line_comment(),
                b'/' if self.byte(1) == Some(b'*') => {
                    if !self.block_comment() {
                        return Some(self.mistake(start, 2, "a comment that isn't closed"));
                    }
                }
                b'"' => {
                    if !self.string() {
                        return Some(self.mistake(start, 1, "a string that isn't closed"));
                    }
                }
                b'\'' => self.character_or_lifetime(),
                b'(' | b'[' | b'{' => {
                    if open.len() == DEPTH {
                        let message = format!("brackets nest more than {DEPTH} deep");
                        let span = self.span(start, 1);
                        return Some(Diagnostic::new(&codes::RUST_BRACKETS, span, message));
                    }
                    open.push((byte, start));
                    self.at += 1;
                }
                b')' | b']' | b'}' => {
                    if let Some(mistake) = self.closed(byte, open.pop()) {
                        return Some(mistake);
                    }
                    self.at += 1;
                }
                _ if is_word(byte) => {
                    if !self.word() {
                        return Some(self.mistake(start, 1, "a raw string that isn't closed"));
                    }
                }
                _ => self.at += 1,
            }
        }
        let (byte, start) = open.pop()?;
        let message = format!("`{}` isn't closed", byte as char);
        Some(self.mistake(start, 1, message))
    }

    fn byte(&self, ahead: usize) -> Option<u8> {
        self.text.as_bytes().get(self.at + ahead).copied()
    }

    fn span(&self, start: usize, len: usize) -> Span {
        Span::new(self.source, start..start + len)
    }

    fn mistake(&self, start: usize, len: usize, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(&codes::RUST_BRACKETS, self.span(start, len), message)
    }

    /// The mistake in closing, with the bracket here, what was opened last.
    fn closed(&self, byte: u8, opened: Option<(u8, usize)>) -> Option<Diagnostic> {
        let Some((open, start)) = opened else {
            let message = format!("`{}` closes nothing", byte as char);
            return Some(self.mistake(self.at, 1, message));
        };
        let expected = match open {
            b'(' => b')',
            b'[' => b']',
            _ => b'}',
        };
        if byte == expected {
            return None;
        }
        let message = format!("`{}` closes `{}`", byte as char, open as char);
        let mistake = self.mistake(self.at, 1, message);
        Some(mistake.label(self.span(start, 1), "opened here"))
    }

    fn line_comment(&mut self) {
        let rest = &self.text.as_bytes()[self.at..];
        let length = rest.iter().position(|byte| *byte == b'\n');
        self.at += length.unwrap_or(rest.len());
    }

    /// Whether the comment here ends; comments nest.
    fn block_comment(&mut self) -> bool {
        let mut depth = 0_usize;
        while self.at < self.text.len() {
            match (self.byte(0), self.byte(1)) {
                (Some(b'/'), Some(b'*')) => {
                    depth += 1;
                    self.at += 2;
                }
                (Some(b'*'), Some(b'/')) => {
                    depth -= 1;
                    self.at += 2;
                    if depth == 0 {
                        return true;
                    }
                }
                _ => self.at += 1,
            }
        }
        false
    }

    /// Whether the string here ends.
    fn string(&mut self) -> bool {
        self.at += 1;
        while let Some(byte) = self.byte(0) {
            self.at += if byte == b'\\' { 2 } else { 1 };
            if byte == b'"' {
                return true;
            }
        }
        false
    }

    fn character_or_lifetime(&mut self) {
        self.at += 1;
        let rest = self.text.get(self.at..).unwrap_or_default();
        let mut letters = rest.char_indices().skip(1);
        if rest.starts_with('\\') {
            // What is escaped may be a quote itself.
            let end = rest
                .char_indices()
                .skip(2)
                .find(|(_, c)| *c == '\'' || *c == '\n');
            self.at += end.map_or(rest.len(), |(at, _)| at + 1);
        } else if let Some((at, '\'')) = letters.next() {
            self.at += at + 1;
        }
    }

    /// Goes behind a word, a number, or a raw string, whose prefix is a word; whether that ends.
    fn word(&mut self) -> bool {
        let start = self.at;
        while self.byte(0).is_some_and(is_word) {
            self.at += 1;
        }
        if !matches!(&self.text.as_bytes()[start..self.at], b"r" | b"br" | b"cr") {
            return true;
        }
        let rest = &self.text[self.at..];
        let hashes = rest.len() - rest.trim_start_matches('#').len();
        let Some(content) = rest[hashes..].strip_prefix('"') else {
            return true;
        };
        let end = format!("\"{}", "#".repeat(hashes));
        match content.find(&end) {
            Some(length) => {
                self.at += hashes + 1 + length + end.len();
                true
            }
            None => false,
        }
    }
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || !byte.is_ascii()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scan(text: &str) -> Option<String> {
        let mut scanner = Scanner {
            text,
            source: SourceId(0),
            at: 0,
        };
        scanner.scan().map(|mistake| mistake.message)
    }

    #[test]
    fn what_is_no_bracket_is_skipped() {
        let texts = [
            "// (\n/// [\n",
            "/* ( /* [ */ { */",
            r#" "(" "\"(" b"(" c"\\" "#,
            r##" r"(" r#"(")"# br#"["# r#type "##,
            r" '(' '\'' '\\' b'(' '\u{28}' ",
            "fn f<'a>(x: &'a str, y: &'r u8) -> [u8; 3] { 'l: loop {} }",
            "'é' 'x 'é",
        ];
        for text in texts {
            assert_eq!(scan(text), None, "{text}");
        }
    }

    #[test]
    fn mistakes() {
        for (text, message) in [
            ("(", "`(` isn't closed"),
            ("{[}", "`}` closes `[`"),
            ("}", "`}` closes nothing"),
            ("/* /* */", "a comment that isn't closed"),
            ("\"\\\"", "a string that isn't closed"),
            ("r#\"\"", "a raw string that isn't closed"),
        ] {
            assert_eq!(scan(text).as_deref(), Some(message), "{text}");
        }
        let deep = "(".repeat(200_000);
        assert_eq!(
            scan(&deep).as_deref(),
            Some("brackets nest more than 128 deep")
        );
    }
}
