//! Structs that are simple enough to be read: numbers, arrays of them, and other such structs.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use crate::span::Span;

use super::evaluate::{Evaluator, path};
use super::fields::{RecordField, fields};
use super::lexer::Unit;
use super::primitive::Primitive;
use super::token::{Token, inside};

/// How deep structs may contain structs.
const DEPTH: usize = 16;

/// The largest type that a spec may have (docs/language.md).
const LARGEST: u64 = 16 << 20;

/// A struct of a source.
#[derive(Debug)]
pub(super) struct Record {
    /// Its fields, with what lies between them.
    pub(super) fields: Vec<RecordField>,
    /// Its size.
    pub(super) size: u64,
    /// Its alignment.
    align: u64,
    /// Whether its fields lie closer than C's rules would put them.
    pub(super) packed: bool,
    /// Where it is.
    pub(super) span: Span,
}

/// Where a struct's body is.
#[derive(Clone, Copy, Debug)]
enum Source<'t, 'a> {
    /// Between braces, with the largest alignment that a field may have there, and what the struct's own is said
    /// to be.
    Body(&'t [Token<'a>], Option<u64>, Option<&'t [Token<'a>]>, Span),
    /// Another name; of an enum, the integer that carries it.
    Alias(&'t [Token<'a>]),
    /// An enum that doesn't say which integer carries it: an `unsigned`, as long as no value is negative.
    Enum,
    /// One that can't be read, or of two kinds.
    Other,
}

/// What is known of a struct.
#[derive(Clone, Debug)]
enum State {
    Open,
    Known(Option<Rc<Record>>),
}

/// The structs of sources.
#[derive(Default)]
pub(super) struct Records<'t, 'a> {
    sources: HashMap<&'t str, Source<'t, 'a>>,
    states: RefCell<HashMap<String, State>>,
}

impl<'t, 'a> Records<'t, 'a> {
    /// Finds the structs of sources.
    pub(super) fn read(unit: &'t Unit<'a>) -> Self {
        let mut records = Self::default();
        let all = &unit.tokens;
        for (at, token) in all.iter().enumerate() {
            match &*token.text {
                "struct" | "class" if at == 0 || !all[at - 1].is("enum") => {
                    records.record(unit, at)
                }
                "enum" => records.enumeration(all, at),
                "using" => {
                    let value = all.get(at + 3..).unwrap_or_default();
                    if let [name, equals] = &all[at + 1..all.len().min(at + 3)]
                        && equals.is("=")
                    {
                        let end = value.iter().take(8).position(|of| of.is(";"));
                        records.add(name, Source::Alias(&value[..end.unwrap_or(0)]));
                    }
                }
                "typedef" => {
                    let value = all.get(at + 1..).unwrap_or_default();
                    let end = value
                        .iter()
                        .take(8)
                        .position(|of| of.is_one_of(&[";", "{"]));
                    if let Some(end) = end.filter(|&end| end >= 2 && value[end].is(";")) {
                        records.add(&value[end - 1], Source::Alias(&value[..end - 1]));
                    }
                }
                _ => {}
            }
        }
        records
    }

    fn add(&mut self, name: &'t Token<'a>, source: Source<'t, 'a>) {
        if name.is_word() {
            let same = |before: &mut Source<'t, 'a>| {
                // `typedef struct Foo Foo;` says nothing.
                let is_own = |of: &Source<'t, 'a>| matches!(of, Source::Alias(words) if words.last().is_some_and(|last| last.text == name.text));
                if is_own(before) {
                    *before = source;
                } else if !is_own(&source) {
                    *before = Source::Other;
                }
            };
            self.sources
                .entry(&name.text)
                .and_modify(same)
                .or_insert(source);
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
        let source = colon.map_or(Source::Enum, |colon| Source::Alias(&head[colon + 1..]));
        if let Some(name) = head[..colon.unwrap_or(open)]
            .last()
            .filter(|of| !of.is("class"))
        {
            self.add(name, source);
        }
        let is_typedef = at
            .checked_sub(1)
            .is_some_and(|before| all[before].is("typedef"));
        let second = all.get(at + open + rest[open].width + 2);
        if let Some(second) = second.filter(|_| is_typedef) {
            self.add(second, source);
        }
    }

    /// What follows the word `struct` at `at`.
    fn record(&mut self, unit: &'t Unit<'a>, at: usize) {
        let all = &unit.tokens;
        let mut packed = false;
        let mut aligned = None;
        let mut name = None;
        let mut open = at + 1;
        for _ in 0..8 {
            let Some(token) = all.get(open) else { return };
            if token.is("{") {
                break;
            }
            if token.is_one_of(&["__attribute__", "alignas"]) {
                let list = all.get(open + 1).filter(|list| list.is("("));
                let list = list.map(|_| inside(all, open + 1)).unwrap_or_default();
                packed |= token.is("__attribute__") && is_packed(list);
                aligned = aligned.or(if token.is("alignas") {
                    Some(list)
                } else {
                    alignment(list)
                });
                open += all.get(open + 1).map_or(0, |list| 1 + list.width);
            } else if token.is("__packed") {
                packed = true;
            } else if token.is_word() {
                if !token.is("final") {
                    name = Some(token);
                }
            } else {
                return;
            }
            open += 1;
        }
        let Some(brace) = all.get(open).filter(|brace| brace.is("{")) else {
            return;
        };
        let mut behind = open + brace.width + 1;
        while let Some(token) = all.get(behind) {
            if token.is("__attribute__") && all.get(behind + 1).is_some_and(|list| list.is("(")) {
                let list = inside(all, behind + 1);
                packed |= is_packed(list);
                aligned = aligned.or(alignment(list));
                behind += 2 + all[behind + 1].width;
            } else if token.is("__packed") {
                packed = true;
                behind += 1;
            } else {
                break;
            }
        }
        let pack = unit.packs[..unit.packs.partition_point(|of| of.0 <= open)].last();
        let pack = pack.and_then(|of| of.1).map(u64::from);
        let align = if packed { Some(1) } else { pack };
        let source = Source::Body(inside(all, open), align, aligned, brace.span);
        if let Some(name) = name {
            self.add(name, source);
        }
        let is_typedef = at
            .checked_sub(1)
            .is_some_and(|before| all[before].is("typedef"));
        let second = all.get(behind).filter(|_| is_typedef);
        if let Some(second) =
            second.filter(|second| name.is_none_or(|name| name.text != second.text))
        {
            self.add(second, source);
        }
    }

    /// The size of a struct, or of what has this name.
    pub(super) fn size(&self, name: &str, evaluator: &Evaluator<'_, 't, 'a>) -> Option<u64> {
        Some(self.layout(name, evaluator, 0)?.0)
    }

    /// The alignment of a struct, or of what has this name.
    pub(super) fn alignment(&self, name: &str, evaluator: &Evaluator<'_, 't, 'a>) -> Option<u64> {
        Some(self.layout(name, evaluator, 0)?.1)
    }

    /// Whether the sources have a struct of this name, simple or not.
    pub(super) fn has(&self, name: &str) -> bool {
        self.sources.contains_key(name)
    }

    /// A struct, if it is a simple one.
    pub(super) fn get(&self, name: &str, evaluator: &Evaluator<'_, 't, 'a>) -> Option<Rc<Record>> {
        self.record_of(name, evaluator, 0)
    }

    /// What another name of a type stands for: a primitive, or a struct.
    pub(super) fn real_name(&self, name: &str) -> String {
        let mut name = name;
        for _ in 0..DEPTH {
            let words = match self.sources.get(name) {
                Some(Source::Alias(words)) => words,
                Some(Source::Enum) => return "u32".to_owned(),
                _ => break,
            };
            let Some(path) = path(words) else { break };
            if let Some(primitive) = Primitive::of(&path) {
                return primitive.name().to_owned();
            }
            let Some(last) = path.last().copied().filter(|last| *last != name) else {
                break;
            };
            name = last;
        }
        name.to_owned()
    }

    /// Size and alignment of a type.
    fn layout(
        &self,
        name: &str,
        evaluator: &Evaluator<'_, 't, 'a>,
        depth: usize,
    ) -> Option<(u64, u64)> {
        let real = self.real_name(name);
        if let Some(primitive) = Primitive::of(&[&real]).or_else(|| Primitive::with_name(&real)) {
            return Some((primitive.size(), primitive.size()));
        }
        let record = self.record_of(&real, evaluator, depth)?;
        Some((record.size, record.align))
    }

    fn record_of(
        &self,
        name: &str,
        evaluator: &Evaluator<'_, 't, 'a>,
        depth: usize,
    ) -> Option<Rc<Record>> {
        let state = self.states.borrow().get(name).cloned();
        match state {
            Some(State::Known(record)) => return record,
            Some(State::Open) => return None,
            None if depth > DEPTH => return None,
            None => {}
        }
        let Some(Source::Body(body, pack, aligned, span)) = self.sources.get(name).copied() else {
            return None;
        };
        let mut states = self.states.borrow_mut();
        states.insert(name.to_owned(), State::Open);
        drop(states);
        let least = match aligned {
            None => Some(1),
            Some(tokens) => least(tokens, evaluator),
        };
        let record = least
            .and_then(|least| self.lay_out(body, pack, least, span, evaluator, depth))
            .map(Rc::new);
        let known = State::Known(record.clone());
        self.states.borrow_mut().insert(name.to_owned(), known);
        record
    }

    /// Lays out a struct as C does, with what lies between its fields as fields.
    fn lay_out(
        &self,
        body: &'t [Token<'a>],
        pack: Option<u64>,
        align: u64,
        span: Span,
        evaluator: &Evaluator<'_, 't, 'a>,
        depth: usize,
    ) -> Option<Record> {
        let mut record = Record {
            fields: Vec::new(),
            size: 0,
            align,
            packed: false,
            span,
        };
        for field in fields(body, evaluator)? {
            let (size, natural) = self.layout(&field.ty, evaluator, depth + 1)?;
            let align = natural.min(pack.unwrap_or(natural));
            record.packed |= align < natural;
            record.pad_to(align, field.span);
            let all = field
                .lengths
                .iter()
                .try_fold(size, |size, &length| size.checked_mul(length));
            record.size = record
                .size
                .checked_add(all?)
                .filter(|size| *size <= LARGEST)?;
            record.align = record.align.max(align);
            let ty = self.real_name(&field.ty);
            let ty = Primitive::of(&[&ty]).map_or(ty, |of| of.name().to_owned());
            record.fields.push(RecordField { ty, ..field });
        }
        record.pad_to(record.align, span);
        (record.size > 0).then_some(record)
    }
}

impl Record {
    fn pad_to(&mut self, align: u64, span: Span) {
        let missing = self.size.next_multiple_of(align) - self.size;
        if missing > 0 {
            self.size += missing;
            self.fields.push(RecordField {
                name: None,
                ty: "u8".to_owned(),
                lengths: vec![missing],
                span,
            });
        }
    }
}

fn is_packed(attributes: &[Token<'_>]) -> bool {
    attributes
        .iter()
        .any(|token| token.is_one_of(&["packed", "__packed__"]))
}

/// What is between the brackets of `aligned(…)`.
fn alignment<'t, 'a>(attributes: &'t [Token<'a>]) -> Option<&'t [Token<'a>]> {
    let at = attributes
        .iter()
        .position(|token| token.is_one_of(&["aligned", "__aligned__"]))?;
    let list = attributes.get(at + 1).filter(|list| list.is("("));
    Some(list.map(|_| inside(attributes, at + 1)).unwrap_or_default())
}

/// The alignment that is asked for: a number, or a type's.
fn least<'t, 'a>(tokens: &'t [Token<'a>], evaluator: &Evaluator<'_, 't, 'a>) -> Option<u64> {
    let number = match evaluator.number(tokens) {
        Ok(number) => u64::try_from(number).ok()?,
        Err(_) => evaluator.alignment_of(tokens)?,
    };
    (number.is_power_of_two() && number <= LARGEST).then_some(number)
}
