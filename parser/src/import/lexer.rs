//! C++ as tokens: comments and regions that a condition leaves out are passed over.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::iig::Defines;
use crate::span::{SourceId, Span};

use super::directives::Condition;
use super::inclusion::Files;
use super::macros::{Change, Macro};
use super::token::{Kind, Token};

/// A `#if` whose outcome isn't in the sources.
#[derive(Debug)]
pub(super) struct Undecided {
    /// The directive.
    pub(super) span: Span,
    /// The macro that isn't known.
    pub(super) name: String,
    /// Where its `#endif` ends.
    pub(super) end: u32,
}

/// What sources are made of, one behind the other.
#[derive(Default)]
pub(super) struct Unit<'a> {
    /// All tokens.
    pub(super) tokens: Vec<Token<'a>>,
    /// The macros that are the same wherever they are defined.
    pub(super) macros: HashMap<String, Macro<'a>>,
    /// Where macros begin and end.
    pub(super) changes: Vec<Change<'a>>,
    /// Conditions that nothing decides.
    pub(super) undecided: Vec<Undecided>,
    /// What these leave out the definitions of, and which of them does.
    pub(super) dropped: HashMap<String, usize>,
    /// Where macros were replaced that conditions leave out the definitions of.
    pub(super) replaced: Vec<(Span, String)>,
    /// The files that should be included within brackets, and aren't there.
    pub(super) missing: Vec<(Span, String)>,
    /// From which token on `#pragma pack` says which alignment; `None` for the usual one.
    pub(super) packs: Vec<(usize, Option<u32>)>,
}

/// Reads a source into `unit`.
pub(super) fn read<'a>(
    source: SourceId,
    text: &'a str,
    files: &Files<'a, '_>,
    defines: &mut Defines,
    defined: &mut HashSet<String>,
    unit: &mut Unit<'a>,
    found: &mut Vec<Diagnostic>,
) {
    let mut lexer = Lexer {
        source,
        text,
        // Editors put a mark of the encoding in front of a file.
        at: text.len() - text.trim_start_matches('\u{feff}').len(),
        conditions: Vec::new(),
        packs: Vec::new(),
        lists: Vec::new(),
        open: Vec::new(),
        via: None,
        dropped: None,
        files,
        defines,
        defined,
        unit,
        found,
    };
    lexer.run();
}

/// Marks of more than one character, the longest first.
const MARKS: &[&str] = &[
    "...", "::", "->", "<<", ">>", "<=", ">=", "==", "!=", "&&", "||", "##",
];

pub(super) struct Lexer<'a, 'f> {
    pub(super) source: SourceId,
    pub(super) text: &'a str,
    pub(super) at: usize,
    pub(super) conditions: Vec<Condition>,
    /// What `#pragma pack(push)` has put aside.
    pub(super) packs: Vec<Option<u32>>,
    /// For each open bracket, whether it is one of a list.
    pub(super) lists: Vec<bool>,
    /// The files that have included this one.
    pub(super) open: Vec<SourceId>,
    /// Where the first of these has.
    pub(super) via: Option<Span>,
    /// The last word in what an undecided condition leaves out.
    pub(super) dropped: Option<Cow<'a, str>>,
    pub(super) files: &'f Files<'a, 'f>,
    pub(super) defines: &'f mut Defines,
    /// The names of all macros, with and without parameters.
    pub(super) defined: &'f mut HashSet<String>,
    pub(super) unit: &'f mut Unit<'a>,
    pub(super) found: &'f mut Vec<Diagnostic>,
}

impl<'a> Lexer<'a, '_> {
    pub(super) fn run(&mut self) {
        let mut line_start = true;
        while let Some(first) = self.rest().chars().next() {
            match first {
                '\n' => {
                    line_start = true;
                    self.at += 1;
                }
                '#' if line_start => self.directive(),
                _ => {
                    if let Some(token) = self.token(first, self.is_active()) {
                        line_start = false;
                        if self.is_active() {
                            self.push(token);
                        } else {
                            self.drop(token);
                        }
                    }
                }
            }
        }
        for open in std::mem::take(&mut self.conditions) {
            self.mistake(open.span, "this condition is never closed by `#endif`");
        }
    }

    fn push(&mut self, token: Token<'a>) {
        if token.is_one_of(&["{", "(", "["]) {
            self.lists.push(self.opens_list(&token));
        } else if token.is_one_of(&["}", ")", "]"]) {
            self.lists.pop();
        }
        self.unit.tokens.push(token);
    }

    /// Notes what is defined where nothing decides whether it is there.
    fn drop(&mut self, token: Token<'a>) {
        let Some(at) = self.conditions.last().and_then(|of| of.maybe) else {
            return;
        };
        let name = self.dropped.take();
        if token.is_word() {
            self.dropped = Some(token.text);
        } else if token.is_one_of(&["=", "{"])
            && let Some(name) = name
        {
            self.unit.dropped.entry(name.into_owned()).or_insert(at);
        }
    }

    pub(super) fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    pub(super) fn is_active(&self) -> bool {
        self.conditions.last().is_none_or(|of| of.active)
    }

    pub(super) fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.source, range)
    }

    pub(super) fn mistake(&mut self, span: Span, message: &str) {
        let mistake = Diagnostic::new(&codes::IMPORT_SYNTAX, span, message);
        self.found.push(mistake);
    }

    /// The token here, or none for white space and a comment, which are passed over.
    pub(super) fn token(&mut self, first: char, strict: bool) -> Option<Token<'a>> {
        let (start, rest) = (self.at, self.rest());
        let kind = if first.is_whitespace() || first == '\\' {
            self.at += first.len_utf8();
            return None;
        } else if rest.starts_with("//") {
            self.at += line(rest);
            return None;
        } else if rest.starts_with("/*") {
            self.comment(strict);
            return None;
        } else if let Some(prefix) = text_prefix(rest) {
            self.at += prefix;
            match raw_text(self.rest()) {
                None => self.literal('"', strict),
                Some(length) => self.raw(length, strict),
            }
            Kind::Text
        } else if first == '\'' {
            self.literal(first, strict);
            Kind::Character
        } else if first.is_ascii_digit() {
            self.at += number(rest);
            Kind::Number
        } else if is_word(first) {
            return Some(self.word());
        } else {
            let mark = MARKS.iter().find(|mark| rest.starts_with(**mark));
            self.at += mark.map_or(first.len_utf8(), |mark| mark.len());
            Kind::Mark
        };
        Some(Token {
            kind,
            text: Cow::Borrowed(&self.text[start..self.at]),
            span: self.span(start..self.at),
            width: 0,
            is_made: false,
        })
    }

    /// A word; a `\` at the end of a line parts none.
    fn word(&mut self) -> Token<'a> {
        let start = self.at;
        let end = |rest: &str| rest.find(|at| !is_word(at)).unwrap_or(rest.len());
        self.at += end(self.rest());
        let mut text = Cow::Borrowed(&self.text[start..self.at]);
        while let Some(more) = continued(self.rest()).filter(|more| more.starts_with(is_word)) {
            let length = end(more);
            self.at = self.text.len() - more.len() + length;
            text.to_mut().push_str(&more[..length]);
        }
        Token {
            kind: Kind::Word,
            text,
            span: self.span(start..self.at),
            width: 0,
            is_made: false,
        }
    }

    /// Passes a raw text, which ends nowhere if it isn't closed.
    fn raw(&mut self, length: Option<usize>, strict: bool) {
        let start = self.at;
        self.at = length.map_or(self.text.len(), |length| start + length);
        if length.is_none() && strict {
            self.mistake(self.span(start..start + 2), "this raw text is never closed");
        }
    }

    fn comment(&mut self, strict: bool) {
        let start = self.at;
        if let Some(length) = self.rest()[2..].find("*/") {
            self.at += length + 4;
            return;
        }
        self.at = self.text.len();
        if strict {
            let span = self.span(start..start + 2);
            self.mistake(span, "this comment is never closed by `*/`");
        }
    }

    /// Passes a literal; one that isn't closed ends with its line.
    fn literal(&mut self, mark: char, strict: bool) {
        let (start, rest) = (self.at, self.rest());
        let mut escaped = false;
        self.at = self.text.len();
        for (at, letter) in rest.char_indices().skip(1) {
            if escaped {
                escaped = false;
            } else if letter == '\\' {
                escaped = true;
            } else if letter == mark {
                self.at = start + at + 1;
                return;
            } else if letter == '\n' {
                self.at = start + at;
                break;
            }
        }
        if strict {
            let span = self.span(start..start + 1);
            self.mistake(span, "this literal is never closed");
        }
    }
}

pub(super) fn is_word(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_' || letter == '$'
}

/// How long a line is, and those that continue it.
fn line(rest: &str) -> usize {
    let mut from = 0;
    while let Some(length) = rest[from..].find('\n') {
        let end = from + length;
        if !rest[..end].trim_end_matches('\r').ends_with('\\') {
            return end;
        }
        from = end + 1;
    }
    rest.len()
}

/// How long a number is: a `'` separates digits.
fn number(rest: &str) -> usize {
    let fits = |(at, letter): (usize, char)| match letter {
        '\'' => rest[at + 1..].starts_with(|next: char| next.is_ascii_alphanumeric()),
        '.' => true,
        _ => is_word(letter),
    };
    let end = rest.char_indices().find(|of| !fits(*of));
    end.map_or(rest.len(), |(at, _)| at)
}

/// What lies behind a `\` at the end of a line.
pub(super) fn continued(rest: &str) -> Option<&str> {
    let rest = rest.strip_prefix('\\')?;
    rest.strip_prefix('\n')
        .or_else(|| rest.strip_prefix("\r\n"))
}

/// How long the letters in front of a text are: `"`, `u8"`, but not the `R` of a raw one.
fn text_prefix(rest: &str) -> Option<usize> {
    let prefixes = ["", "u8", "u", "U", "L"];
    let begins = |prefix: &&str| {
        let text = rest.strip_prefix(*prefix);
        text.is_some_and(|text| text.starts_with('"') || text.starts_with("R\""))
    };
    prefixes.iter().find(|of| begins(of)).map(|of| of.len())
}

/// How long a raw text is: `R"x(…)x"`; not known, if it is never closed.
fn raw_text(rest: &str) -> Option<Option<usize>> {
    let body = rest.strip_prefix("R\"")?;
    let open = body
        .char_indices()
        .take(17)
        .find(|(_, letter)| *letter == '(')?
        .0;
    let close = format!("){}\"", &body[..open]);
    let end = body[open..].find(&close);
    Some(end.map(|end| 2 + open + end + close.len()))
}
