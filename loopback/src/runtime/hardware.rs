//! Devices that a test plays.

use iigen_client::IoReturn;

use super::ffi_hardware as ffi;
use super::machine::Machine;
use super::pci::PciDevice;
use super::usb::UsbInterface;

/// What a driver drives: a device that a test plays. Made from a [`PciDevice`] or a
/// [`UsbInterface`].
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Hardware {
    /// A device on PCI.
    Pci(PciDevice),
    /// An interface of a USB device.
    Usb(UsbInterface),
}

impl From<PciDevice> for Hardware {
    fn from(device: PciDevice) -> Self {
        Self::Pci(device)
    }
}

impl From<UsbInterface> for Hardware {
    fn from(interface: UsbInterface) -> Self {
        Self::Usb(interface)
    }
}

impl Hardware {
    /// Makes it; the error says what of it can't be.
    pub(super) fn make(&self) -> Result<Handle, String> {
        match self {
            Self::Pci(device) => device.make(),
            Self::Usb(interface) => interface.make(),
        }
    }

    /// The kind of device.
    pub(super) fn kind(&self) -> Kind {
        match self {
            Self::Pci(_) => Kind::Pci,
            Self::Usb(_) => Kind::Usb,
        }
    }
}

/// Kinds of devices.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// On PCI.
    Pci,
    /// On USB.
    Usb,
}

/// A device that exists.
#[derive(Debug)]
pub(super) struct Handle(*mut ffi::Hardware);

// SAFETY: the runtime takes what it is told of a device on any thread, several at once.
unsafe impl Send for Handle {}
// SAFETY: as above.
unsafe impl Sync for Handle {}

impl Handle {
    /// # Safety
    ///
    /// The pointer came from the runtime, and nothing else frees it.
    pub(super) unsafe fn new(pointer: *mut ffi::Hardware) -> Self {
        Self(pointer)
    }

    pub(super) fn as_ptr(&self) -> *const ffi::Hardware {
        self.0
    }
}

impl Drop for Handle {
    fn drop(&mut self) {
        // SAFETY: nothing else freed it.
        unsafe { ffi::lb_hardware_free(self.0) };
    }
}

/// A device with the driver that is on it.
#[derive(Debug)]
pub(super) struct Attached {
    pub(super) driver: String,
    pub(super) kind: Kind,
    pub(super) handle: Handle,
}

impl Attached {
    /// Takes the device away.
    pub(super) fn unplug(&self, machine: &Machine, status: IoReturn) {
        machine.unplug(&self.handle, status);
    }
}
