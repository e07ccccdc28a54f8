//! The numbers and texts that sources give names to: enums, constants and macros.

use std::collections::HashMap;

use crate::span::Span;

use super::evaluate::Evaluator;
use super::lexer::Unit;
use super::records::Records;
use super::token::{Token, inside, parts, position};

/// How many tokens the value of a constant may have.
const LONGEST: usize = 256;

/// What a name stands for.
#[derive(Clone, Copy, Debug)]
pub(super) enum Meaning<'t, 'a> {
    /// A number.
    Number(i128),
    /// An expression, and a number to add: enumerators count on.
    Expression(&'t [Token<'a>], i128),
}

/// An enum.
#[derive(Debug)]
pub(super) struct Enum {
    /// Where its list begins.
    pub(super) span: Span,
    /// All of its list.
    pub(super) whole: Span,
    /// Its enumerators, in order.
    pub(super) members: Vec<String>,
}

/// All that sources name.
#[derive(Default)]
pub(super) struct Constants<'t, 'a> {
    /// By the name, and by the name behind that of an enum; the same one may be there several times.
    names: HashMap<String, Vec<Meaning<'t, 'a>>>,
    /// The enums.
    pub(super) enums: Vec<Enum>,
    /// Which enum an enumerator is of.
    pub(super) enum_of: HashMap<String, usize>,
}

impl<'t, 'a> Constants<'t, 'a> {
    /// The enums and constants of sources.
    pub(super) fn read(unit: &'t Unit<'a>, records: &Records<'t, 'a>) -> Self {
        let mut constants = Self::default();
        for (name, of) in &unit.macros {
            if of.parameters.is_none() && !of.body.is_empty() {
                constants.add(name.clone(), Meaning::Expression(&of.body, 0));
            }
        }
        let all = &unit.tokens;
        for (at, token) in all.iter().enumerate() {
            match &*token.text {
                "enum" => constants.enumeration(all, at + 1, records),
                "NS_ENUM" | "CF_ENUM" | "NS_OPTIONS" | "CF_OPTIONS"
                    if all.get(at + 1).is_some_and(|next| next.is("(")) =>
                {
                    let name = inside(all, at + 1).last().map(|name| &*name.text);
                    constants.members(all, at + 2 + all[at + 1].width, name, false, records);
                }
                "const" | "constexpr" => constants.variable(all, at + 1),
                _ => {}
            }
        }
        constants
    }

    /// What a name stands for, by its last two words.
    pub(super) fn get(&self, path: &[&str]) -> &[Meaning<'t, 'a>] {
        let Some((last, rest)) = path.split_last() else {
            return &[];
        };
        let scoped = rest
            .last()
            .and_then(|scope| self.names.get(&format!("{scope}::{last}")));
        let found = scoped.or_else(|| self.names.get(*last));
        found.map_or(&[], Vec::as_slice)
    }

    fn add(&mut self, name: String, meaning: Meaning<'t, 'a>) {
        let meanings = self.names.entry(name).or_default();
        // Two are enough to see whether they agree.
        if meanings.len() < 2 {
            meanings.push(meaning);
        }
    }

    /// What follows the word `enum`.
    fn enumeration(&mut self, all: &'t [Token<'a>], mut at: usize, records: &Records<'t, 'a>) {
        let mut scoped = false;
        let mut name = None;
        // Words of the head, attributes and the integer behind a colon come before the brace.
        for _ in 0..16 {
            let Some(token) = all.get(at) else { return };
            match &*token.text {
                "{" => return self.members(all, at, name, scoped, records),
                "class" | "struct" => scoped = true,
                "[" | "(" => at += token.width,
                ":" => {
                    let mut rest = all[at..].iter().take(8);
                    if let Some(skip) = rest.position(|token| token.is("{")) {
                        self.members(all, at + skip, name, scoped, records);
                    }
                    return;
                }
                "::" => {}
                _ if token.is_word() => name = Some(&*token.text),
                _ => return,
            }
            at += 1;
        }
    }

    fn members(
        &mut self,
        all: &'t [Token<'a>],
        at: usize,
        name: Option<&str>,
        scoped: bool,
        records: &Records<'t, 'a>,
    ) {
        let Some(open) = all.get(at).filter(|open| open.is("{")) else {
            return;
        };
        let mut members = Vec::new();
        let mut base: Option<&'t [Token<'a>]> = None;
        let mut known = Some(0_i128);
        let mut next = 0;
        for part in parts(inside(all, at)) {
            let Some(member) = part.first().filter(|first| first.is_word()) else {
                continue;
            };
            if let Some(equals) = position(part, &["="]) {
                let value = &part[equals + 1..];
                let evaluator = Evaluator::new(self, records);
                known = evaluator.number(value).ok();
                base = Some(value);
                next = 0;
            }
            let meaning = match (known, base) {
                (Some(first), _) => Meaning::Number(first.saturating_add(next)),
                (None, Some(value)) => Meaning::Expression(value, next),
                (None, None) => continue,
            };
            next += 1;
            members.push(member.text.to_string());
            if let Some(name) = name {
                self.add(format!("{name}::{}", member.text), meaning);
            }
            if !scoped {
                self.add(member.text.to_string(), meaning);
            }
            self.enum_of
                .insert(member.text.to_string(), self.enums.len());
        }
        self.enums.push(Enum {
            span: open.span,
            whole: open.span.to(all[at + open.width].span),
            members,
        });
    }

    /// `constexpr uint32_t kCount = 3, kMore { 4 };`, from behind the first word.
    fn variable(&mut self, all: &'t [Token<'a>], mut at: usize) {
        for _ in 0..16 {
            let (Some(token), Some(next)) = (all.get(at), all.get(at + 1)) else {
                return;
            };
            if token.is_one_of(&["const", "constexpr", "enum"]) {
                // It is read from there on.
                return;
            }
            // An array of characters has its value behind its brackets.
            let list = if next.is("[") { 1 + next.width } else { 0 };
            let sign = all.get(at + 1 + list);
            let is_value = sign.is_some_and(|sign| sign.is_one_of(&["=", "{"]));
            if token.is_word() && is_value && !token.is_one_of(&["class", "struct"]) {
                let rest = &all[at + 1 + list..];
                let (value, end) = if rest[0].is("{") {
                    (inside(rest, 0), 1 + rest[0].width)
                } else {
                    let end = end_of(rest);
                    (&rest[1.min(end)..end], end)
                };
                if value.first().is_some_and(|first| !first.is("{")) && value.len() <= LONGEST {
                    self.add(token.text.to_string(), Meaning::Expression(value, 0));
                }
                if !rest.get(end).is_some_and(|after| after.is(",")) {
                    return;
                }
                at += 2 + list + end;
                continue;
            }
            if !token.is_word() && !token.is_one_of(&["::", "*", "<", ">"]) {
                return;
            }
            at += 1;
        }
    }
}

/// Where an initializer ends: at a `,` or `;` that is in no brackets.
fn end_of(tokens: &[Token<'_>]) -> usize {
    let mut at = 0;
    while at < tokens.len().min(LONGEST) && !tokens[at].is_one_of(&[",", ";", ")", "}"]) {
        at += 1 + tokens[at].width;
    }
    at.min(tokens.len())
}
