//! IOKit's functions for user clients, as they are played.

use std::collections::BTreeMap;
use std::ffi::c_void;
use std::{ptr, slice};

use super::driver::{Answer, Called};
use super::{Fake, Kind, RUBBISH, World};
use crate::IoReturn;
use crate::iokit::functions::{Arguments, Code, Connections, Port};

/// `kIOConnectMethodVarOutputSize`.
const VARIABLE: usize = usize::MAX - 2;

/// How long memory of the driver's is.
const MAPPED: usize = 4096;

/// Memory that is mapped.
pub(super) struct Mapped {
    connection: Port,
    memory_type: u32,
    memory: Vec<u64>,
}

impl World {
    fn connection(&self, connection: Port) {
        let kind = self.ports.get(&connection);
        assert!(
            matches!(kind, Some(Kind::Connection(..))),
            "{connection:#x} isn't open"
        );
    }

    /// Writes an answer where it belongs, as far as there is room, whether it's a success or not.
    ///
    /// # Safety
    ///
    /// The outputs have the room that is told.
    unsafe fn answer(&mut self, answer: Answer, arguments: Arguments<'_>) -> Code {
        let room = *arguments.scalar_output_count as usize;
        // SAFETY: there is that much room.
        let scalars = unsafe { slice::from_raw_parts_mut(arguments.scalar_output, room) };
        for (to, scalar) in scalars.iter_mut().zip(&answer.scalars) {
            *to = *scalar;
        }
        let bytes = &answer.structure;
        let room = *arguments.structure_output_size;
        if room == VARIABLE {
            // As the kernel does it: nothing is allocated for an answer that has nothing.
            let mut memory = vec![0_u64; bytes.len().div_ceil(8)];
            let address = match memory.as_mut_ptr() {
                _ if bytes.is_empty() => ptr::null_mut(),
                address => address.cast::<u8>(),
            };
            // SAFETY: the memory is as long as the bytes; an address has room for an address.
            unsafe {
                address.copy_from(bytes.as_ptr(), bytes.len());
                arguments.structure_output.cast::<*mut u8>().write(address);
            }
            if !bytes.is_empty() {
                self.allocations.insert(address.addr(), memory);
            }
        } else {
            // SAFETY: there is that much room.
            let to = unsafe { slice::from_raw_parts_mut(arguments.structure_output.cast(), room) };
            for (to, byte) in to.iter_mut().zip(bytes) {
                *to = *byte;
            }
        }
        let counts = (answer.scalars.len() as u32, bytes.len());
        let (scalars, bytes) = answer.counts.unwrap_or(counts);
        *arguments.scalar_output_count = scalars;
        *arguments.structure_output_size = bytes;
        answer.code
    }
}

impl Fake {
    /// # Safety
    ///
    /// The outputs have the room that is told.
    unsafe fn call(
        &self,
        function: &'static str,
        connection: Port,
        called: &Called,
        arguments: Arguments<'_>,
    ) -> Code {
        let mut world = self.world();
        world.connection(connection);
        if let Some(code) = world.faults.fails(function) {
            return fail(code, arguments);
        }
        let driver = world.driver.clone();
        drop(world);
        let answer = driver(self, called);
        // SAFETY: the caller's promise.
        unsafe { self.world().answer(answer, arguments) }
    }

    /// Has memory mapped there, instead of somewhere.
    pub(in crate::iokit) fn map_at(&self, address: u64, size: u64) {
        self.world().map_at = Some((address, size));
    }

    /// Has the driver keep what it has of a port when it gets another.
    pub(in crate::iokit) fn keep_ports(&self) {
        self.world().keeps_ports = true;
    }

    /// The port for notifications of a type, or 0.
    pub(in crate::iokit) fn notified(&self, connection: Port, notification_type: u32) -> Port {
        let notified = &self.world().notified;
        let port = notified.get(&(connection, notification_type));
        port.copied().unwrap_or(0)
    }

    /// The ports for notifications.
    pub(in crate::iokit) fn all_notified(&self) -> Vec<Port> {
        let notified = &self.world().notified;
        notified
            .values()
            .copied()
            .filter(|port| *port != 0)
            .collect()
    }

    /// What the last memory was mapped with.
    pub(in crate::iokit) fn map_options(&self) -> u32 {
        self.world().map_options
    }

    /// The services that are opened, and their types.
    pub(in crate::iokit) fn opened(&self) -> Vec<(u64, u32)> {
        let world = self.world();
        let opened = world.ports.values().filter_map(|kind| match kind {
            Kind::Connection(service, open_type) => Some((*service, *open_type)),
            _ => None,
        });
        opened.collect()
    }
}

/// Fails as MIG may: rubbish in the outputs, and counts that don't fit.
fn fail(code: Code, arguments: Arguments<'_>) -> Code {
    if *arguments.structure_output_size == VARIABLE {
        // IOKitLib writes them in any case.
        // SAFETY: an address has room for an address.
        unsafe {
            let address: *mut *mut c_void = arguments.structure_output.cast();
            address.write(ptr::null_mut());
        }
        *arguments.structure_output_size = 0;
    } else {
        *arguments.structure_output_size += 1000;
    }
    *arguments.scalar_output_count += 1000;
    code
}

// SAFETY: they do what is seen of the functions.
unsafe impl Connections for Fake {
    fn service_open(&self, service: Port, open_type: u32, connection: &mut Port) -> Code {
        let mut world = self.world();
        let Some(Kind::Service(id)) = world.ports.get(&service) else {
            panic!("{service:#x} isn't a service");
        };
        let id = *id;
        if let Some(code) = world.faults.fails("IOServiceOpen") {
            *connection = RUBBISH;
            return code;
        }
        *connection = world.port(Kind::Connection(id, open_type));
        0
    }

    unsafe fn service_close(&self, connection: Port) -> Code {
        let mut world = self.world();
        world.connection(connection);
        world.ports.remove(&connection);
        let mappings = &mut world.mappings;
        mappings.retain(|_, it| it.connection != connection);
        let (gone, notified) = (std::mem::take(&mut world.notified).into_iter())
            .partition(|((of, _), _)| *of == connection);
        world.notified = notified;
        let gone: BTreeMap<_, _> = gone;
        for port in gone.into_values() {
            world.let_go(port);
        }
        world.faults.fails("IOServiceClose").unwrap_or(0)
    }

    unsafe fn call_method(&self, connection: Port, arguments: Arguments<'_>) -> Code {
        let called = Called::new(&arguments, None, 0);
        // SAFETY: the caller's promise.
        unsafe { self.call("IOConnectCallMethod", connection, &called, arguments) }
    }

    unsafe fn call_async_method(
        &self,
        connection: Port,
        wake: Port,
        reference: &mut [u64],
        arguments: Arguments<'_>,
    ) -> Code {
        self.world().receive_right(wake).senders += 1;
        let called = Called::new(&arguments, Some(wake), reference.len());
        // SAFETY: the caller's promise.
        let code = unsafe { self.call("IOConnectCallAsyncMethod", connection, &called, arguments) };
        // With a reply that is too large the driver has had the call, and has its right.
        if code != 0 && code != IoReturn::MIG_ARRAY_TOO_LARGE.0 {
            self.let_go(wake);
        }
        code
    }

    fn set_notification_port(&self, connection: Port, notification_type: u32, port: Port) -> Code {
        let mut world = self.world();
        world.connection(connection);
        if let Some(code) = world.faults.fails("IOConnectSetNotificationPort") {
            return code;
        }
        if port != 0 {
            world.receive_right(port).senders += 1;
        }
        let before = world.notified.insert((connection, notification_type), port);
        if let Some(before) = before
            && !world.keeps_ports
        {
            world.let_go(before);
        }
        0
    }

    fn map_memory(
        &self,
        connection: Port,
        memory_type: u32,
        address: &mut u64,
        size: &mut u64,
        options: u32,
    ) -> Code {
        let mut world = self.world();
        world.connection(connection);
        if let Some(code) = world.faults.fails("IOConnectMapMemory64") {
            (*address, *size) = (RUBBISH.into(), RUBBISH.into());
            return code;
        }
        world.map_options = options;
        let mut memory = vec![0_u64; MAPPED / 8];
        let there = world.mappings.iter();
        let mut there = there.filter(|(_, it)| {
            // The kernel answers with a mapping that is there.
            (it.connection, it.memory_type) == (connection, memory_type)
        });
        *size = MAPPED as u64;
        if let Some((at, _)) = there.next() {
            *address = *at;
            return 0;
        }
        *address = memory.as_mut_ptr().expose_provenance() as u64;
        if let Some(at) = world.map_at {
            (*address, *size) = at;
        }
        let mapped = Mapped {
            connection,
            memory_type,
            memory,
        };
        world.mappings.insert(*address, mapped);
        0
    }

    unsafe fn unmap_memory(&self, connection: Port, memory_type: u32, address: u64) -> Code {
        let mut world = self.world();
        world.connection(connection);
        if let Some(code) = world.faults.fails("IOConnectUnmapMemory64") {
            return code;
        }
        let mapped = world.mappings.remove(&address).expect("a mapping");
        assert_eq!(
            (mapped.connection, mapped.memory_type),
            (connection, memory_type)
        );
        drop(mapped.memory);
        0
    }
}
