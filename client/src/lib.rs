//! What an app links to call its macOS driver.

mod bool8;
mod check;
mod connection;
mod error;
mod field;
mod io_return;
mod method;
mod newtype;
mod plain;
mod record;
mod scalar;
mod transport;

pub use bool8::Bool8;
pub use check::{Check, Value};
pub use connection::Connection;
pub use error::{Error, ErrorKind};
pub use field::Field;
pub use io_return::IoReturn;
pub use method::Method;
pub use plain::{Plain, with_tail};
pub use scalar::Scalar;
pub use transport::{
    Call, RawConnection, RawMapping, Returned, SCALARS_MAX, STRUCTURE_INBAND_MAX, Service,
    StructureOutput, Transport,
};

#[doc(hidden)]
pub use scalar::sealed;
