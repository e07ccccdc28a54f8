//! `hardware_abi.h`.

use std::ffi::c_void;

use super::ffi::{Driver, Machine};

#[repr(C)]
pub(super) struct Hardware {
    _private: [u8; 0],
}

/// `lb_registers`
#[repr(C)]
pub(super) struct Registers {
    pub(super) context: *mut c_void,
    pub(super) read: unsafe extern "C" fn(*mut c_void, u64, u32) -> u64,
    pub(super) write: unsafe extern "C" fn(*mut c_void, u64, u32, u64),
    pub(super) gone: unsafe extern "C" fn(*mut c_void),
}

pub(super) const BAR_64_BIT: u32 = 0x4;
pub(super) const BAR_PREFETCHABLE: u32 = 0x8;

unsafe extern "C" {
    pub(super) fn lb_hardware_free(hardware: *mut Hardware);
    pub(super) fn lb_driver_on(driver: *mut Driver, hardware: *const Hardware);
    pub(super) fn lb_unplug(machine: *mut Machine, hardware: *const Hardware, status: i32);

    pub(super) fn lb_pci_new(vendor: u16, device: u16, class_code: u32) -> *mut Hardware;
    pub(super) fn lb_pci_bar(
        pci: *const Hardware,
        index: u8,
        size: u64,
        bar_type: u32,
        registers: *const Registers,
    ) -> bool;
    pub(super) fn lb_pci_capability(
        pci: *const Hardware,
        id: u8,
        body: *const u8,
        length: usize,
    ) -> bool;
    pub(super) fn lb_pci_is_open(pci: *const Hardware) -> bool;
    pub(super) fn lb_pci_config(pci: *const Hardware, offset: u16, width: u32) -> u32;
    pub(super) fn lb_pci_read(
        pci: *const Hardware,
        bar: u8,
        offset: u64,
        bytes: *mut u8,
        length: usize,
    ) -> bool;
    pub(super) fn lb_pci_write(
        pci: *const Hardware,
        bar: u8,
        offset: u64,
        bytes: *const u8,
        length: usize,
    ) -> bool;
}
