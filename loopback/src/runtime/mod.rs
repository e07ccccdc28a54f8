//! The runtime, from Rust.

mod builder;
mod client;
mod ffi;
mod leaks;
mod machine;

pub use builder::{Builder, Property, StartError};
pub use client::Client;
pub use leaks::{Leaks, Objects};

use iigen_client::{Call, IoReturn, RawConnection, RawMapping, Returned, Service, Transport};

use machine::Machine;

/// Drivers that run in this process, and the way to them.
///
/// ```no_run
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let loopback = iigen_loopback::Loopback::builder()
///     .provider("RingDriver")
///     .user_client("UserClientProperties", "RingUserClient")
///     .start()?;
/// // ... a client, opened with `&loopback` ...
/// loopback.finish()?;
/// # Ok(())
/// # }
/// ```
///
/// Dropped, it closes what is open, stops the drivers, and prints what they leaked;
/// [`finish`](Self::finish) does the same and answers it.
#[derive(Debug)]
pub struct Loopback {
    machine: Machine,
    /// The app that this transport is; others are [`Client`]s.
    client: u32,
    finished: bool,
}

impl Loopback {
    /// What is to run.
    pub fn builder() -> Builder {
        Builder::default()
    }

    fn new(machine: Machine) -> Self {
        let client = machine.new_client();
        Self {
            machine,
            client,
            finished: false,
        }
    }

    /// Another app on the same drivers. When it is dropped it has died: its connections are closed
    /// and its mappings are gone, whatever it still holds.
    pub fn client(&self) -> Client<'_> {
        Client::new(&self.machine)
    }

    /// Closes what is open, stops the drivers, and fails if they left something or broke a rule.
    pub fn finish(mut self) -> Result<(), Leaks> {
        self.finished = true;
        self.machine.stop();
        self.machine.leaks().map_or(Ok(()), Err)
    }
}

impl Drop for Loopback {
    fn drop(&mut self) {
        if self.finished {
            return;
        }
        self.machine.stop();
        if let Some(leaks) = self.machine.leaks() {
            eprintln!("loopback: {leaks}");
        }
    }
}

// SAFETY: a mapping of the machine's is pages of the size that it says, writable unless the driver
// wants it read-only; only `unmap`, `close` and the end of the transport take it away, and the
// driver sees it through pointers.
unsafe impl Transport for Loopback {
    fn open(&self, service: &Service<'_>, open_type: u32) -> Result<RawConnection, IoReturn> {
        self.machine.open(self.client, service, open_type)
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
