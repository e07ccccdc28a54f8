//! Values of YAML: numbers as they were written, texts, and maps with their short forms.

use std::cell::Cell;

use iigen_parser::span::Spanned;
use iigen_parser::spec::{Doc, Length, Name, Number, TypeExpr};
use serde_yaml::{Mapping, Value};

use super::super::numbers::{Form, Written, hexadecimal};

/// Makes values. serde_yaml knows no hexadecimal numbers and would put them in quotes, as texts: until
/// the text is made, a word stands for their `0x`.
pub(super) struct Values<'a> {
    pub(super) written: Written<'a>,
    word: String,
    /// How many times the word was written.
    used: Cell<usize>,
}

impl<'a> Values<'a> {
    pub(super) fn new(written: Written<'a>, word: String) -> Self {
        Self {
            written,
            word,
            used: Cell::new(0),
        }
    }

    /// `text` with its hexadecimal numbers; `None` if the word stands for something else as well.
    pub(super) fn finish(&self, text: &str) -> Option<String> {
        let is_own = text.matches(&self.word).count() == self.used.get();
        is_own.then(|| text.replace(&self.word, "0x"))
    }

    /// A number, as it was written.
    pub(super) fn number(&self, number: &Number) -> Value {
        self.form(self.written.number(number))
    }

    /// A number of bytes.
    pub(super) fn size(&self, number: &Number) -> Value {
        self.form(self.written.size(number))
    }

    /// A digest.
    pub(super) fn digest(&self, digest: i128) -> Value {
        self.form(hexadecimal(digest))
    }

    /// A default: a number, a word or the name of a value.
    pub(super) fn default(&self, default: &Spanned<String>) -> Value {
        match (self.written.default(default), default.value.as_str()) {
            (Some(number), _) => self.form(number),
            (None, "true") => Value::Bool(true),
            (None, "false") => Value::Bool(false),
            // A float in other digits stays as it was, in quotes.
            (None, text) => match text.parse::<f64>() {
                Ok(float) if float.to_string() == text => float.into(),
                _ => Value::String(text.to_owned()),
            },
        }
    }

    fn form(&self, form: Form) -> Value {
        match form {
            Form::Decimal(value) => decimal(value),
            _ => Value::String(self.digits(form)),
        }
    }

    fn digits(&self, form: Form) -> String {
        match form {
            Form::Decimal(value) => value.to_string(),
            Form::Size(count, unit, _) => format!("{count} {unit}"),
            Form::Hexadecimal(value) => {
                self.used.set(self.used.get() + 1);
                format!("{}{value:x}", self.word)
            }
        }
    }

    /// `20..31`, ends included, or one number.
    pub(super) fn range(&self, first: &Number, last: &Number) -> Value {
        if first.value == last.value {
            return self.number(first);
        }
        let end = |number: &Number| match self.written.number(number) {
            // The units of one end would be read as those of the other.
            Form::Size(..) => number.value.to_string(),
            form => self.digits(form),
        };
        Value::String(format!("{}..{}", end(first), end(last)))
    }

    /// A list of numbers.
    pub(super) fn numbers(&self, numbers: &[Number]) -> Value {
        Value::Sequence(numbers.iter().map(|number| self.number(number)).collect())
    }

    /// A type: `u32`, or `[u8; 12]`.
    pub(super) fn ty(&self, ty: &TypeExpr) -> Value {
        Value::String(self.type_text(ty))
    }

    pub(super) fn type_text(&self, ty: &TypeExpr) -> String {
        match ty {
            TypeExpr::Named(name) => name.value.clone(),
            TypeExpr::Array(element, length, _) => {
                let length = match length {
                    Length::Constant(name) => name.value.clone(),
                    Length::Number(number) => self.digits(self.written.number(number)),
                };
                format!("[{}; {length}]", self.type_text(element))
            }
        }
    }
}

/// A number in decimal digits.
pub(super) fn decimal(value: i128) -> Value {
    match (u64::try_from(value), i64::try_from(value)) {
        (Ok(value), _) => value.into(),
        (_, Ok(value)) => value.into(),
        // Nothing that has been checked is wider; the reader takes it in quotes, too.
        _ => Value::String(value.to_string()),
    }
}

/// A name.
pub(super) fn name(name: &Name) -> Value {
    Value::String(name.value.clone())
}

/// A map that is being filled, in the order of its keys.
#[derive(Default)]
pub(super) struct Map(Mapping);

impl Map {
    /// Adds a key.
    pub(super) fn with(mut self, key: &str, value: impl Into<Value>) -> Self {
        self.0.insert(Value::String(key.to_owned()), value.into());
        self
    }

    /// Adds a key, where there is a value.
    pub(super) fn maybe(self, key: &str, value: Option<Value>) -> Self {
        match value {
            Some(value) => self.with(key, value),
            None => self,
        }
    }

    /// Adds a key with `true`, where that holds.
    pub(super) fn flag(self, key: &str, holds: bool) -> Self {
        self.maybe(key, holds.then_some(Value::Bool(true)))
    }

    /// Adds a key with a map of names, where there are any.
    pub(super) fn each<T>(
        self,
        key: &str,
        items: &[T],
        entry: impl Fn(&T) -> (&Name, Value),
    ) -> Self {
        if items.is_empty() {
            return self;
        }
        let entries = items.iter().map(entry);
        let entries = entries.map(|(of, value)| (name(of), value));
        self.with(key, Value::Mapping(entries.collect()))
    }

    /// Adds the documentation, where there is some; of several lines, it ends with one.
    pub(super) fn doc(self, doc: &Doc) -> Self {
        let text = match doc.as_slice() {
            [] => return self,
            [line] => line.clone(),
            lines => lines.join("\n") + "\n",
        };
        self.with("doc", text)
    }

    /// The map.
    pub(super) fn value(self) -> Value {
        Value::Mapping(self.0)
    }

    /// The value of `key`, where nothing else is said; the map otherwise.
    pub(super) fn short(mut self, key: &str) -> Value {
        if self.0.len() == 1
            && let Some(value) = self.0.swap_remove(key)
        {
            return value;
        }
        self.value()
    }
}
