//! The runtime, from Rust.

mod builder;
mod client;
mod completions;
mod ffi;
mod leaks;
mod machine;

pub use builder::{Builder, Property, StartError};
pub use client::Client;
pub use leaks::{Leaks, Objects};

use std::sync::Arc;

use iigen_client::{
    Call, CompletionSink, IoReturn, RawConnection, RawMapping, Returned, Service, Transport,
};

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
    /// The app that this transport is; others are [`client`](Self::client)s.
    app: Client<'static>,
    finished: bool,
}

impl Loopback {
    /// What is to run.
    pub fn builder() -> Builder {
        Builder::default()
    }

    fn new(machine: Machine) -> Self {
        Self {
            app: Client::new(Arc::new(machine)),
            finished: false,
        }
    }

    /// Another app on the same drivers. When it is dropped it has died: its connections are closed
    /// and its mappings are gone, whatever it still holds.
    pub fn client(&self) -> Client<'_> {
        Client::new(Arc::clone(self.machine()))
    }

    fn machine(&self) -> &Arc<Machine> {
        self.app.machine()
    }

    /// Closes what is open, stops the drivers, and fails if they left something or broke a rule.
    pub fn finish(mut self) -> Result<(), Leaks> {
        self.finished = true;
        self.machine().stop();
        self.machine().leaks().map_or(Ok(()), Err)
    }
}

impl Drop for Loopback {
    fn drop(&mut self) {
        if self.finished {
            return;
        }
        self.machine().stop();
        if let Some(leaks) = self.machine().leaks() {
            eprintln!("loopback: {leaks}");
        }
    }
}

// SAFETY: every call goes to the app's own transport, which keeps the promises.
unsafe impl Transport for Loopback {
    fn open(&self, service: &Service<'_>, open_type: u32) -> Result<RawConnection, IoReturn> {
        self.app.open(service, open_type)
    }

    fn call(&self, connection: RawConnection, call: Call<'_>) -> Result<Returned, IoReturn> {
        self.app.call(connection, call)
    }

    fn call_async(
        &self,
        connection: RawConnection,
        call: Call<'_>,
        sink: Arc<dyn CompletionSink>,
    ) -> Result<Returned, IoReturn> {
        self.app.call_async(connection, call, sink)
    }

    fn map(&self, connection: RawConnection, memory_type: u32) -> Result<RawMapping, IoReturn> {
        self.app.map(connection, memory_type)
    }

    unsafe fn unmap(
        &self,
        connection: RawConnection,
        memory_type: u32,
        mapping: RawMapping,
    ) -> Result<(), IoReturn> {
        // SAFETY: the caller's promise is the same one.
        unsafe { self.app.unmap(connection, memory_type, mapping) }
    }

    unsafe fn close(&self, connection: RawConnection) -> Result<(), IoReturn> {
        // SAFETY: the caller's promise is the same one.
        unsafe { self.app.close(connection) }
    }
}
