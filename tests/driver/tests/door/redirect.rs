//! A client that meets another driver than the one it was made for.

use driver_tests::Loopback;
use iigen_client::{
    Cache, Call, IoReturn, RawConnection, RawMapping, Returned, Service, Transport,
};

/// Opens another user client than the one that is asked for.
#[derive(Debug)]
pub(crate) struct Redirect<'l> {
    pub(crate) loopback: &'l Loopback,
    /// The number of the other.
    pub(crate) open_type: u32,
}

// SAFETY: everything is the loopback's.
unsafe impl Transport for Redirect<'_> {
    fn open(&self, service: &Service<'_>, _: u32) -> Result<RawConnection, IoReturn> {
        self.loopback.open(service, self.open_type)
    }

    fn call(&self, connection: RawConnection, call: Call<'_>) -> Result<Returned, IoReturn> {
        self.loopback.call(connection, call)
    }

    fn map(
        &self,
        connection: RawConnection,
        memory_type: u32,
        cache: Cache,
    ) -> Result<RawMapping, IoReturn> {
        self.loopback.map(connection, memory_type, cache)
    }

    unsafe fn unmap(
        &self,
        connection: RawConnection,
        memory_type: u32,
        mapping: RawMapping,
    ) -> Result<(), IoReturn> {
        // SAFETY: the caller's promise is the same one.
        unsafe { self.loopback.unmap(connection, memory_type, mapping) }
    }

    unsafe fn close(&self, connection: RawConnection) -> Result<(), IoReturn> {
        // SAFETY: the caller's promise is the same one.
        unsafe { self.loopback.close(connection) }
    }
}
