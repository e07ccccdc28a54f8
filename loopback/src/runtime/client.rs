//! Another app.

use std::{marker::PhantomData, sync::Arc};

use iigen_client::{
    Cache, Call, CompletionSink, IoReturn, RawConnection, RawMapping, Returned, Service, Transport,
};

use super::{machine::Machine, properties::Entitlements};

/// An app of its own on the drivers of a [`Loopback`](super::Loopback); dropping it is its death.
#[derive(Debug)]
pub struct Client<'a> {
    machine: Arc<Machine>,
    number: u32,
    /// Its memory goes when the loopback ends.
    loopback: PhantomData<&'a ()>,
}

impl Client<'_> {
    pub(super) fn new(machine: Arc<Machine>, entitlements: &Entitlements) -> Self {
        let number = machine.new_client();
        machine.entitle(number, entitlements);
        Self {
            machine,
            number,
            loopback: PhantomData,
        }
    }

    /// The app dies, perhaps in the middle of a call: its calls answer `MACH_SEND_INVALID_DEST`, its
    /// completions are gone, and its connections are closed soon. What it has mapped stays where it
    /// is until this is dropped, but nobody shares it any more.
    pub fn die(&self) {
        self.machine.kill_client(self.number);
    }

    pub(super) fn machine(&self) -> &Arc<Machine> {
        &self.machine
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

    fn call_async(
        &self,
        connection: RawConnection,
        call: Call<'_>,
        sink: Arc<dyn CompletionSink>,
    ) -> Result<Returned, IoReturn> {
        self.machine.call_async(connection, call, sink)
    }

    fn map(
        &self,
        connection: RawConnection,
        memory_type: u32,
        cache: Cache,
    ) -> Result<RawMapping, IoReturn> {
        self.machine.map(connection, memory_type, cache)
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
