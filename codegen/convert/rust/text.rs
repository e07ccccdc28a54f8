//! What a module is made of: numbers, names, types and documentation as Rust has them.

use iigen_parser::naming;
use iigen_parser::spec::{Doc, Length, Number, TypeExpr};

use super::super::numbers::{Form, Written, hexadecimal};

/// How far something is indented.
#[derive(Clone, Copy)]
pub(super) enum Depth {
    Module = 0,
    Item = 4,
    Member = 8,
}

/// Writes lines.
#[derive(Default)]
pub(super) struct Lines {
    pub(super) text: String,
}

impl Lines {
    /// A line, or several that are indented already behind the first.
    pub(super) fn line(&mut self, depth: Depth, line: &str) {
        if !line.is_empty() {
            self.text.push_str(&" ".repeat(depth as usize));
            self.text.push_str(line);
        }
        self.text.push('\n');
    }

    pub(super) fn doc(&mut self, depth: Depth, doc: &Doc) {
        for line in comment(doc) {
            self.line(depth, &line);
        }
    }
}

/// The lines of a comment.
pub(super) fn comment(doc: &Doc) -> Vec<String> {
    let of = |line: &String| match line.as_str() {
        "" => "///".to_owned(),
        // A line that begins as code does is code, for rustfmt too.
        line => format!("/// {line}"),
    };
    doc.iter().map(of).collect()
}

impl Written<'_> {
    /// A number, as it was written.
    pub(super) fn rust(self, number: &Number) -> String {
        rust(self.number(number))
    }

    /// A number of bytes.
    pub(super) fn rust_size(self, number: &Number) -> String {
        rust(self.size(number))
    }

    /// A list of numbers.
    pub(super) fn rust_numbers(self, numbers: &[Number]) -> Vec<String> {
        numbers.iter().map(|number| self.rust(number)).collect()
    }

    /// `20..=31`, ends included, or one number.
    pub(super) fn rust_range(self, first: &Number, last: &Number) -> String {
        if first.value == last.value {
            return self.rust(first);
        }
        format!("{}..={}", self.rust_digits(first), self.rust_digits(last))
    }

    /// A number without an operator: between dots and among types, one would need brackets.
    pub(super) fn rust_digits(self, number: &Number) -> String {
        match self.number(number) {
            Form::Size(..) => number.value.to_string(),
            form => rust(form),
        }
    }

    /// A type: `u32`, or `[u8; SLOTS]`.
    pub(super) fn rust_type(self, ty: &TypeExpr) -> String {
        match ty {
            TypeExpr::Named(name) => name.value.clone(),
            TypeExpr::Array(element, length, _) => {
                let length = match length {
                    Length::Constant(name) => naming::rust_constant(&name.value),
                    Length::Number(number) => self.rust(number),
                };
                format!("[{}; {length}]", self.rust_type(element))
            }
        }
    }
}

/// A digest.
pub(super) fn digest(digest: i128) -> String {
    rust(hexadecimal(digest))
}

/// A number.
pub(super) fn rust(form: Form) -> String {
    match form {
        Form::Decimal(value) => value.to_string(),
        Form::Hexadecimal(value) => format!("{value:#x}"),
        Form::Size(count, _, power) => format!("{count} << {power}"),
    }
}

/// A text in quotes.
pub(super) fn quoted(text: &str) -> String {
    format!("{text:?}")
}

/// `key = value`.
pub(super) fn key(key: &str, value: impl AsRef<str>) -> String {
    format!("{key} = {}", value.as_ref())
}
