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

/// `lb_usb_identity`
#[repr(C)]
pub(super) struct UsbIdentity {
    pub(super) vendor: u16,
    pub(super) product: u16,
    pub(super) interface_number: u8,
    pub(super) interface_class: u8,
    pub(super) interface_sub_class: u8,
    pub(super) interface_protocol: u8,
    pub(super) speed: u8,
}

/// `lb_usb_setup`
#[repr(C)]
pub(super) struct UsbSetup {
    pub(super) request_type: u8,
    pub(super) request: u8,
    pub(super) value: u16,
    pub(super) index: u16,
    pub(super) length: u16,
    pub(super) data: *const u8,
}

/// `lb_bytes`
pub(super) type Bytes = unsafe extern "C" fn(*mut c_void, *const u8, usize);

/// `lb_usb_control`
#[repr(C)]
pub(super) struct UsbControl {
    pub(super) context: *mut c_void,
    pub(super) request:
        unsafe extern "C" fn(*mut c_void, *const UsbSetup, Bytes, *mut c_void) -> i32,
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

    pub(super) fn lb_usb_new(
        identity: *const UsbIdentity,
        control: *const UsbControl,
    ) -> *mut Hardware;
    pub(super) fn lb_usb_endpoint(
        usb: *const Hardware,
        address: u8,
        attributes: u8,
        max_packet_size: u16,
        interval: u8,
    ) -> bool;
    pub(super) fn lb_usb_has(usb: *const Hardware, address: u8) -> bool;
    pub(super) fn lb_usb_is_open(usb: *const Hardware) -> bool;
    pub(super) fn lb_usb_send(
        usb: *const Hardware,
        address: u8,
        bytes: *const u8,
        length: usize,
        end: bool,
    );
    pub(super) fn lb_usb_take(
        usb: *const Hardware,
        address: u8,
        timeout_ms: u64,
        take: Bytes,
        context: *mut c_void,
    ) -> bool;
    pub(super) fn lb_usb_stall(usb: *const Hardware, address: u8);
    pub(super) fn lb_usb_is_halted(usb: *const Hardware, address: u8) -> bool;
    pub(super) fn lb_usb_hold(usb: *const Hardware, address: u8);
    pub(super) fn lb_usb_release(usb: *const Hardware, address: u8, count: usize);
    pub(super) fn lb_usb_resume(usb: *const Hardware, address: u8);
    pub(super) fn lb_usb_in_flight(usb: *const Hardware, address: u8) -> usize;
    pub(super) fn lb_usb_wait_in_flight(
        usb: *const Hardware,
        address: u8,
        count: usize,
        timeout_ms: u64,
    ) -> bool;
}
