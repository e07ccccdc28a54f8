//! What an app links to call its macOS driver.

mod io_return;
mod transport;

pub use io_return::IoReturn;
pub use transport::{
    Call, RawConnection, RawMapping, Returned, Service, StructureOutput, Transport,
};
