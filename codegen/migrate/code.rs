//! The driver's own C++: the names in it that a dext hasn't got.

use iigen_parser::span::{SourceId, Span};

use super::names::find;
use super::{Migration, Verdict, rules};

impl Migration<'_> {
    /// Each name of the kernel's in a file, and each of its headers.
    pub(super) fn code(&mut self, id: SourceId) {
        let text = &self.sources.get(id).text;
        for token in tokens(text) {
            let span = Span::new(id, token.start..token.end);
            let word = &text[token.start..token.end];
            if token.is_header {
                let becomes = if word.starts_with("IOKit/") || word.starts_with("libkern/") {
                    "becomes a header of DriverKit's, or of one of its families"
                } else {
                    "declares the kernel's own, and goes"
                };
                self.changes(
                    &rules::KERNEL_HEADER,
                    span,
                    format!("<{word}> {becomes}"),
                    &[],
                );
            } else if let Some(names) = find(word) {
                let instead = names.of_dext;
                let (verdict, what) = if names.is_there {
                    (Verdict::Changes, format!("`{word}` becomes {instead}"))
                } else {
                    let what = format!("`{word}` is the kernel's alone ({instead})");
                    (Verdict::Cant, what)
                };
                self.push(verdict, &rules::KERNEL_NAME, span, what, &[]);
            }
        }
    }
}

/// An identifier, or the name of one of the kernel's headers.
struct Token {
    start: usize,
    end: usize,
    is_header: bool,
}

/// How the headers begin that only the kernel has.
const KERNEL: &[&str] = &[
    "IOKit/",
    "libkern/",
    "kern/",
    "vm/",
    "net/",
    "netinet/",
    "security/",
    "sys/conf.h",
    "sys/kauth.h",
    "sys/kern_control.h",
    "sys/proc.h",
    "sys/sysctl.h",
    "sys/vnode.h",
];

/// What may be a name of the kernel's, outside of comments and literals.
fn tokens(text: &str) -> Vec<Token> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let rest = &text.as_bytes()[at..];
        if rest.starts_with(b"//") {
            at = line_end(bytes, at);
        } else if rest.starts_with(b"/*") {
            at = after(bytes, at + 2, b"*/");
        } else if bytes[at] == b'#' {
            let (header, end) = include(text, at);
            found.extend(header);
            at = end;
        } else if bytes[at].is_ascii_alphabetic() || bytes[at] == b'_' {
            let end = word_end(bytes, at);
            // R"delimiter( … )delimiter", in which nothing is escaped.
            if bytes.get(end) == Some(&b'"') && text[at..end].ends_with('R') {
                at = after_raw(bytes, end + 1);
                continue;
            }
            found.push(Token {
                start: at,
                end,
                is_header: false,
            });
            at = end;
        } else if bytes[at].is_ascii_digit() {
            // A number goes on with letters, and with ' between its digits.
            at += 1;
            while at < bytes.len() && (is_word(bytes[at]) || matches!(bytes[at], b'\'' | b'.')) {
                at += 1;
            }
        } else if matches!(bytes[at], b'"' | b'\'') {
            at = after_literal(bytes, at);
        } else {
            at += 1;
        }
    }
    found
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

fn word_end(bytes: &[u8], from: usize) -> usize {
    let rest = bytes[from..].iter().position(|&byte| !is_word(byte));
    rest.map_or(bytes.len(), |length| from + length)
}

fn line_end(bytes: &[u8], from: usize) -> usize {
    let rest = bytes[from..].iter().position(|&byte| byte == b'\n');
    rest.map_or(bytes.len(), |length| from + length)
}

/// Behind the next `end`; at the end of the text, where there is none.
fn after(bytes: &[u8], from: usize, end: &[u8]) -> usize {
    let rest = bytes.get(from..).unwrap_or_default();
    let found = rest.windows(end.len()).position(|of| of == end);
    found.map_or(bytes.len(), |length| from + length + end.len())
}

fn after_raw(bytes: &[u8], from: usize) -> usize {
    let Some(length) = bytes[from..].iter().position(|&byte| byte == b'(') else {
        return bytes.len();
    };
    let end = [b")", &bytes[from..from + length], b"\""].concat();
    after(bytes, from + length, &end)
}

/// Behind a literal; one that isn't closed ends with its line.
fn after_literal(bytes: &[u8], from: usize) -> usize {
    let mut at = from + 1;
    while at < bytes.len() && bytes[at] != b'\n' {
        match bytes[at] {
            b'\\' => at += 2,
            byte if byte == bytes[from] => return at + 1,
            _ => at += 1,
        }
    }
    at.min(bytes.len())
}

/// The kernel's header that `#include` at `from` names, and where to go on.
fn include(text: &str, from: usize) -> (Option<Token>, usize) {
    let line = &text[from..line_end(text.as_bytes(), from)];
    let directive = line[1..].trim_start();
    let Some(rest) = directive
        .strip_prefix("include")
        .or_else(|| directive.strip_prefix("import"))
    else {
        return (None, from + 1);
    };
    let rest = rest.trim_start();
    let start = from + line.len() - rest.len() + 1;
    let path = rest.strip_prefix('<').and_then(|of| of.split_once('>'));
    let header = path.filter(|(path, _)| KERNEL.iter().any(|of| path.starts_with(of)));
    let header = header.map(|(path, _)| Token {
        start,
        end: start + path.len(),
        is_header: true,
    });
    (header, from + line.len())
}

#[cfg(test)]
mod tests {
    use super::tokens;

    fn words(text: &str) -> Vec<&str> {
        tokens(text)
            .iter()
            .map(|of| &text[of.start..of.end])
            .collect()
    }

    #[test]
    fn comments_and_literals_have_no_names() {
        for (text, expected) in [
            ("a // b\nc /* d\n e */ f", vec!["a", "c", "f"]),
            (r#"a("b \" c", 'd', '\'', e)"#, vec!["a", "e"]),
            ("R\"x(a)\" b)x\" c; LR\"(d)\" e", vec!["c", "e"]),
            ("0x1f'ffULL + 1.5e3f + a1", vec!["a1"]),
            (
                "#include <IOKit/IOLib.h> // x\n#define M copyin",
                vec!["IOKit/IOLib.h", "define", "M", "copyin"],
            ),
            (
                "#include \"IOKit/a.h\"\n#  include <string.h>\n# include <sys/proc.h>\n#include <sys/types.h>",
                vec!["sys/proc.h"],
            ),
        ] {
            assert_eq!(words(text), expected, "{text}");
        }
    }

    #[test]
    fn nothing_that_is_not_closed_stops_it() {
        for text in [
            "/*",
            "\"",
            "'\\",
            "R\"",
            "R\"x(",
            "#",
            "#include",
            "#include <",
            "ä\"ö",
            "\\",
            "/* ä",
            "'ä\n b",
        ] {
            let _ = tokens(text);
        }
        assert_eq!(words("\"a\nb"), ["b"]);
    }
}
