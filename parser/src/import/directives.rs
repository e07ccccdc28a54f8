//! Directives of the preprocessor: conditions, macros, and the packing of structs.

use std::borrow::Cow;
use std::rc::Rc;

use crate::iig::condition;
use crate::span::Span;

use super::lexer::{Lexer, Undecided};
use super::macros::{Change, Macro};
use super::token::{Kind, Token};

/// An open `#if`.
pub(super) struct Condition {
    /// The directive that opened it.
    pub(super) span: Span,
    /// Whether what is around it is active.
    outer: bool,
    /// Whether a branch was taken.
    taken: bool,
    /// Whether this branch is.
    pub(super) active: bool,
    /// Which of the undecided ones are its own.
    undecided: Vec<usize>,
    /// The undecided one that may leave out what isn't active here.
    pub(super) maybe: Option<usize>,
}

/// How many macros of a condition may be unknown so that all builds are tried.
const MOST_UNKNOWN: usize = 3;

/// In how many ways these may be: each is nothing, 0 or 1.
const BUILDS: u32 = 27;

/// Whether a condition holds; where nothing decides it, the macro that isn't known, and what is assumed.
type Outcome = Result<bool, (String, bool)>;

fn opposite(outcome: Outcome) -> Outcome {
    match outcome {
        Ok(holds) => Ok(!holds),
        Err((name, holds)) => Err((name, !holds)),
    }
}

impl<'a> Lexer<'a, '_> {
    /// Reads a directive to the end of its line.
    pub(super) fn directive(&mut self) {
        let start = self.at;
        let line = self.directive_line();
        let [_, word, rest @ ..] = line.as_slice() else {
            return;
        };
        let end = line.last().map_or(start, |last| last.span.end as usize);
        let span = self.span(start..end);
        let name = rest.first().map_or("", |first| &*first.text);
        match &*word.text {
            "if" => self.open(span, |lexer| lexer.holds(rest)),
            "ifdef" => self.open(span, |lexer| lexer.is_defined(name)),
            "ifndef" => self.open(span, |lexer| opposite(lexer.is_defined(name))),
            "elif" => self.branch(span, |lexer| lexer.holds(rest)),
            "elifdef" => self.branch(span, |lexer| lexer.is_defined(name)),
            "elifndef" => self.branch(span, |lexer| opposite(lexer.is_defined(name))),
            "else" => self.branch(span, |_| Ok(true)),
            "endif" => match self.conditions.pop() {
                Some(condition) => {
                    for at in condition.undecided {
                        self.unit.undecided[at].end = span.end;
                    }
                }
                None => self.mistake(span, "this `#endif` closes nothing"),
            },
            "include" | "import" if self.is_active() => self.include(span, rest),
            "define" if self.is_active() => self.define(rest),
            "define" | "undef" if !self.is_active() => {
                if let Some(at) = self.conditions.last().and_then(|of| of.maybe) {
                    self.unit.dropped.entry(name.to_owned()).or_insert(at);
                }
            }
            "undef" if self.is_active() => {
                self.defines.undefine(name);
                self.change(name, None);
            }
            "pragma" if self.is_active() && name == "pack" => self.pack(&rest[1..]),
            _ => {}
        }
    }

    fn directive_line(&mut self) -> Vec<Token<'a>> {
        let mut line: Vec<Token<'a>> = Vec::new();
        while let Some(first) = self.rest().chars().next() {
            if first == '\n' {
                break;
            }
            let continued = self.rest().strip_prefix('\\');
            let continued = continued.map(|rest| rest.trim_start_matches('\r'));
            if let Some(next) = continued.filter(|rest| rest.starts_with('\n')) {
                self.at += self.rest().len() - next.len() + 1;
                continue;
            }
            line.extend(self.token(first, false));
        }
        line
    }

    fn define(&mut self, rest: &[Token<'a>]) {
        let [name, body @ ..] = rest else { return };
        self.guard(&name.text);
        let has_list = body
            .first()
            .is_some_and(|first| first.is("(") && first.span.start == name.span.end);
        let mut parameters = None;
        let mut others = None;
        let mut body = body;
        if has_list {
            let Some(end) = body.iter().position(|token| token.is(")")) else {
                return;
            };
            let mut names: Vec<_> = super::token::parts(&body[1..end])
                .into_iter()
                .filter_map(<[_]>::split_first)
                .collect();
            // `...`, or GNU's `names...`
            others = match names.last() {
                Some((dots, _)) if dots.is("...") => Some(Cow::Borrowed("__VA_ARGS__")),
                Some((name, [dots])) if dots.is("...") => Some(name.text.clone()),
                _ => None,
            };
            if others.is_some() {
                names.pop();
            }
            parameters = Some(names.into_iter().map(|of| of.0.text.clone()).collect());
            body = &body[end + 1..];
        } else {
            let text: Vec<&str> = body.iter().map(|token| &*token.text).collect();
            self.defines.define(&name.text, &text.join(" "));
        }
        let defined = Macro {
            parameters,
            others,
            body: body.to_vec(),
        };
        self.change(&name.text, Some(Rc::new(defined)));
    }

    fn change(&mut self, name: &str, now: Option<Rc<Macro<'a>>>) {
        if now.is_some() {
            self.defined.insert(name.to_owned());
        } else {
            self.defined.remove(name);
        }
        self.unit.changes.push(Change {
            at: self.unit.tokens.len(),
            name: name.to_owned(),
            now,
        });
    }

    /// `#ifndef NAME` and `#define NAME` guard a header, and decide nothing.
    fn guard(&mut self, name: &str) {
        let undecided = &mut self.unit.undecided;
        let last = undecided.len().checked_sub(1);
        if let (Some(at), Some(condition)) = (last, self.conditions.last_mut())
            && condition.undecided == [at]
            && undecided[at].name == name
        {
            undecided.pop();
            condition.undecided.clear();
            condition.maybe = None;
        }
    }

    /// `#pragma pack(push, 1)`, `pack(1)`, `pack(pop)`, `pack()`.
    fn pack(&mut self, list: &[Token<'a>]) {
        let before = self.unit.packs.last().and_then(|(_, pack)| *pack);
        let number = list.iter().find(|token| token.kind == Kind::Number);
        // What is no power of two says nothing, and 0 that there is the usual alignment.
        let number = number.and_then(|token| token.text.parse().ok());
        let number = number.filter(|number: &u32| number.is_power_of_two() && *number <= 16);
        let now = if list.iter().any(|token| token.is("pop")) {
            self.packs.pop().flatten()
        } else if list.iter().any(|token| token.is("push")) {
            self.packs.push(before);
            number.or(before)
        } else {
            number
        };
        self.unit.packs.push((self.unit.tokens.len(), now));
    }

    /// Whether a macro is there; without a definition in the sources, nobody knows.
    fn is_defined(&mut self, name: &str) -> Outcome {
        if self.defines.get(name).is_some() || self.defined.contains(name) {
            Ok(true)
        } else if self.defines.is_undefined(name) {
            Ok(false)
        } else {
            Err((name.to_owned(), false))
        }
    }

    /// Whether a condition holds, if that is the same whatever the macros are that nobody knows.
    fn holds(&mut self, tokens: &[Token<'a>]) -> Outcome {
        let is_unknown = |token: &&Token<'a>| {
            token.is_word()
                && !token.is_one_of(&["defined", "true", "false"])
                && self.defines.get(&token.text).is_none()
                && !self.defines.is_undefined(&token.text)
        };
        let text: Vec<&str> = tokens.iter().map(|token| &*token.text).collect();
        let text = text.join(" ");
        let outcome = condition::holds(&text, self.defines);
        let mut unknown: Vec<&str> = tokens
            .iter()
            .filter(is_unknown)
            .map(|token| &*token.text)
            .collect();
        unknown.sort_unstable();
        unknown.dedup();
        let holds = match outcome {
            Ok(holds) => holds,
            Err(_) if unknown.is_empty() => return Err((text, false)),
            Err(_) => false,
        };
        let first = tokens.iter().find(is_unknown);
        let Some(first) = first else {
            return Ok(holds);
        };
        // A comparison may hold for any number, and nobody knows what `__has_include(…)` answers.
        let plain = |token: &Token<'a>| {
            token.kind != Kind::Mark || token.is_one_of(&["(", ")", "!", "&&", "||"])
        };
        let asks = |of: &[Token<'a>]| of[1].is("(") && unknown.contains(&&*of[0].text);
        let agree = unknown.len() <= MOST_UNKNOWN
            && tokens.iter().all(plain)
            && !tokens.windows(2).any(asks)
            && (0..BUILDS).all(|build| {
                let mut defines = self.defines.clone();
                let mut build = build;
                for name in &unknown {
                    match build % 3 {
                        0 => defines.define(name, "1"),
                        1 => defines.define(name, "0"),
                        _ => {}
                    }
                    build /= 3;
                }
                condition::holds(&text, &defines) == Ok(holds)
            });
        if agree {
            Ok(holds)
        } else {
            Err((first.text.to_string(), holds))
        }
    }

    fn open(&mut self, span: Span, holds: impl FnOnce(&mut Self) -> Outcome) {
        let outer = self.is_active();
        let around = self.conditions.last().filter(|_| !outer);
        let maybe = around.and_then(|of| of.maybe);
        self.conditions.push(Condition {
            maybe,
            span,
            outer,
            taken: false,
            active: outer,
            undecided: Vec::new(),
        });
        self.decide(span, holds);
    }

    fn branch(&mut self, span: Span, holds: impl FnOnce(&mut Self) -> Outcome) {
        if self.conditions.is_empty() {
            self.mistake(span, "this branch belongs to no `#if`");
            return;
        }
        self.decide(span, holds);
    }

    fn decide(&mut self, span: Span, holds: impl FnOnce(&mut Self) -> Outcome) {
        let last = self.conditions.last();
        let may = last.is_some_and(|last| last.outer && !last.taken);
        let outcome = if may { holds(self) } else { Ok(false) };
        let holds = match &outcome {
            Ok(holds) | Err((_, holds)) => *holds,
        };
        let Some(last) = self.conditions.last_mut() else {
            return;
        };
        last.active = holds;
        last.taken |= holds;
        if let Err((name, _)) = outcome {
            last.undecided.push(self.unit.undecided.len());
            last.maybe = Some(self.unit.undecided.len());
            let end = u32::MAX;
            let span = self.via.unwrap_or(span);
            self.unit.undecided.push(Undecided { span, name, end });
        }
    }
}
