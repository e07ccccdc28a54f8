//! What an app links to call its macOS driver.

mod access;
mod bool8;
mod check;
mod connection;
mod error;
mod field;
mod io_return;
mod mapping;
mod method;
mod newtype;
mod plain;
mod record;
mod region;
mod scalar;
mod transport;
mod volatile;

pub use access::{Access, ReadOnly, ReadWrite};
pub use bool8::Bool8;
pub use check::{Check, Value};
pub use connection::Connection;
pub use error::{Error, ErrorKind};
pub use field::Field;
pub use io_return::IoReturn;
pub use mapping::{Mapping, Memory};
pub use method::Method;
pub use plain::{Plain, with_tail};
pub use scalar::Scalar;
pub use transport::{
    Call, RawConnection, RawMapping, Returned, SCALARS_MAX, STRUCTURE_INBAND_MAX, Service,
    StructureOutput, Transport,
};
pub use volatile::Atomic;

#[doc(hidden)]
pub use scalar::sealed;
