//! The structs of sources, and the other names that types have.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use super::arrange::Record;
use super::attributes::{Attributes, attribute};
use super::evaluate::{Evaluator, path};
use super::fields::{Body, Obstacle};
use super::lexer::{Undecided, Unit};
use super::token::{Token, inside};

/// How deep structs may contain structs, and names stand for names.
pub(super) const DEPTH: usize = 16;

/// What a name of a type stands for.
#[derive(Clone, Copy, Debug)]
pub(super) enum Source<'t, 'a> {
    /// A struct or a union, and the largest alignment that `#pragma pack` leaves its fields.
    Body(Body<'t, 'a>, Option<u64>),
    /// Another name, perhaps of a pointer, and the lengths of an array.
    Alias(&'t [Token<'a>], &'t [Token<'a>]),
    /// A pointer to a function.
    Function,
    /// An enum that doesn't say which integer carries it: an `unsigned`, as long as no value is negative.
    Enum,
    /// Several that differ.
    Several,
}

/// A struct, or why it can't be read.
pub(super) type Known = Result<Rc<Record>, Obstacle>;

/// What is known of a struct.
#[derive(Clone, Debug)]
enum State {
    Open,
    Known(Known),
}

/// The structs of sources.
#[derive(Default)]
pub(super) struct Records<'t, 'a> {
    pub(super) unit: Option<&'t Unit<'a>>,
    pub(super) sources: HashMap<&'t str, Source<'t, 'a>>,
    states: RefCell<HashMap<String, State>>,
}

impl<'t, 'a> Records<'t, 'a> {
    /// Finds the structs of sources.
    pub(super) fn read(unit: &'t Unit<'a>) -> Self {
        let mut records = Self {
            unit: Some(unit),
            ..Self::default()
        };
        let all = &unit.tokens;
        for (at, token) in all.iter().enumerate() {
            match &*token.text {
                "struct" | "class" | "union" if at == 0 || !all[at - 1].is("enum") => {
                    records.record(unit, at)
                }
                "enum" => records.enumeration(all, at),
                "using" => {
                    let value = all.get(at + 3..).unwrap_or_default();
                    if let [name, equals] = &all[at + 1..all.len().min(at + 3)]
                        && equals.is("=")
                    {
                        let end = value.iter().take(8).position(|of| of.is(";"));
                        records.add(name, alias(&value[..end.unwrap_or(0)]));
                    }
                }
                "typedef" => records.typedef(all.get(at + 1..).unwrap_or_default()),
                _ => {}
            }
        }
        for (name, of) in &unit.macros {
            if of.parameters.is_none() && path(&of.body).is_some() {
                records.sources.entry(name).or_insert(alias(&of.body));
            }
        }
        records
    }

    fn add(&mut self, name: &'t Token<'a>, source: Source<'t, 'a>) {
        if !name.is_word() {
            return;
        }
        // `typedef struct Foo Foo;` says nothing.
        let is_own = |of: &Source<'t, 'a>| matches!(of, Source::Alias(words, _) if words.last().is_some_and(|last| last.text == name.text));
        let more = |before: &mut Source<'t, 'a>| {
            if is_own(before) {
                *before = source;
            } else if !is_own(&source) && !same(before, &source) {
                *before = Source::Several;
            }
        };
        self.sources
            .entry(&name.text)
            .and_modify(more)
            .or_insert(source);
    }

    /// What follows the word `typedef`: another name of a type, of an array, or of a pointer to a function.
    fn typedef(&mut self, value: &'t [Token<'a>]) {
        let end = value
            .iter()
            .take(24)
            .position(|of| of.is_one_of(&[";", "{"]));
        let Some(value) = end
            .filter(|&end| value[end].is(";"))
            .map(|end| &value[..end])
        else {
            return;
        };
        if let Some(open) = value.iter().position(|of| of.is("(")) {
            if let [star, .., name] = inside(value, open)
                && star.is_one_of(&["*", "^"])
            {
                self.add(name, Source::Function);
            }
            return;
        }
        let lengths = value.iter().position(|of| of.is("["));
        let (words, lengths) = value.split_at(lengths.unwrap_or(value.len()));
        if let [words @ .., name] = words
            && !words.is_empty()
        {
            self.add(name, Source::Alias(words, lengths));
        }
    }

    /// What follows the word `enum` at `at`.
    fn enumeration(&mut self, all: &'t [Token<'a>], at: usize) {
        let rest = &all[at + 1..all.len().min(at + 16)];
        let Some(open) = rest.iter().position(|of| of.is("{")) else {
            return;
        };
        let head = &rest[..open];
        let colon = head.iter().position(|of| of.is(":"));
        let source = colon.map_or(Source::Enum, |colon| alias(&head[colon + 1..]));
        if let Some(name) = head[..colon.unwrap_or(open)]
            .last()
            .filter(|of| !of.is_one_of(&["class", "struct"]))
        {
            self.add(name, source);
        }
        self.second(all, at, at + open + rest[open].width + 2, source, None);
    }

    /// The name behind the braces of a `typedef`.
    fn second(
        &mut self,
        all: &'t [Token<'a>],
        at: usize,
        behind: usize,
        source: Source<'t, 'a>,
        first: Option<&Token<'a>>,
    ) {
        let is_typedef = at
            .checked_sub(1)
            .is_some_and(|before| all[before].is("typedef"));
        let second = all.get(behind).filter(|_| is_typedef);
        if let Some(second) =
            second.filter(|second| first.is_none_or(|first| first.text != second.text))
        {
            self.add(second, source);
        }
    }

    /// What follows the word `struct` at `at`.
    fn record(&mut self, unit: &'t Unit<'a>, at: usize) {
        let all = &unit.tokens;
        let mut attributes = Attributes::default();
        let mut name = None;
        let mut bases: &'t [Token<'a>] = &[];
        let mut open = at + 1;
        for _ in 0..12 {
            let Some(token) = all.get(open) else { return };
            if token.is("{") {
                break;
            }
            if let Some((length, says)) = attribute(unit, &all[open..]) {
                attributes = attributes.and(says);
                open += length;
            } else if token.is(":") {
                let rest = &all[open + 1..all.len().min(open + 32)];
                let Some(brace) = rest.iter().position(|of| of.is_one_of(&["{", ";", "("])) else {
                    return;
                };
                bases = &rest[..brace];
                open += 1 + brace;
                break;
            } else if token.is_word() {
                if !token.is("final") {
                    name = Some(token);
                }
                open += 1;
            } else {
                return;
            }
        }
        let Some(brace) = all.get(open).filter(|brace| brace.is("{")) else {
            return;
        };
        let close = open + brace.width;
        let mut behind = close + 1;
        while let Some((length, says)) = all.get(behind..).and_then(|of| attribute(unit, of)) {
            attributes = attributes.and(says);
            behind += length;
        }
        let pack = unit.packs[..unit.packs.partition_point(|of| of.0 <= open)].last();
        let pack = pack.and_then(|of| of.1).map(u64::from);
        let pack = pack.filter(|pack| pack.is_power_of_two());
        let body = Body {
            tokens: inside(all, open),
            bases,
            is_union: all[at].is("union"),
            attributes,
            span: brace.span.to(all[close.min(all.len() - 1)].span),
        };
        let source = Source::Body(body, pack);
        if let Some(name) = name {
            self.add(name, source);
        }
        self.second(all, at, behind, source, name);
    }

    /// A struct, if it can be read.
    pub(super) fn get(&self, name: &str, evaluator: &Evaluator<'_, 't, 'a>) -> Option<Rc<Record>> {
        self.record_of(name, evaluator, 0).ok()
    }

    /// The structs that were looked at.
    pub(super) fn used(&self) -> Vec<String> {
        self.states.borrow().keys().cloned().collect()
    }

    /// What is undecided within a struct.
    pub(super) fn undecided(&self, record: &Record) -> impl Iterator<Item = &'t Undecided> {
        let all = self.unit.map_or(&[][..], |unit| &unit.undecided);
        let whole = record.span;
        all.iter().filter(move |of| {
            of.span.source == whole.source
                && of.span.start > whole.start
                && of.span.start < whole.end
        })
    }

    pub(super) fn record_of(
        &self,
        name: &str,
        evaluator: &Evaluator<'_, 't, 'a>,
        depth: usize,
    ) -> Known {
        let state = self.states.borrow().get(name).cloned();
        match state {
            Some(State::Known(record)) => return record,
            Some(State::Open) => {
                return Err(Obstacle::nowhere(format!("`{name}` lies in itself")));
            }
            None if depth > DEPTH => {
                return Err(Obstacle::nowhere("structs nest too deep"));
            }
            None => {}
        }
        let Some(Source::Body(body, pack)) = self.sources.get(name).copied() else {
            let what = format!("the fields of `{name}` aren't in the sources");
            return Err(Obstacle::nowhere(what));
        };
        self.states
            .borrow_mut()
            .insert(name.to_owned(), State::Open);
        let record = self.lay_out(name, body, pack, evaluator, depth);
        let record = record.map(Rc::new);
        self.know(name, record.clone());
        record
    }

    /// Keeps what is known of a struct.
    pub(super) fn know(&self, name: &str, record: Known) {
        let mut states = self.states.borrow_mut();
        states.insert(name.to_owned(), State::Known(record));
    }
}

fn alias<'t, 'a>(words: &'t [Token<'a>]) -> Source<'t, 'a> {
    Source::Alias(words, &[])
}

/// Whether two sources say the same, word by word.
fn same(one: &Source<'_, '_>, other: &Source<'_, '_>) -> bool {
    let texts = |one: &[Token<'_>], other: &[Token<'_>]| {
        one.len() == other.len()
            && one
                .iter()
                .zip(other)
                .all(|(one, other)| one.text == other.text)
    };
    match (one, other) {
        (Source::Enum, Source::Enum) | (Source::Function, Source::Function) => true,
        (Source::Body(one, pack), Source::Body(other, packed)) => {
            pack == packed
                && one.is_union == other.is_union
                && one.attributes.is_same(&other.attributes)
                && texts(one.tokens, other.tokens)
                && texts(one.bases, other.bases)
        }
        (Source::Alias(one, lengths), Source::Alias(other, others)) => {
            texts(one, other) && texts(lengths, others)
        }
        _ => false,
    }
}
