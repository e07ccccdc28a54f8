//! Another app.

use std::{marker::PhantomData, sync::Arc};

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

    /// Which of the machine's apps it is.
    pub(super) fn number(&self) -> u32 {
        self.number
    }
}

impl Drop for Client<'_> {
    fn drop(&mut self) {
        self.machine.client_died(self.number);
    }
}
