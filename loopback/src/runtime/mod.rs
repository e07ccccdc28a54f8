//! The runtime, from Rust.

mod builder;
mod client;
mod completions;
mod death;
mod ffi;
mod ffi_hardware;
mod hardware;
mod leaks;
mod machine;
mod notifications;
mod pci;
mod properties;
mod registers;
mod services;
mod transport;
mod usb;
mod usb_pipe;

pub use builder::{Builder, StartError};
pub use client::Client;
pub use death::Victim;
pub use hardware::Hardware;
pub use leaks::{Leaks, Objects};
pub use pci::{Bar, Pci, PciDevice, Registers};
pub use properties::{Entitlements, Property};
pub use registers::RegisterFile;
pub use usb::{ControlRequest, USB_PIPE_STALLED, Usb, UsbInterface, UsbSpeed};
pub use usb_pipe::UsbPipe;

use std::{sync::Arc, time::Duration};

use hardware::{Attached, Kind};
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
    /// The devices that drivers were started on.
    attached: Vec<Attached>,
    /// The class of a kext, if one runs.
    kext: Option<String>,
}

impl Loopback {
    /// What is to run.
    pub fn builder() -> Builder {
        Builder::default()
    }

    fn new(machine: Machine, entitlements: &Entitlements) -> Self {
        Self {
            app: Client::new(Arc::new(machine), entitlements),
            finished: false,
            attached: Vec::new(),
            kext: None,
        }
    }

    /// Another app on the same drivers. When it is dropped it has died: its connections are closed
    /// and its mappings are gone, whatever it still holds.
    pub fn client(&self) -> Client<'_> {
        self.client_with(&Entitlements::new())
    }

    /// The same with entitlements.
    pub fn client_with(&self, entitlements: &Entitlements) -> Client<'_> {
        Client::new(Arc::clone(self.machine()), entitlements)
    }

    fn machine(&self) -> &Arc<Machine> {
        self.app.machine()
    }

    /// Of the app that this transport is.
    fn number(&self) -> u32 {
        self.app.number()
    }

    /// The PCI device that was plugged in.
    ///
    /// # Panics
    ///
    /// If there is none, or several: [`pci_of`](Self::pci_of) names the driver.
    pub fn pci(&self) -> Pci<'_> {
        Pci::new(self.machine(), self.only(Kind::Pci))
    }

    /// The PCI device that a driver was started on.
    ///
    /// # Panics
    ///
    /// If it was started on none.
    pub fn pci_of(&self, driver: &str) -> Pci<'_> {
        Pci::new(self.machine(), self.device_of(driver, Kind::Pci))
    }

    /// The USB device that was plugged in.
    ///
    /// # Panics
    ///
    /// If there is none, or several: [`usb_of`](Self::usb_of) names the driver.
    pub fn usb(&self) -> Usb<'_> {
        Usb::new(self.machine(), self.only(Kind::Usb))
    }

    /// The USB device that a driver was started on.
    ///
    /// # Panics
    ///
    /// If it was started on none.
    pub fn usb_of(&self, driver: &str) -> Usb<'_> {
        Usb::new(self.machine(), self.device_of(driver, Kind::Usb))
    }

    /// The device's end of a pipe of [`usb`](Self::usb), by the address of its endpoint.
    ///
    /// # Panics
    ///
    /// If there is no such device, or no such endpoint.
    pub fn usb_pipe(&self, address: u8) -> UsbPipe<'_> {
        self.usb().pipe(address)
    }

    /// The only device of a kind.
    fn only(&self, kind: Kind) -> &Attached {
        let mut found = self.attached.iter().filter(|device| device.kind == kind);
        match (found.next(), found.next()) {
            (Some(device), None) => device,
            (None, _) => panic!("no driver was started on a device of the kind {kind:?}"),
            _ => panic!("several drivers are on devices of the kind {kind:?}: name one"),
        }
    }

    /// A driver's device.
    fn device_of(&self, driver: &str, kind: Kind) -> &Attached {
        self.attached
            .iter()
            .find(|device| device.kind == kind && device.driver == driver)
            .unwrap_or_else(|| panic!("{driver} was started on no device of the kind {kind:?}"))
    }

    /// Lets that much time pass for the drivers, and returns when everything that was due has been
    /// done, and what followed from it.
    ///
    /// # Panics
    ///
    /// If time isn't [virtual](Builder::virtual_time).
    pub fn advance(&self, by: Duration) {
        assert!(
            self.machine().advance(by),
            "time passes by itself: ask the builder for virtual_time()"
        );
    }

    /// Raises an interrupt of what the driver of that class drives. False if the driver has no
    /// `IOInterruptDispatchSource` for it.
    pub fn interrupt(&self, driver: &str, index: u32) -> bool {
        self.machine().interrupt(driver, index)
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
