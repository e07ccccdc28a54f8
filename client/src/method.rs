//! A method of the spec: its name and its number.

use crate::{Check, Checked, Error, ErrorKind, Plain, Scalar, Value, unpack};

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

    /// The record in a scalar that came back.
    pub fn packed<R: Plain>(self, field: &'static str, word: u64) -> Result<R, Error> {
        let name = std::any::type_name::<R>();
        let expected = name.rsplit("::").next().unwrap_or(name);
        unpack(word).ok_or(self.error(ErrorKind::ScalarValue {
            field,
            expected,
            word,
        }))
    }

    /// Refuses the call if a driver wouldn't accept what the argument `field` holds.
    pub fn check<C: Checked + ?Sized>(self, field: &'static str, value: &C) -> Result<(), Error> {
        Check::field(field, value).map_err(|check| self.refused(check))
    }

    /// Refuses the call if the argument `field` is less than `min`.
    pub fn min<V>(self, field: &'static str, value: V, min: V) -> Result<(), Error>
    where
        V: PartialOrd + Into<Value>,
    {
        Check::min(field, value, min).map_err(|check| self.refused(check))
    }

    /// Refuses the call if the argument `field` is more than `max`.
    pub fn max<V>(self, field: &'static str, value: V, max: V) -> Result<(), Error>
    where
        V: PartialOrd + Into<Value>,
    {
        Check::max(field, value, max).map_err(|check| self.refused(check))
    }

    /// Refuses the call if the argument `field` is none of `choices`.
    pub fn one_of<V>(
        self,
        field: &'static str,
        value: V,
        choices: &'static [i128],
    ) -> Result<(), Error>
    where
        V: Copy + Into<i128> + Into<Value>,
    {
        Check::one_of(field, value, choices).map_err(|check| self.refused(check))
    }

    /// Refuses the call if `field` is given, and `before`, which travels before it, is not.
    pub fn gap(
        self,
        field: &'static str,
        is_given: bool,
        before: &'static str,
        is_before_given: bool,
    ) -> Result<(), Error> {
        if !is_given || is_before_given {
            return Ok(());
        }
        Err(self.refused(Check::without(field, before)))
    }

    /// Refuses the call if the driver, whose interface has the version `driver`, is older than the method.
    pub const fn since(self, since: u32, driver: u32) -> Result<(), Error> {
        if driver < since {
            return Err(self.error(ErrorKind::NotSupportedByDriver { since, driver }));
        }
        Ok(())
    }

    /// Refuses the call if the structure `field` has none of its sizes.
    pub fn size(
        self,
        field: &'static str,
        value: usize,
        sizes: &'static [usize],
    ) -> Result<(), Error> {
        Check::size(field, value, sizes).map_err(|check| self.refused(check))
    }

    /// Refuses an event if what its part `field` holds isn't known.
    pub fn event_check<C>(self, field: &'static str, value: &C) -> Result<(), Error>
    where
        C: Checked + ?Sized,
    {
        Check::field(field, value).map_err(|check| self.error(ErrorKind::EventValue(check)))
    }

    /// Refuses an event if its part `field` is less than `min`.
    pub fn event_min<V>(self, field: &'static str, value: V, min: V) -> Result<(), Error>
    where
        V: PartialOrd + Into<Value>,
    {
        Check::min(field, value, min).map_err(|check| self.error(ErrorKind::EventValue(check)))
    }

    /// Refuses an event if its part `field` is more than `max`.
    pub fn event_max<V>(self, field: &'static str, value: V, max: V) -> Result<(), Error>
    where
        V: PartialOrd + Into<Value>,
    {
        Check::max(field, value, max).map_err(|check| self.error(ErrorKind::EventValue(check)))
    }

    /// Refuses an event if its part `field` is none of the choices.
    pub fn event_one_of<V>(
        self,
        field: &'static str,
        value: V,
        choices: &'static [i128],
    ) -> Result<(), Error>
    where
        V: Copy + Into<i128> + Into<Value>,
    {
        Check::one_of(field, value, choices)
            .map_err(|check| self.error(ErrorKind::EventValue(check)))
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
