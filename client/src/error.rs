//! What can go wrong between an app and its driver.

use std::fmt;

use crate::cause::Asked;
use crate::{Cause, Check, ErrorKind, IoReturn};

/// A call, an open or a map that failed: which, and how.
///
/// It's printed with the code's name, and with the likely cause of the known ones:
///
/// ```
/// # use iigen_client::{Cache, Call, Connection, IoReturn, RawConnection, RawMapping, Returned, Service, Transport};
/// # struct Refuses;
/// # unsafe impl Transport for Refuses {
/// #     fn open(&self, _: &Service<'_>, _: u32) -> Result<RawConnection, IoReturn> { Err(IoReturn::EXCLUSIVE_ACCESS) }
/// #     fn call(&self, _: RawConnection, _: Call<'_>) -> Result<Returned, IoReturn> { unreachable!() }
/// #     fn map(&self, _: RawConnection, _: u32, _: Cache) -> Result<RawMapping, IoReturn> { unreachable!() }
/// #     unsafe fn unmap(&self, _: RawConnection, _: u32, _: RawMapping) -> Result<(), IoReturn> { unreachable!() }
/// #     unsafe fn close(&self, _: RawConnection) -> Result<(), IoReturn> { unreachable!() }
/// # }
/// # let transport = Refuses;
/// let error = Connection::open(transport, &Service::Class("RingDriver"), 0).unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "open: kIOReturnExclusiveAccess (0xe00002c5): another app, or another connection, has it open"
/// );
/// assert_eq!(format!("{error:?}"), format!("Error({error})"));
/// assert_eq!(error.io_return(), Some(IoReturn::EXCLUSIVE_ACCESS));
/// ```
#[derive(Clone, Copy)]
pub struct Error {
    method: &'static str,
    how: How,
}

/// How it failed; a code takes what was asked with it.
#[derive(Clone, Copy)]
enum How {
    Kind(ErrorKind),
    Answered(IoReturn, Asked),
}

impl Error {
    /// `method` failed in this way.
    pub const fn new(method: &'static str, kind: ErrorKind) -> Self {
        let how = How::Kind(kind);
        Self { method, how }
    }

    /// The system answered `code` to what it was asked.
    pub(crate) const fn answered(method: &'static str, code: IoReturn, asked: Asked) -> Self {
        let how = How::Answered(code, asked);
        Self { method, how }
    }

    /// `method` isn't called, because a value breaks a rule.
    pub const fn refused(method: &'static str, check: Check) -> Self {
        Self::new(method, ErrorKind::Refused(check))
    }

    /// The method as the spec names it, or the memory, or `open`.
    pub fn method(&self) -> &'static str {
        self.method
    }

    /// How it failed.
    pub fn kind(&self) -> ErrorKind {
        match self.how {
            How::Kind(kind) => kind,
            How::Answered(code, _) => ErrorKind::Call(code),
        }
    }

    /// The code, if the system or the driver answered with one.
    pub fn io_return(&self) -> Option<IoReturn> {
        match self.kind() {
            ErrorKind::Call(code) | ErrorKind::NoHandshake(code) => Some(code),
            ErrorKind::NoService(_) => Some(IoReturn::NOT_FOUND),
            _ => None,
        }
    }

    /// What the code mostly comes from, where it was asked for: the code alone says little.
    pub fn cause(&self) -> Option<Cause> {
        match self.how {
            How::Answered(code, asked) => Cause::of(code, asked),
            How::Kind(ErrorKind::Call(code)) => Cause::of(code, Asked::Other),
            How::Kind(ErrorKind::NoService(_)) => Some(Cause::NO_SERVICE),
            _ => None,
        }
    }
}

/// The same failure of the same method, whatever was sent.
impl PartialEq for Error {
    fn eq(&self, other: &Self) -> bool {
        self.method == other.method && self.kind() == other.kind()
    }
}

impl std::error::Error for Error {}

/// What it says, because `main` and `unwrap` print errors so.
impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Error({self})")
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.method, self.kind())?;
        match self.cause() {
            Some(cause) => write!(f, ": {cause}"),
            None => Ok(()),
        }
    }
}
