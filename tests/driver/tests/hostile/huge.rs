//! Sizes around 4 GiB, which a driver that counts in 32 bits would cut to valid ones.

use std::ffi::c_void;
use std::slice;

use iigen_client::{Call, IoReturn, Service, StructureOutput, Transport};

use crate::client::{Attempt, Client, entered};
use crate::support;
use crate::table;

const FOUR_GIB: usize = 1 << 32;
/// More than the most that a method takes.
const MORE: usize = 64 << 10;

unsafe extern "C" {
    fn mmap(
        address: *mut c_void,
        length: usize,
        protection: i32,
        flags: i32,
        file: i32,
        at: i64,
    ) -> *mut c_void;
    fn munmap(address: *mut c_void, length: usize) -> i32;
}

/// Zeroed memory that costs nothing until it's written.
struct Zeroes {
    address: *mut u8,
    length: usize,
}

impl Zeroes {
    fn new(length: usize) -> Self {
        const READ_WRITE: i32 = 3;
        const PRIVATE: i32 = 2;
        const ANONYMOUS: i32 = if cfg!(target_os = "macos") {
            0x1000
        } else {
            0x20
        };
        const NO_RESERVE: i32 = if cfg!(target_os = "macos") {
            0x40
        } else {
            0x4000
        };
        let flags = PRIVATE | ANONYMOUS | NO_RESERVE;
        // SAFETY: new memory, at an address that the system chooses.
        let address = unsafe { mmap(std::ptr::null_mut(), length, READ_WRITE, flags, -1, 0) };
        assert_ne!(address.addr(), usize::MAX, "address space");
        Self {
            address: address.cast(),
            length,
        }
    }

    fn bytes(&mut self, length: usize) -> &mut [u8] {
        assert!(length <= self.length);
        // SAFETY: mapped, and borrowed from here only.
        unsafe { slice::from_raw_parts_mut(self.address, length) }
    }
}

impl Drop for Zeroes {
    fn drop(&mut self) {
        // SAFETY: mapped by `new`, and no longer borrowed.
        unsafe { munmap(self.address.cast(), self.length) };
    }
}

#[test]
fn structures_of_four_gib() {
    for (target, loopback) in support::each() {
        let client = Client::open(target, &loopback);
        // Another connection, past the generated client; `entered` is asked of its own user client.
        let service = Service::Class("EchoDriver");
        let raw = loopback.open(&service, 0).expect("the driver opens");
        let mut zeroes = Zeroes::new(FOUR_GIB + MORE);
        for shape in table::shapes() {
            let attempt = Attempt::valid(&shape);
            let least = shape.structure_in.least();
            let sizes = [FOUR_GIB - 1, FOUR_GIB, FOUR_GIB + 1, FOUR_GIB + least];
            for size in sizes {
                let mut words = vec![9; shape.scalars_out];
                let mut room = vec![9; shape.structure_out.most()];
                let result = loopback.call(
                    raw,
                    Call {
                        selector: shape.selector,
                        scalar_input: &attempt.scalars,
                        structure_input: zeroes.bytes(size),
                        scalar_output: &mut words,
                        structure_output: StructureOutput::Buffer(&mut room),
                    },
                );
                assert_eq!(
                    result,
                    Err(IoReturn::BAD_ARGUMENT),
                    "{}: {size} bytes in",
                    shape.name
                );
                assert!(words.iter().all(|&word| word == 9) && room.iter().all(|&byte| byte == 9));
            }
            if shape.structure_out.fits(FOUR_GIB) {
                continue; // so much room is more than enough, and the next test's
            }
            let least = shape.structure_out.least();
            let sizes = [FOUR_GIB - 1, FOUR_GIB, FOUR_GIB + 1, FOUR_GIB + least];
            for size in sizes {
                let room = zeroes.bytes(size);
                let result = loopback.call(
                    raw,
                    Call {
                        selector: shape.selector,
                        scalar_input: &attempt.scalars,
                        structure_input: &attempt.structure,
                        scalar_output: &mut vec![9; shape.scalars_out],
                        structure_output: StructureOutput::Buffer(room),
                    },
                );
                // The system takes no more than 32 bits.
                let code = if size < FOUR_GIB {
                    IoReturn::BAD_ARGUMENT
                } else {
                    IoReturn::IPC_ERROR
                };
                assert_eq!(result, Err(code), "{}: room for {size}", shape.name);
                assert!(room[..MORE].iter().all(|&byte| byte == 0));
            }
        }
        assert_eq!(entered(&loopback, raw), 0);
        // SAFETY: opened above, and without mappings.
        unsafe { loopback.close(raw) }.expect("closed");
        drop(client);
        loopback.finish().expect("nothing is left");
    }
}

/// As much room as the system allows, for methods that fill a part of it.
#[test]
fn room_for_four_gib() {
    for (target, loopback) in support::each() {
        let service = Service::Class("EchoDriver");
        let raw = loopback.open(&service, 0).expect("the driver opens");
        let mut zeroes = Zeroes::new(FOUR_GIB);
        let mut calls = 0;
        for shape in table::shapes()
            .iter()
            .filter(|shape| shape.structure_out.fits(FOUR_GIB))
        {
            let attempt = Attempt::valid(shape);
            let room = zeroes.bytes(FOUR_GIB - 1);
            let returned = loopback.call(
                raw,
                Call {
                    selector: shape.selector,
                    scalar_input: &attempt.scalars,
                    structure_input: &attempt.structure,
                    scalar_output: &mut vec![0; shape.scalars_out],
                    structure_output: StructureOutput::Buffer(room),
                },
            );
            let length = attempt.structure.len();
            let told = target.told(length, FOUR_GIB - 1);
            let structure = returned.map(|it| it.structure);
            assert_eq!(structure, Ok(told), "{}", shape.name);
            assert_eq!(room[..length], attempt.structure, "{}", shape.name);
            assert!(
                room[length..MORE].iter().all(|&byte| byte == 0),
                "{}",
                shape.name
            );
            room[..length].fill(0);
            calls += 1;
        }
        assert_eq!(entered(&loopback, raw), calls);
        // SAFETY: opened above, and without mappings.
        unsafe { loopback.close(raw) }.expect("closed");
        loopback.finish().expect("nothing is left");
    }
}
