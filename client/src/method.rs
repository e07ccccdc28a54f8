//! A method of the spec: its name and its number.

use crate::{Check, Error, ErrorKind, Scalar};

/// Which method of a user client.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Method {
    /// As the spec names it; errors begin with it.
    pub name: &'static str,
    /// The number that the driver knows it by.
    pub selector: u32,
}

impl Method {
    /// The method `name`, called by `selector`.
    pub const fn new(name: &'static str, selector: u32) -> Self {
        Self { name, selector }
    }

    /// The value in a scalar that came back.
    pub fn scalar<S: Scalar>(self, field: &'static str, word: u64) -> Result<S, Error> {
        S::from_word(word).ok_or(self.error(ErrorKind::ScalarValue {
            field,
            expected: S::TYPE,
            word,
        }))
    }

    /// Refuses the call if a record breaks a rule; `field` is the parameter that holds it.
    pub fn check(self, field: &'static str, outcome: Result<(), Check>) -> Result<(), Error> {
        outcome.map_err(|check| self.refused(check.within(field)))
    }

    /// Refuses the call if an element breaks a rule; `field` is the parameter that holds them.
    pub fn check_each<E>(
        self,
        field: &'static str,
        elements: &[E],
        check: impl Fn(&E) -> Result<(), Check>,
    ) -> Result<(), Error> {
        elements
            .iter()
            .enumerate()
            .try_for_each(|(index, element)| {
                check(element).map_err(|check| self.refused(check.within_element(field, index)))
            })
    }

    /// The error of a call that isn't made, because a value breaks a rule.
    pub const fn refused(self, check: Check) -> Error {
        self.error(ErrorKind::Refused(check))
    }

    /// The error of a call that failed in this way.
    pub const fn error(self, kind: ErrorKind) -> Error {
        Error::new(self.name, kind)
    }
}
