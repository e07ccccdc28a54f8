//! A PCI device that a test plays.
#![cfg(feature = "runtime")]

use std::sync::{Mutex, MutexGuard, PoisonError};

use iigen_client::{Cache, Service, Transport};
use iigen_loopback::{Bar, Loopback, PciDevice, RegisterFile, Registers};

#[link(
    name = "iigen_loopback_device",
    kind = "static",
    modifiers = "+whole-archive"
)]
unsafe extern "C" {
    fn device_begin_pci();
    fn device_read_register(index: u8, offset: u64) -> u32;
    fn device_write_register(index: u8, offset: u64, value: u32);
    fn device_enable_memory();
}

/// The driver has one state for the process: the tests take turns.
fn turn() -> MutexGuard<'static, ()> {
    static TURN: Mutex<()> = Mutex::new(());
    let guard = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    // SAFETY: only the test whose turn it is runs the driver.
    unsafe { device_begin_pci() };
    guard
}

fn read(index: u8, offset: u64) -> u32 {
    // SAFETY: the test whose turn it is has a driver.
    unsafe { device_read_register(index, offset) }
}

fn write(index: u8, offset: u64, value: u32) {
    // SAFETY: as above.
    unsafe { device_write_register(index, offset, value) }
}

#[test]
fn a_register_file_behaves_like_registers() {
    let _turn = turn();
    let registers = RegisterFile::new()
        .read_write(0x00, 7)
        .read_only(0x04, 0x1234)
        .write_one_to_clear(0x08, 0);
    let card = PciDevice::new(0x1234, 0x5678)
        .class_code(0x0200_0001)
        .capability(0x05, [0x80, 0])
        .bar(1, Bar::registers(4096, registers.clone()));
    let loopback = Loopback::builder()
        .provider("DeviceDriver")
        .on(card)
        .start()
        .expect("the driver starts");
    let pci = loopback.pci();
    assert!(pci.is_open());
    // SAFETY: this test's driver runs.
    unsafe { device_enable_memory() };
    assert_eq!(pci.config(0), 0x5678_1234);
    assert_eq!(pci.config(4), 0x0010_0002);
    assert_eq!(read(0, 0x00), 7);
    write(0, 0x00, 8);
    write(0, 0x04, 0);
    assert_eq!((registers.get(0x00), read(0, 0x04)), (8, 0x1234));
    registers.set(0x08, 0b101);
    assert_eq!(read(0, 0x08), 0b101);
    write(0, 0x08, 0b001);
    assert_eq!(registers.get(0x08), 0b100);
    loopback.finish().expect("nothing leaks");
    assert_eq!(registers.get(0x08), 0b100);
}

/// A FIFO: each read takes one, each write adds one.
#[derive(Default)]
struct Fifo(Vec<u32>);

impl Registers for Fifo {
    fn read(&mut self, offset: u64, width: u32) -> u64 {
        assert_eq!((offset, width), (0x10, 4));
        if self.0.is_empty() {
            return u64::MAX;
        }
        self.0.remove(0).into()
    }

    fn write(&mut self, offset: u64, width: u32, value: u64) {
        assert_eq!((offset, width), (0x10, 4));
        self.0.push(value as u32);
    }
}

#[test]
fn a_model_of_ones_own_sees_each_access() {
    let _turn = turn();
    let card = PciDevice::new(1, 2).bar(0, Bar::registers(256, Fifo::default()));
    let loopback = Loopback::builder()
        .provider("DeviceDriver")
        .on(card)
        .start()
        .expect("the driver starts");
    write(0, 0x10, 1);
    write(0, 0x10, 2);
    assert_eq!(
        [read(0, 0x10), read(0, 0x10), read(0, 0x10)],
        [1, 2, u32::MAX]
    );
    loopback.finish().expect("nothing leaks");
}

#[test]
fn a_mapped_bar_outlives_its_device() {
    let _turn = turn();
    let card = PciDevice::new(1, 2).bar(0, Bar::memory(8192).prefetchable());
    let loopback = Loopback::builder()
        .provider("DeviceDriver")
        .on(card)
        .start()
        .expect("the driver starts");
    let connection = loopback
        .open(&Service::Class("DeviceDriver"), 0)
        .expect("it opens");
    let writable = loopback
        .map(connection, 0x100, Cache::Default)
        .expect("it maps");
    let read_only = loopback
        .map(connection, 0x200, Cache::Default)
        .expect("it maps");
    assert_eq!((writable.size, read_only.size), (8192, 8192));
    let pci = loopback.pci_of("DeviceDriver");
    pci.write(0, 8191, &[5]);
    // SAFETY: both are mapped, the first writable, both of 8192 bytes.
    unsafe {
        assert_eq!(read_only.address.add(8191).read_volatile(), 5);
        writable.address.add(1).write_volatile(6);
    }
    let mut bytes = [0; 2];
    pci.read(0, 0, &mut bytes);
    assert_eq!(bytes, [0, 6]);
    pci.unplug();
    assert!(!pci.is_open());
    for offset in [0, 1, 8191] {
        // SAFETY: as above; the pages stay.
        unsafe {
            assert_eq!(writable.address.add(offset).read_volatile(), 0xff);
            assert_eq!(read_only.address.add(offset).read_volatile(), 0xff);
        }
    }
    pci.write(0, 0, &[0]);
    pci.read(0, 0, &mut bytes);
    assert_eq!(bytes, [0xff, 0xff]);
    loopback.finish().expect("nothing leaks");
}

#[test]
fn what_cannot_be_says_why() {
    let _turn = turn();
    let says = |card: PciDevice| {
        let started = Loopback::builder()
            .provider("DeviceDriver")
            .on(card)
            .start();
        started.expect_err("there is no such device").to_string()
    };
    let none = PciDevice::new(1, 2);
    assert_eq!(
        says(none.clone().bar(0, Bar::memory(100))),
        "DeviceDriver has no device to drive: BAR 0 is of 100 bytes: a power of two from 16 is needed"
    );
    let taken = "DeviceDriver has no device to drive: BAR 1 can't be: it is taken, there is no such \
                 one, or no memory for it";
    let wide = none.clone().bar(0, Bar::memory(16).wide());
    assert_eq!(says(wide.bar(1, Bar::memory(16))), taken);
    let full = none.capability(0x05, vec![0; 191]);
    assert_eq!(
        says(full),
        "DeviceDriver has no device to drive: there is no room for capability 0x05"
    );
    let stray = Loopback::builder().on(PciDevice::new(1, 2)).start();
    assert_eq!(
        stray.expect_err("there is no provider").to_string(),
        "property on is said of no provider: name the provider first"
    );
}
