//! The first look at a file: comments, directives and brackets.
//!
//! What the grammar must not see becomes spaces, byte for byte, so that places stay places.

use std::ops::Range;

use crate::codes;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::span::{SourceId, Span, Spanned};

use super::ast::Include;
use super::condition;
use super::defines::{Defines, KERNEL_ATTRIBUTE};

/// How deep brackets may nest.
const DEPTH: usize = 64;

/// What the first look finds.
pub(super) struct Scan {
    /// The text without comments, directives, inactive regions and contents of literals.
    pub(super) text: String,
    /// The comments of active regions, in order.
    pub(super) comments: Vec<Range<usize>>,
    /// The active includes, in order.
    pub(super) includes: Vec<Include>,
}

/// Scans the source; `Err` if its brackets or directives don't fit together.
pub(super) fn scan(
    source: SourceId,
    text: &str,
    defines: Defines,
) -> Result<Scan, Vec<Diagnostic>> {
    let mut scanner = Scanner {
        source,
        text,
        bytes: text.as_bytes(),
        masked: text.as_bytes().to_vec(),
        comments: Vec::new(),
        includes: Vec::new(),
        conditions: Vec::new(),
        defines,
        diagnostics: Diagnostics::default(),
    };
    scanner.run();
    scanner.diagnostics.propagate()?;
    scanner.brackets();
    scanner.diagnostics.propagate()?;
    let masked = String::from_utf8_lossy(&scanner.masked).into_owned();
    Ok(Scan {
        text: masked,
        comments: scanner.comments,
        includes: scanner.includes,
    })
}

struct Scanner<'a> {
    source: SourceId,
    text: &'a str,
    bytes: &'a [u8],
    masked: Vec<u8>,
    comments: Vec<Range<usize>>,
    includes: Vec<Include>,
    conditions: Vec<Condition>,
    defines: Defines,
    diagnostics: Diagnostics,
}

/// An open `#if`.
struct Condition {
    /// The directive.
    span: Span,
    /// Whether the text around it is active.
    outer: bool,
    /// Whether one of its branches was active already.
    taken: bool,
    /// Whether the present branch is active.
    active: bool,
}

impl Scanner<'_> {
    fn run(&mut self) {
        let mut at = 0;
        let mut line_start = true;
        while at < self.bytes.len() {
            let byte = self.bytes[at];
            let next = match byte {
                b'\n' => {
                    line_start = true;
                    at += 1;
                    continue;
                }
                b'/' if self.bytes.get(at + 1) == Some(&b'/') => {
                    self.comment(at, self.line_end(at))
                }
                b'/' if self.bytes.get(at + 1) == Some(&b'*') => {
                    let end = self.block_comment(at);
                    self.comment(at, end)
                }
                b'#' if line_start => self.directive(at),
                b'"' => self.literal(at, b'"'),
                b'\'' if !self.in_number(at) => self.literal(at, b'\''),
                _ => at + 1,
            };
            if !byte.is_ascii_whitespace() && byte != b'/' {
                line_start = false;
            }
            if !self.is_active() {
                self.blank(at..next);
            }
            at = next;
        }
        for open in std::mem::take(&mut self.conditions) {
            self.mistake(open.span, "this condition is never closed by `#endif`");
        }
    }

    fn is_active(&self) -> bool {
        self.conditions
            .last()
            .is_none_or(|condition| condition.active)
    }

    fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.source, range)
    }

    fn mistake(&mut self, span: Span, message: impl Into<String>) {
        self.diagnostics
            .push(Diagnostic::new(&codes::IIG_DIRECTIVE, span, message));
    }

    /// Writes spaces, except for the ends of lines.
    fn blank(&mut self, range: Range<usize>) {
        for byte in &mut self.masked[range] {
            if *byte != b'\n' {
                *byte = b' ';
            }
        }
    }

    /// The end of the line at `at`, where a backslash before the end continues it.
    fn line_end(&self, at: usize) -> usize {
        let mut from = at;
        while let Some(found) = self.bytes[from..].iter().position(|&byte| byte == b'\n') {
            let end = from + found;
            let before = self.bytes[..end]
                .strip_suffix(b"\r")
                .unwrap_or(&self.bytes[..end]);
            if !before.ends_with(b"\\") {
                return end;
            }
            from = end + 1;
        }
        self.bytes.len()
    }

    /// The end of the `/* */` comment at `at`.
    fn block_comment(&mut self, at: usize) -> usize {
        match self.text[at + 2..].find("*/") {
            Some(length) => at + 2 + length + 2,
            None => {
                let span = self.span(at..at + 2);
                self.mistake(span, "this comment is never closed by `*/`");
                self.bytes.len()
            }
        }
    }

    fn comment(&mut self, start: usize, end: usize) -> usize {
        if self.is_active() {
            self.comments.push(start..end);
        }
        self.blank(start..end);
        end
    }

    /// Whether the `'` at `at` separates digits.
    fn in_number(&self, at: usize) -> bool {
        let digit = |at: Option<usize>| {
            at.and_then(|at| self.bytes.get(at))
                .is_some_and(u8::is_ascii_hexdigit)
        };
        digit(at.checked_sub(1)) && digit(Some(at + 1))
    }

    /// Blanks the contents of a literal; an unclosed one ends with its line.
    fn literal(&mut self, start: usize, mark: u8) -> usize {
        let mut at = start + 1;
        while at < self.bytes.len() && self.bytes[at] != b'\n' {
            match self.bytes[at] {
                b'\\' => at += 1,
                byte if byte == mark => {
                    self.blank(start + 1..at);
                    return at + 1;
                }
                _ => {}
            }
            at += 1;
        }
        let end = at.min(self.bytes.len());
        if self.is_active() {
            let span = self.span(start..start + 1);
            self.mistake(span, "this literal is never closed");
        }
        self.blank(start..end);
        end
    }

    /// Reads the directive at `at` and answers where it ends.
    fn directive(&mut self, start: usize) -> usize {
        let mut end = start;
        // A block comment that opens in a directive may go on for lines.
        loop {
            end = self.line_end(end);
            let text = &self.text[start..end];
            match open_comment(text) {
                Some(open) => {
                    let closed = self.block_comment(start + open);
                    end = end.max(closed);
                    if end == closed && closed < self.bytes.len() {
                        continue;
                    }
                    break;
                }
                None => break,
            }
        }
        let text = without_comments(&self.text[start..end]);
        let span = self.span(start..start + self.text[start..end].trim_end().len());
        let rest = text[1..].trim_start();
        let word = rest
            .find(|at: char| !at.is_ascii_alphanumeric())
            .unwrap_or(rest.len());
        let (word, argument) = rest.split_at(word);
        self.apply(word, argument.trim(), span, start..end);
        self.blank(start..end);
        end
    }

    fn apply(&mut self, word: &str, argument: &str, span: Span, range: Range<usize>) {
        match word {
            "if" => self.open(span, |scanner| scanner.holds(argument, span)),
            "ifdef" => self.open(span, |scanner| scanner.defines.get(argument).is_some()),
            "ifndef" => self.open(span, |scanner| scanner.defines.get(argument).is_none()),
            "elif" => self.branch(span, |scanner| scanner.holds(argument, span)),
            "elifdef" => self.branch(span, |scanner| scanner.defines.get(argument).is_some()),
            "elifndef" => self.branch(span, |scanner| scanner.defines.get(argument).is_none()),
            "else" => self.branch(span, |_| true),
            "endif" => self.close(span),
            _ if !self.is_active() => {}
            "include" | "import" => self.include(range),
            "define" => self.define(argument),
            "undef" => self.defines.undefine(argument),
            _ => {}
        }
    }

    fn holds(&mut self, argument: &str, span: Span) -> bool {
        condition::holds(argument, &self.defines).unwrap_or_else(|why| {
            let mut diagnostic = Diagnostic::new(
                &codes::IIG_DIRECTIVE,
                span,
                format!("this condition can't be decided: {why}"),
            );
            if why.contains("KERNEL") {
                diagnostic = diagnostic.note("put it between `#if !__IIG` and `#endif`");
            }
            self.diagnostics.push(diagnostic);
            false
        })
    }

    fn open(&mut self, span: Span, holds: impl FnOnce(&mut Self) -> bool) {
        let outer = self.is_active();
        let active = outer && holds(self);
        self.conditions.push(Condition {
            span,
            outer,
            taken: active,
            active,
        });
    }

    fn close(&mut self, span: Span) {
        if self.conditions.pop().is_none() {
            self.mistake(span, "this `#endif` closes nothing");
        }
    }

    fn branch(&mut self, span: Span, holds: impl FnOnce(&mut Self) -> bool) {
        let Some(mut condition) = self.conditions.pop() else {
            self.mistake(span, "this branch belongs to no `#if`");
            return;
        };
        condition.active = condition.outer && !condition.taken && holds(self);
        condition.taken |= condition.active;
        self.conditions.push(condition);
    }

    fn define(&mut self, argument: &str) {
        let end = argument
            .find(|at: char| !(at.is_ascii_alphanumeric() || at == '_'))
            .unwrap_or(argument.len());
        let (name, value) = argument.split_at(end);
        self.defines.define(name, value);
    }

    fn include(&mut self, range: Range<usize>) {
        let text = &self.text[range.clone()];
        let marks = [('<', '>'), ('"', '"')];
        let found = marks.iter().find_map(|&(open, close)| {
            let start = text.find(open)? + 1;
            let length = text[start..].find(close)?;
            Some((start..start + length, open == '<'))
        });
        if let Some((path, angled)) = found {
            let span = self.span(range.start + path.start..range.start + path.end);
            let include = Include {
                path: Spanned::new(text[path].to_owned(), span),
                angled,
            };
            // Every .iig leads to OSObject.iig, which makes KERNEL an attribute.
            if include.is_iig() && self.defines.get("KERNEL").is_none() {
                self.defines.define("KERNEL", KERNEL_ATTRIBUTE);
            }
            self.includes.push(include);
        }
    }

    /// Checks that brackets pair and don't nest too deep.
    fn brackets(&mut self) {
        let mut open: Vec<(u8, usize)> = Vec::new();
        for at in 0..self.masked.len() {
            let byte = self.masked[at];
            match byte {
                b'(' | b'[' | b'{' => {
                    open.push((byte, at));
                    if open.len() > DEPTH {
                        let message = format!("brackets nest deeper than {DEPTH} levels here");
                        return self.bracket(at, message);
                    }
                }
                b')' | b']' | b'}' => match open.pop() {
                    None => {
                        let message = format!("this `{}` closes nothing", byte as char);
                        return self.bracket(at, message);
                    }
                    Some((opened, place)) if partner(opened) != byte => {
                        let span = self.span(at..at + 1);
                        self.diagnostics.push(
                            Diagnostic::new(
                                &codes::IIG_BRACKETS,
                                span,
                                format!("a `{}` is missing before this", partner(opened) as char),
                            )
                            .label(self.span(place..place + 1), "opened here"),
                        );
                        return;
                    }
                    Some(_) => {}
                },
                _ => {}
            }
        }
        if let Some((byte, at)) = open.pop() {
            let message = format!("this `{}` is never closed", byte as char);
            self.bracket(at, message);
        }
    }

    fn bracket(&mut self, at: usize, message: String) {
        let span = self.span(at..at + 1);
        self.diagnostics
            .push(Diagnostic::new(&codes::IIG_BRACKETS, span, message));
    }
}

fn partner(open: u8) -> u8 {
    match open {
        b'(' => b')',
        b'[' => b']',
        _ => b'}',
    }
}

/// Where a `/*` opens in a directive that doesn't close in it.
fn open_comment(text: &str) -> Option<usize> {
    let mut from = 0;
    loop {
        let open = from + text[from..].find("/*")?;
        if text[from..open].contains("//") {
            return None;
        }
        match text[open + 2..].find("*/") {
            Some(length) => from = open + 2 + length + 2,
            None => return Some(open),
        }
    }
}

/// A directive in one line: no comments, no continuations.
fn without_comments(text: &str) -> String {
    let mut rest = text;
    let mut clean = String::new();
    while let Some(open) = rest.find("/*") {
        if rest[..open].contains("//") {
            break;
        }
        clean.push_str(&rest[..open]);
        clean.push(' ');
        rest = rest[open..]
            .find("*/")
            .map_or("", |close| &rest[open + close + 2..]);
    }
    clean.push_str(rest.find("//").map_or(rest, |at| &rest[..at]));
    clean.replace("\\\r\n", " ").replace("\\\n", " ")
}
