//! What a number may be: `#[min(1)]`, `#[max(9)]`, `#[one_of(1, 2, 4)]`.

use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::spec::{Choices, Number};

use super::attributes::Attributes;
use super::reader::Reader;
use super::tokens::Tokens;

/// The attributes that [`Bounds`] are made of.
pub(super) const BOUNDS: &[&str] = &["min", "max", "one_of"];

/// What is accepted of a number.
#[derive(Default)]
pub(super) struct Bounds {
    /// The smallest.
    pub(super) min: Option<Number>,
    /// The largest.
    pub(super) max: Option<Number>,
    /// All of them.
    pub(super) one_of: Option<Choices>,
}

impl Reader<'_> {
    /// Takes what says which numbers are accepted.
    pub(super) fn bounds(&mut self, attributes: &mut Attributes) -> Bounds {
        Bounds {
            min: self.number_of(attributes, "min"),
            max: self.number_of(attributes, "max"),
            one_of: self.one_of(attributes),
        }
    }

    /// `#[one_of(1, 2, 4)]`.
    fn one_of(&mut self, attributes: &mut Attributes) -> Option<Choices> {
        let (numbers, group) = self.numbers_of(attributes, "one_of")?;
        let span = self.place_of(&group);
        Some(Choices { numbers, span })
    }

    /// Takes an attribute that lists numbers: they, and their parentheses.
    pub(super) fn numbers_of(
        &mut self,
        attributes: &mut Attributes,
        name: &str,
    ) -> Option<(Vec<Number>, proc_macro2::Group)> {
        let takes = format!("numbers: #[{name}(8, 16)]");
        let (at, group) = self.with_arguments(attributes, name, &takes)?;
        let parts = Tokens::inside(&group).split();
        let numbers: Vec<_> = parts
            .into_iter()
            .map(|part| self.whole_number(part))
            .collect();
        if numbers.is_empty() {
            let message = format!("#[{name}] takes at least one number: #[{name}(8, 16)]");
            self.found
                .push(Diagnostic::new(&codes::RUST_ATTRIBUTE, at.span, message));
            return None;
        }
        // One that can't be read is reported, and the others are no whole list.
        let numbers: Option<Vec<_>> = numbers.into_iter().collect();
        Some((numbers?, group))
    }
}
