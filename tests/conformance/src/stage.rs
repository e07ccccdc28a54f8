//! What a behaviour has to do with: the transport, and connections to the driver.

use std::sync::Arc;
use std::time::{Duration, Instant};

use iigen_client::{
    Call, CompletionSink, IoReturn, PropertyValue, RawConnection, Returned, Service, ServiceId,
    StructureOutput, Transport,
};

use crate::Door;
use crate::client::ConformanceUserClient;
use crate::trouble::{Seen, Trouble};

/// The driver of `driver/`, whatever its role.
pub(crate) const ANY: Service<'static> = Service::Class("ConformanceDriver");

/// The driver's services with a role, which their properties say.
pub(crate) fn role(role: &'static str) -> Service<'static> {
    Service::Property("ConformanceRole", PropertyValue::Text(role))
}

/// Where the suite runs.
#[derive(Clone)]
pub struct Stage {
    pub(crate) door: Door,
    pub(crate) patience: Duration,
}

impl Stage {
    /// The suite on a transport, on which the driver runs.
    pub fn new(door: Door) -> Self {
        Self {
            door,
            patience: Duration::from_secs(10),
        }
    }

    /// Waits so long for what has to come, instead of ten seconds.
    pub fn with_patience(mut self, patience: Duration) -> Self {
        self.patience = patience;
        self
    }

    /// A connection to the driver.
    pub(crate) fn open(&self) -> Result<Opened, Trouble> {
        self.open_service(&ANY)
    }

    pub(crate) fn open_service(&self, service: &Service<'_>) -> Result<Opened, Trouble> {
        Ok(Opened {
            raw: self.door.open(service, 0)?,
            door: Arc::clone(&self.door),
            closed: false,
        })
    }

    /// A generated client of the driver.
    pub(crate) fn client(&self) -> Result<ConformanceUserClient<Door>, Trouble> {
        Ok(ConformanceUserClient::open(Arc::clone(&self.door))?)
    }

    /// A service that nobody has asked to go yet.
    pub(crate) fn leaver(&self) -> Result<ServiceId, Trouble> {
        let leavers = self.door.services(&role("leaves"))?;
        let gone = "no service is left that may go: activate the driver again";
        leavers
            .first()
            .copied()
            .ok_or_else(|| Trouble::Cannot(gone.to_owned()))
    }

    /// Waits until it's so, which may take a while.
    pub(crate) fn soon(&self, what: &str, mut is: impl FnMut() -> Result<bool, Trouble>) -> Seen {
        let begun = Instant::now();
        while !is()? {
            if begun.elapsed() > self.patience {
                return Err(Trouble::Failed(format!("it isn't so in time that {what}")));
            }
            std::thread::sleep(Duration::from_millis(1));
        }
        Ok(())
    }
}

/// An open connection, closed when it's dropped.
pub(crate) struct Opened {
    pub(crate) door: Door,
    pub(crate) raw: RawConnection,
    closed: bool,
}

/// A call without anything but its selector and numbers.
pub(crate) fn ask<'a>(selector: u32, scalars: &'a [u64]) -> Call<'a> {
    Call {
        selector,
        scalar_input: scalars,
        structure_input: &[],
        scalar_output: &mut [],
        structure_output: StructureOutput::none(),
    }
}

impl Opened {
    pub(crate) fn call(&self, call: Call<'_>) -> Result<Returned, IoReturn> {
        self.door.call(self.raw, call)
    }

    /// A call with room for `N` numbers, all of which come.
    pub(crate) fn numbers<const N: usize>(
        &self,
        selector: u32,
        scalars: &[u64],
    ) -> Result<[u64; N], Trouble> {
        let mut numbers = [0; N];
        let returned = self.call(Call {
            scalar_output: &mut numbers,
            ..ask(selector, scalars)
        })?;
        crate::trouble::same("how many numbers came back", returned.scalars, N)?;
        Ok(numbers)
    }

    pub(crate) fn call_async(
        &self,
        call: Call<'_>,
        sink: Arc<dyn CompletionSink>,
    ) -> Result<Returned, IoReturn> {
        self.door.call_async(self.raw, call, sink)
    }

    pub(crate) fn close(mut self) -> Result<(), IoReturn> {
        self.closed = true;
        // SAFETY: the connection was opened for this, and nobody uses memory of it any more: a
        // mapping borrows it.
        unsafe { self.door.close(self.raw) }
    }
}

impl Drop for Opened {
    fn drop(&mut self) {
        if !self.closed {
            // SAFETY: as of `close`. A behaviour that looks at the result closes it itself.
            let _ = unsafe { self.door.close(self.raw) };
        }
    }
}
