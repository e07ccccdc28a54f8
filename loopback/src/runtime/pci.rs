//! A device on PCI, as a test plays it.

use std::{
    ffi::c_void,
    fmt, ptr,
    sync::{Arc, Mutex, PoisonError},
};

use iigen_client::IoReturn;

use super::ffi_hardware as ffi;
use super::hardware::{Attached, Handle};
use super::machine::Machine;

/// What transfers of a PCI device would end with, if it had any.
const NO_DEVICE: IoReturn = IoReturn(0xe000_02c0_u32 as i32);

/// A device on PCI that a driver can be started [on](super::Builder::on).
///
/// ```no_run
/// use iigen_loopback::{Bar, Loopback, PciDevice, RegisterFile};
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let registers = RegisterFile::new().read_write(0x00, 0).write_one_to_clear(0x04, 0);
/// let device = PciDevice::new(0x1234, 0x5678)
///     .bar(0, Bar::memory(64 * 1024))
///     .bar(1, Bar::registers(4096, registers.clone()));
/// let loopback = Loopback::builder().provider("CardDriver").on(device).start()?;
/// registers.set(0x04, 1);
/// loopback.pci().write(0, 0x100, b"made by the device");
/// loopback.pci().unplug();
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct PciDevice {
    vendor: u16,
    device: u16,
    class_code: u32,
    bars: Vec<(u8, Bar)>,
    capabilities: Vec<(u8, Vec<u8>)>,
}

impl PciDevice {
    /// A device with these IDs, no BARs and no capabilities.
    pub fn new(vendor: u16, device: u16) -> Self {
        Self {
            vendor,
            device,
            class_code: 0,
            bars: Vec::new(),
            capabilities: Vec::new(),
        }
    }

    /// Its class, subclass, programming interface and revision, as they stand at 0x08: the class in
    /// the top byte, the revision in the lowest.
    pub fn class_code(mut self, code: u32) -> Self {
        self.class_code = code;
        self
    }

    /// What is behind one of the BARs, 0 to 5.
    pub fn bar(mut self, index: u8, bar: Bar) -> Self {
        self.bars.push((index, bar));
        self
    }

    /// Another capability: its ID and what follows the pointer to the next one.
    pub fn capability(mut self, id: u8, body: impl Into<Vec<u8>>) -> Self {
        self.capabilities.push((id, body.into()));
        self
    }

    pub(super) fn make(&self) -> Result<Handle, String> {
        // SAFETY: has no conditions.
        let handle =
            unsafe { Handle::new(ffi::lb_pci_new(self.vendor, self.device, self.class_code)) };
        for (index, bar) in &self.bars {
            bar.add(&handle, *index)?;
        }
        for (id, body) in &self.capabilities {
            // SAFETY: the device is alive; the bytes are read before the function returns.
            let added =
                unsafe { ffi::lb_pci_capability(handle.as_ptr(), *id, body.as_ptr(), body.len()) };
            if !added {
                return Err(format!("there is no room for capability 0x{id:02x}"));
            }
        }
        Ok(handle)
    }
}

/// What is behind a BAR.
#[derive(Clone)]
pub struct Bar {
    size: u64,
    bar_type: u32,
    registers: Option<SharedRegisters>,
}

type SharedRegisters = Arc<Mutex<dyn Registers>>;

impl Bar {
    /// Memory: zeros at first, and the same bytes for driver, app and test. Its size is a power of
    /// two, from 16.
    pub fn memory(size: u64) -> Self {
        Self {
            size,
            bar_type: 0,
            registers: None,
        }
    }

    /// Registers that a model plays: each access of the driver is a call of it. They can't be mapped.
    pub fn registers(size: u64, model: impl Registers + 'static) -> Self {
        Self {
            size,
            bar_type: 0,
            registers: Some(Arc::new(Mutex::new(model))),
        }
    }

    /// A BAR of 64 bits, which takes the next one as well.
    pub fn wide(mut self) -> Self {
        self.bar_type |= ffi::BAR_64_BIT;
        self
    }

    /// Memory that may be read ahead.
    pub fn prefetchable(mut self) -> Self {
        self.bar_type |= ffi::BAR_PREFETCHABLE;
        self
    }

    fn add(&self, handle: &Handle, index: u8) -> Result<(), String> {
        if self.size < 16 || !self.size.is_power_of_two() {
            return Err(format!(
                "BAR {index} is of {} bytes: a power of two from 16 is needed",
                self.size
            ));
        }
        let registers = self.registers.as_ref().map(|model| ffi::Registers {
            context: Box::into_raw(Box::new(Arc::clone(model))).cast(),
            read: read_register,
            write: write_register,
            gone: registers_gone,
        });
        let registers = registers.as_ref().map_or(ptr::null(), ptr::from_ref);
        // SAFETY: the device is alive; the registers are read before the function returns, and their
        // functions take the context that goes with them, until `registers_gone` frees it.
        let added =
            unsafe { ffi::lb_pci_bar(handle.as_ptr(), index, self.size, self.bar_type, registers) };
        if added {
            Ok(())
        } else {
            Err(format!(
                "BAR {index} can't be: it is taken, there is no such one, or no memory for it"
            ))
        }
    }
}

impl fmt::Debug for Bar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Bar")
            .field("size", &self.size)
            .field("bar_type", &self.bar_type)
            .field("registers", &self.registers.is_some())
            .finish()
    }
}

/// A model of registers. Widths are in bytes: 1, 2, 4 or 8; accesses are aligned and inside.
pub trait Registers: Send {
    /// What a read of the driver's finds.
    fn read(&mut self, offset: u64, width: u32) -> u64;
    /// Takes a write of the driver's.
    fn write(&mut self, offset: u64, width: u32, value: u64);
}

/// # Safety
///
/// `context` is what `Bar::add` made of a model, and isn't freed yet.
unsafe fn model<'a>(context: *mut c_void) -> &'a Mutex<dyn Registers> {
    // SAFETY: as the caller promises.
    unsafe { &**context.cast::<SharedRegisters>() }
}

unsafe extern "C" fn read_register(context: *mut c_void, offset: u64, width: u32) -> u64 {
    // SAFETY: the runtime passes what it was given, until it says that it's gone.
    let model = unsafe { model(context) };
    let mut model = model.lock().unwrap_or_else(PoisonError::into_inner);
    model.read(offset, width)
}

unsafe extern "C" fn write_register(context: *mut c_void, offset: u64, width: u32, value: u64) {
    // SAFETY: as above.
    let model = unsafe { model(context) };
    let mut model = model.lock().unwrap_or_else(PoisonError::into_inner);
    model.write(offset, width, value);
}

unsafe extern "C" fn registers_gone(context: *mut c_void) {
    // SAFETY: `Bar::add` made it so, and the runtime says this once.
    drop(unsafe { Box::from_raw(context.cast::<SharedRegisters>()) });
}

/// A device on PCI that a driver is on, or was.
#[derive(Clone, Copy, Debug)]
pub struct Pci<'a> {
    machine: &'a Machine,
    attached: &'a Attached,
}

impl<'a> Pci<'a> {
    pub(super) fn new(machine: &'a Machine, attached: &'a Attached) -> Self {
        Self { machine, attached }
    }

    fn raw(&self) -> *const ffi::Hardware {
        self.attached.handle.as_ptr()
    }

    /// Whether a driver has it open.
    pub fn is_open(&self) -> bool {
        // SAFETY: the device is alive.
        unsafe { ffi::lb_pci_is_open(self.raw()) }
    }

    /// A word of configuration space, as the driver left it.
    ///
    /// # Panics
    ///
    /// If the offset isn't that of a word.
    pub fn config(&self, offset: u16) -> u32 {
        assert!(
            offset < 4096 && offset.is_multiple_of(4),
            "configuration space has no word at 0x{offset:x}"
        );
        // SAFETY: the device is alive, and the offset is inside.
        unsafe { ffi::lb_pci_config(self.raw(), offset, 4) }
    }

    /// Reads memory behind a BAR, as the device sees it.
    ///
    /// # Panics
    ///
    /// If that isn't memory of the BAR.
    pub fn read(&self, bar: u8, offset: u64, bytes: &mut [u8]) {
        // SAFETY: the device is alive, and the bytes have their place.
        let read =
            unsafe { ffi::lb_pci_read(self.raw(), bar, offset, bytes.as_mut_ptr(), bytes.len()) };
        assert!(
            read,
            "BAR {bar} has no {} bytes at 0x{offset:x}",
            bytes.len()
        );
    }

    /// Writes memory behind a BAR, as the device does. An unplugged one writes nothing.
    ///
    /// # Panics
    ///
    /// If that isn't memory of the BAR.
    pub fn write(&self, bar: u8, offset: u64, bytes: &[u8]) {
        // SAFETY: the device is alive, and the bytes are read before the function returns.
        let written =
            unsafe { ffi::lb_pci_write(self.raw(), bar, offset, bytes.as_ptr(), bytes.len()) };
        assert!(
            written,
            "BAR {bar} has no {} bytes at 0x{offset:x}",
            bytes.len()
        );
    }

    /// Pulls the device out. Its registers and its memory, mapped or not, read as all ones from now
    /// on, writes go nowhere, and the driver is stopped when this returns.
    pub fn unplug(&self) {
        self.attached.unplug(self.machine, NO_DEVICE);
    }
}
