//! Another app.

use iigen_client::{Call, IoReturn, RawConnection, RawMapping, Returned, Service, Transport};

use super::machine::Machine;

/// An app of its own on the drivers of a [`Loopback`](super::Loopback); dropping it is its death.
#[derive(Debug)]
pub struct Client<'a> {
    machine: &'a Machine,
    number: u32,
}

impl<'a> Client<'a> {
    pub(super) fn new(machine: &'a Machine) -> Self {
        Self {
            machine,
            number: machine.new_client(),
        }
    }
}

impl Drop for Client<'_> {
    fn drop(&mut self) {
        self.machine.client_died(self.number);
    }
}

// SAFETY: a mapping of the machine's is pages of the size that it says, writable unless the driver
// wants it read-only; only `unmap`, `close` and the end of the transport take it away, and the
// driver sees it through pointers.
unsafe impl Transport for Client<'_> {
    fn open(&self, service: &Service<'_>, open_type: u32) -> Result<RawConnection, IoReturn> {
        self.machine.open(self.number, service, open_type)
    }

    fn call(&self, connection: RawConnection, call: Call<'_>) -> Result<Returned, IoReturn> {
        self.machine.call(connection, call)
    }

    fn map(&self, connection: RawConnection, memory_type: u32) -> Result<RawMapping, IoReturn> {
        self.machine.map(connection, memory_type)
    }

    unsafe fn unmap(
        &self,
        connection: RawConnection,
        memory_type: u32,
        mapping: RawMapping,
    ) -> Result<(), IoReturn> {
        self.machine.unmap(connection, memory_type, mapping)
    }

    unsafe fn close(&self, connection: RawConnection) -> Result<(), IoReturn> {
        self.machine.close(connection)
    }
}
