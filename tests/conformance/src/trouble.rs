//! Why a behaviour wasn't seen.

use std::fmt;

use iigen_client::{Error, IoReturn};

/// What came between.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// The transport does something else.
    Failed(String),
    /// It can't be looked at here and now.
    Cannot(String),
}

/// What a behaviour's function answers.
pub(crate) type Seen = Result<(), Trouble>;

impl Trouble {
    pub(crate) fn failed(why: impl fmt::Display) -> Self {
        Self::Failed(why.to_string())
    }
}

impl From<Error> for Trouble {
    fn from(error: Error) -> Self {
        Self::failed(error)
    }
}

impl From<IoReturn> for Trouble {
    fn from(code: IoReturn) -> Self {
        Self::Failed(format!("a call answered {code}"))
    }
}

/// Two things are the same.
pub(crate) fn same<T: PartialEq + fmt::Debug>(what: &str, is: T, expected: T) -> Seen {
    if is == expected {
        return Ok(());
    }
    Err(Trouble::Failed(format!(
        "{what}: {is:?} instead of {expected:?}"
    )))
}

/// Something is so.
pub(crate) fn so(what: &str, is: bool) -> Seen {
    if is {
        return Ok(());
    }
    Err(Trouble::Failed(format!("it isn't so that {what}")))
}
