//! The constants of C++: numbers, sizes of types, texts, and names for all of these.

use std::cell::{Cell, RefCell};
use std::collections::HashSet;

use crate::span::Span;

use super::constants::{Constants, Meaning};
use super::declarations;
use super::expression::Reader;
use super::primitive::Primitive;
use super::records::Records;
use super::token::{Kind, Token, inside, position, span_of, written};

/// How many steps one value may take.
pub(super) const STEPS: usize = 4096;

/// How deep names may stand for names, and expressions nest.
pub(super) const DEPTH: usize = 32;

/// `kIOUserClientVariableStructureSize`, `kIOUCVariableStructureSize`: nothing is checked
/// (DriverKit/IOUserClient.iig; IOKit/IOUserClient.h).
pub(super) const ANY: u32 = u32::MAX;

/// Names of the system, with their numbers.
const SYSTEM: &[(&str, i128)] = &[
    ("kIOUserClientVariableStructureSize", ANY as i128),
    ("kIOUCVariableStructureSize", ANY as i128),
    ("UINT32_MAX", ANY as i128),
    ("UINT_MAX", ANY as i128),
    ("UINT64_MAX", u64::MAX as i128),
    ("NAME_MAX", 255),
    ("MAXPATHLEN", 1024),
    ("PATH_MAX", 1024),
    ("true", 1),
    ("false", 0),
    ("TRUE", 1),
    ("FALSE", 0),
    ("YES", 1),
    ("NO", 0),
    ("NULL", 0),
    ("nullptr", 0),
];

/// What an expression is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Value {
    /// Its number, if it is known.
    pub(super) number: Option<i128>,
    /// For `sizeof(T)`, and so many times that: of what.
    pub(super) size_of: Option<SizeOf>,
}

/// The size of a type, so many times.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct SizeOf {
    /// The type's name.
    pub(super) name: String,
    /// How many times.
    pub(super) count: i128,
    /// Whether it is a pointer to that.
    pub(super) is_pointer: bool,
    /// Where the type is written.
    pub(super) span: Span,
}

/// What is no constant, as far as the sources go.
#[derive(Clone, Debug)]
pub(super) struct Unknown {
    /// Where it is.
    pub(super) span: Span,
    /// What it is.
    pub(super) text: String,
}

impl Unknown {
    /// The same; all of a value, if there is nothing in it.
    pub(super) fn or(self, value: &[Token<'_>]) -> Self {
        if self.text.is_empty() {
            unknown(value)
        } else {
            self
        }
    }
}

/// Reads expressions.
pub(super) struct Evaluator<'c, 't, 'a> {
    pub(super) constants: &'c Constants<'t, 'a>,
    records: &'c Records<'t, 'a>,
    /// How many operands were read for the value.
    pub(super) steps: Cell<usize>,
    /// The names that values were made of.
    used: RefCell<HashSet<String>>,
}

/// A value, or why there is none.
pub(super) type Outcome = Result<Value, Unknown>;

impl<'c, 't, 'a> Evaluator<'c, 't, 'a> {
    pub(super) fn new(constants: &'c Constants<'t, 'a>, records: &'c Records<'t, 'a>) -> Self {
        Self {
            constants,
            records,
            steps: Cell::new(0),
            used: RefCell::default(),
        }
    }

    /// The names that values were made of.
    pub(super) fn used(&self) -> Vec<String> {
        self.used.borrow().iter().cloned().collect()
    }

    fn uses(&self, name: Option<&&str>) {
        if let Some(name) = name
            && !self.used.borrow().contains(*name)
        {
            self.used.borrow_mut().insert((*name).to_owned());
        }
    }

    /// What `tokens` are.
    pub(super) fn value(&self, tokens: &[Token<'a>]) -> Outcome {
        self.steps.set(0);
        self.whole(tokens, 0)
    }

    /// The number that `tokens` are.
    pub(super) fn number(&self, tokens: &[Token<'a>]) -> Result<i128, Unknown> {
        let value = self.value(tokens)?;
        value.number.ok_or_else(|| unknown(tokens))
    }

    /// The number that a name stands for.
    pub(super) fn named(&self, name: &str) -> Option<i128> {
        self.steps.set(0);
        self.name(&[name], &[], 0).ok()?.number
    }

    /// The text that `tokens` are: texts one behind the other, or a name for them.
    pub(super) fn text(&self, tokens: &[Token<'a>]) -> Result<String, Unknown> {
        self.steps.set(0);
        self.text_within(tokens, 0).ok_or_else(|| unknown(tokens))
    }

    fn text_within(&self, tokens: &[Token<'a>], depth: usize) -> Option<String> {
        self.steps.set(self.steps.get() + tokens.len());
        if depth > DEPTH || tokens.is_empty() || self.steps.get() > STEPS {
            return None;
        }
        let named = |path: &[&str]| {
            self.uses(path.last());
            match self.constants.get(path) {
                [Meaning::Expression(value, 0)] => self.text_within(value, depth + 1),
                _ => None,
            }
        };
        if let Some(path) = path(tokens) {
            return named(&path);
        }
        // Texts one behind the other are one.
        let part = |token: &Token<'a>| match token.kind {
            Kind::Text => super::text::text(&token.text),
            Kind::Word => named(&[&token.text]),
            _ => None,
        };
        tokens.iter().map(part).collect()
    }

    /// What `tokens` are, all of them.
    pub(super) fn whole(&self, tokens: &[Token<'a>], depth: usize) -> Outcome {
        let mut reader = Reader {
            of: self,
            tokens,
            at: 0,
            depth,
        };
        let value = reader.binary(0)?;
        match reader.tokens.get(reader.at..) {
            None | Some([]) => Ok(value),
            Some(rest) => Err(unknown(rest)),
        }
    }

    /// What a name stands for; all that it may stand for has to be the same.
    pub(super) fn name(&self, path: &[&str], tokens: &[Token<'a>], depth: usize) -> Outcome {
        self.uses(path.last());
        let meanings = self.constants.get(path);
        let mut value = None;
        for meaning in meanings {
            let next = match meaning {
                Meaning::Number(number) => number_value(*number),
                Meaning::Expression(value, more) => {
                    let mut value = self.whole(value, depth + 1).map_err(|_| unknown(tokens))?;
                    if *more != 0 {
                        let number = value.number.and_then(|number| number.checked_add(*more));
                        value = number_value(number.ok_or_else(|| unknown(tokens))?);
                    }
                    value
                }
            };
            if value.get_or_insert_with(|| next.clone()).number != next.number {
                return Err(unknown(tokens));
            }
        }
        let last = path.last().copied().unwrap_or_default();
        let system = || SYSTEM.iter().find(|(name, _)| *name == last);
        value
            .or_else(|| system().map(|(_, number)| number_value(*number)))
            .ok_or_else(|| unknown(tokens))
    }

    /// The size of the type that `tokens` are, or of the field: `Record::field`, `((Record *) 0)->field`.
    pub(super) fn size_of(&self, tokens: &[Token<'a>]) -> Outcome {
        if let Some(field) = self.field(tokens) {
            return Ok(field);
        }
        let span = span_of(tokens);
        let kept = |token: &&Token<'a>| {
            !token.is_one_of(&["const", "volatile", "struct", "class", "union", "enum"])
        };
        let mut name: Vec<_> = tokens.iter().filter(kept).cloned().collect();
        let is_pointer = name.last().is_some_and(|last| last.is("*"));
        name.retain(|token| !token.is("*") || !is_pointer);
        // `uint8_t[32]`
        let mut count = 1;
        while let Some(open) = position(&name, &["["]) {
            count = i128::checked_mul(count, self.number_inside(&name, open)?)
                .ok_or_else(|| unknown(tokens))?;
            name.drain(open..=open + name[open].width);
        }
        let (Some(span), true) = (span, name.iter().all(|of| of.is_word() || of.is("::"))) else {
            return Err(unknown(tokens));
        };
        let words: Vec<&str> = name
            .iter()
            .filter(|of| of.is_word())
            .map(|of| &*of.text)
            .collect();
        let primitive = Primitive::of(&words);
        let Some(last) = words.last() else {
            return Err(unknown(tokens));
        };
        let number = if is_pointer {
            Some(8)
        } else if let Some(primitive) = primitive {
            Some(primitive.size())
        } else {
            let element = self.records.element(last, self).ok();
            element.map(|element| element.size)
        };
        let text = primitive.map_or_else(|| (*last).to_owned(), |of| of.name().to_owned());
        Ok(Value {
            number: number.and_then(|number| i128::from(number).checked_mul(count)),
            size_of: Some(SizeOf {
                name: text,
                count,
                is_pointer,
                span,
            }),
        })
    }

    /// The alignment of the type that `tokens` are.
    pub(super) fn alignment_of(&self, tokens: &[Token<'a>]) -> Option<u64> {
        if tokens.last()?.is("*") {
            return Some(8);
        }
        let element = self.records.element(&declarations::type_of(tokens)?, self);
        element.ok().map(|element| element.align)
    }

    /// The size of a field of a record.
    fn field(&self, tokens: &[Token<'a>]) -> Option<Value> {
        let [of @ .., sign, name] = tokens else {
            return None;
        };
        if !sign.is_one_of(&["->", ".", "::"]) || !name.is_word() {
            return None;
        }
        // The record is what a null pointer is cast to, or what the field is scoped by.
        let mut words = of.iter().rev().filter(|of| of.is_word());
        let record = if sign.is("::") {
            self.records.get(&words.next()?.text, self)
        } else {
            words.find_map(|word| self.records.get(&word.text, self))
        };
        let record = record?;
        let field = record
            .fields
            .iter()
            .find(|field| field.name.as_deref() == Some(&*name.text))?;
        let mut count = field.ty.lengths.iter().copied().map(i128::from);
        Some(Value {
            number: Some(i128::from(field.ty.size)),
            size_of: Some(SizeOf {
                name: field.ty.name.clone(),
                count: count.try_fold(1_i128, i128::checked_mul)?,
                is_pointer: false,
                span: span_of(tokens)?,
            }),
        })
    }

    /// `offsetof(Type, field)`: what lies in front of a field.
    pub(super) fn offset_of(&self, arguments: &[Token<'a>]) -> Outcome {
        let found = || {
            let [ty @ .., comma, field] = arguments else {
                return None;
            };
            let name = declarations::type_of(ty).filter(|_| comma.is(","))?;
            let element = self.records.element(&name, self).ok()?;
            let record = self.records.get(&element.name, self)?;
            let mut before = 0;
            for of in &record.fields {
                if of.name.as_deref() == Some(&*field.text) {
                    return Some(before);
                }
                before += i128::from(of.ty.size);
            }
            None
        };
        found().map(number_value).ok_or_else(|| unknown(arguments))
    }

    fn number_inside(&self, tokens: &[Token<'a>], at: usize) -> Result<i128, Unknown> {
        let value = self.whole(inside(tokens, at), 1)?;
        value.number.ok_or_else(|| unknown(tokens))
    }
}

/// A number that is no size.
pub(super) fn number_value(number: i128) -> Value {
    Value {
        number: Some(number),
        size_of: None,
    }
}

/// The words of a name.
pub(super) fn path<'t>(tokens: &'t [Token<'_>]) -> Option<Vec<&'t str>> {
    let is_name = tokens.last().is_some_and(|last| last.is_word())
        && tokens.iter().all(|token| token.is_word() || token.is("::"));
    let words = tokens.iter().filter(|token| token.is_word());
    is_name.then(|| words.map(|token| &*token.text).collect())
}

/// That `tokens` aren't known.
pub(super) fn unknown(tokens: &[Token<'_>]) -> Unknown {
    let start = Span::new(crate::span::SourceId(0), 0..0);
    Unknown {
        span: span_of(tokens).unwrap_or(start),
        text: written(tokens),
    }
}
