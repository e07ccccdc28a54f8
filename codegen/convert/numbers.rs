//! How numbers were written, so that a converted spec has them in the same way.

use iigen_parser::number;
use iigen_parser::span::{Sources, Span, Spanned};
use iigen_parser::spec::Number;

/// The units of sizes: their names, and the powers of two.
const UNITS: &[(&str, u32)] = &[("GiB", 30), ("MiB", 20), ("KiB", 10)];

/// A number to write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// With decimal digits.
    Decimal(i128),
    /// With hexadecimal digits.
    Hexadecimal(i128),
    /// As so many of a unit: its name, and its power of two.
    Size(i128, &'static str, u32),
}

/// What was written at the places of a spec.
#[derive(Clone, Copy, Debug)]
pub(super) struct Written<'a> {
    sources: &'a Sources,
}

impl<'a> Written<'a> {
    pub(super) fn new(sources: &'a Sources) -> Self {
        Self { sources }
    }

    /// A number, as it was written.
    pub(super) fn number(self, number: &Number) -> Form {
        let value = number.value;
        if self.has(number.span, "0x") {
            return hexadecimal(value);
        }
        let sized = self.has(number.span, "iB") || self.has(number.span, "<<");
        if sized {
            in_units(value)
        } else {
            Form::Decimal(value)
        }
    }

    /// A default that is an integer, as it was written.
    pub(super) fn default(self, default: &Spanned<String>) -> Option<Form> {
        let value = number(&default.value)?;
        Some(self.number(&Number {
            value,
            span: default.span,
        }))
    }

    /// The same, of what is known to be a size in bytes.
    pub(super) fn size(self, number: &Number) -> Form {
        match self.number(number) {
            Form::Decimal(value) => in_units(value),
            written => written,
        }
    }

    fn has(self, span: Span, part: &str) -> bool {
        let text = self.sources.get(span.source).text.get(span.range());
        text.is_some_and(|text| text.contains(part))
    }
}

/// A number in hexadecimal digits, unless it is negative.
pub(super) fn hexadecimal(value: i128) -> Form {
    if value < 0 {
        return Form::Decimal(value);
    }
    Form::Hexadecimal(value)
}

/// A number as whole units, if it is at least one.
fn in_units(value: i128) -> Form {
    let unit = UNITS
        .iter()
        .find(|(_, power)| value >= 1 << power && value % (1 << power) == 0);
    unit.map_or(Form::Decimal(value), |(name, power)| {
        Form::Size(value >> power, name, *power)
    })
}
