//! A ready model of registers.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use super::pci::Registers;

/// Registers of 32 bits, each with a behaviour of its own. A clone is a handle to the same registers,
/// for the test to look at and to change.
///
/// A wider access is several of these, a narrower one sees a part of one. Where there is no register
/// zeros are read, and writes go nowhere.
#[derive(Clone, Debug, Default)]
pub struct RegisterFile {
    registers: Arc<Mutex<BTreeMap<u64, Register>>>,
}

#[derive(Clone, Copy, Debug)]
struct Register {
    value: u32,
    /// The bits that a write changes.
    writable: u32,
    /// The bits that a write of one clears.
    clearable: u32,
}

impl RegisterFile {
    /// No registers.
    pub fn new() -> Self {
        Self::default()
    }

    /// A register that holds what is written.
    ///
    /// # Panics
    ///
    /// If the offset isn't a multiple of 4; so do all of these.
    pub fn read_write(self, offset: u64, value: u32) -> Self {
        self.register(offset, value, u32::MAX, 0)
    }

    /// A register that drivers can't change.
    pub fn read_only(self, offset: u64, value: u32) -> Self {
        self.register(offset, value, 0, 0)
    }

    /// A register whose bits are cleared by writing ones to them, such as a status.
    pub fn write_one_to_clear(self, offset: u64, value: u32) -> Self {
        self.register(offset, value, 0, u32::MAX)
    }

    fn register(self, offset: u64, value: u32, writable: u32, clearable: u32) -> Self {
        assert!(
            offset.is_multiple_of(4),
            "a register is at a multiple of 4, not at 0x{offset:x}"
        );
        let register = Register {
            value,
            writable,
            clearable,
        };
        self.lock().insert(offset, register);
        self
    }

    /// What a register holds.
    ///
    /// # Panics
    ///
    /// If there is none.
    pub fn get(&self, offset: u64) -> u32 {
        match self.lock().get(&offset) {
            Some(register) => register.value,
            None => panic!("there is no register at 0x{offset:x}"),
        }
    }

    /// Sets a register, as the device does: whatever drivers may write.
    ///
    /// # Panics
    ///
    /// If there is none.
    pub fn set(&self, offset: u64, value: u32) {
        match self.lock().get_mut(&offset) {
            Some(register) => register.value = value,
            None => panic!("there is no register at 0x{offset:x}"),
        }
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<u64, Register>> {
        self.registers
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

impl Registers for RegisterFile {
    fn read(&mut self, offset: u64, width: u32) -> u64 {
        let registers = self.lock();
        let mut value = 0;
        for byte in 0..u64::from(width) {
            let at = offset + byte;
            let Some(register) = registers.get(&(at & !3)) else {
                continue;
            };
            let bits = u64::from(register.value) >> (8 * (at & 3));
            value |= (bits & 0xff) << (8 * byte);
        }
        value
    }

    fn write(&mut self, offset: u64, width: u32, value: u64) {
        let mut registers = self.lock();
        for byte in 0..u64::from(width) {
            let at = offset + byte;
            let Some(register) = registers.get_mut(&(at & !3)) else {
                continue;
            };
            let shift = 8 * (at & 3) as u32;
            let bits = ((value >> (8 * byte)) as u32 & 0xff) << shift;
            let mask = 0xff << shift;
            register.value &= !(bits & register.clearable);
            register.value &= !(mask & register.writable);
            register.value |= bits & register.writable;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_behaves() {
        let mut file = RegisterFile::new()
            .read_write(0, 0x1234_5678)
            .read_only(4, 7)
            .write_one_to_clear(8, 0xff);
        assert_eq!(file.read(0, 4), 0x1234_5678);
        assert_eq!(file.read(2, 2), 0x1234);
        assert_eq!(file.read(0, 8), 0x7_1234_5678);
        file.write(1, 1, 0xee);
        assert_eq!(file.get(0), 0x1234_ee78);
        file.write(0, 8, u64::MAX);
        assert_eq!((file.get(0), file.get(4)), (u32::MAX, 7));
        file.write(8, 4, 0x0f);
        assert_eq!(file.get(8), 0xf0);
        file.set(8, 1);
        assert_eq!(file.read(8, 1), 1);
        assert_eq!(file.read(0x100, 8), 0);
        file.write(0x100, 8, 1);
        assert_eq!(file.read(0x100, 8), 0);
    }
}
