//! IOKit's functions for user clients.

use objc2_io_kit::{
    IOConnectCallAsyncMethod, IOConnectCallMethod, IOConnectMapMemory64,
    IOConnectSetNotificationPort, IOConnectUnmapMemory64, IOServiceClose, IOServiceOpen,
};

use super::{System, task};
use crate::iokit::functions::{Arguments, Code, Connections, Port};

// SAFETY: every function is the one that it says.
unsafe impl Connections for System {
    fn service_open(&self, service: Port, open_type: u32, connection: &mut Port) -> Code {
        // SAFETY: the name has its place.
        unsafe { IOServiceOpen(service, task(), open_type, connection) }
    }

    unsafe fn service_close(&self, connection: Port) -> Code {
        IOServiceClose(connection)
    }

    unsafe fn call_method(&self, connection: Port, arguments: Arguments<'_>) -> Code {
        // SAFETY: the inputs are as long as they say, and the outputs are the caller's promise.
        unsafe {
            IOConnectCallMethod(
                connection,
                arguments.selector,
                arguments.scalar_input.as_ptr(),
                arguments.scalar_input.len() as u32,
                arguments.structure_input.as_ptr().cast(),
                arguments.structure_input.len(),
                arguments.scalar_output,
                arguments.scalar_output_count,
                arguments.structure_output,
                arguments.structure_output_size,
            )
        }
    }

    unsafe fn call_async_method(
        &self,
        connection: Port,
        wake: Port,
        reference: &mut [u64],
        arguments: Arguments<'_>,
    ) -> Code {
        // SAFETY: the inputs are as long as they say, and the outputs are the caller's promise.
        unsafe {
            IOConnectCallAsyncMethod(
                connection,
                arguments.selector,
                wake,
                reference.as_mut_ptr(),
                reference.len() as u32,
                arguments.scalar_input.as_ptr(),
                arguments.scalar_input.len() as u32,
                arguments.structure_input.as_ptr().cast(),
                arguments.structure_input.len(),
                arguments.scalar_output,
                arguments.scalar_output_count,
                arguments.structure_output,
                arguments.structure_output_size,
            )
        }
    }

    fn set_notification_port(&self, connection: Port, notification_type: u32, port: Port) -> Code {
        IOConnectSetNotificationPort(connection, notification_type, port, 0)
    }

    fn map_memory(
        &self,
        connection: Port,
        memory_type: u32,
        address: &mut u64,
        size: &mut u64,
        options: u32,
    ) -> Code {
        // SAFETY: the numbers have their places, and the system chooses where the memory goes.
        unsafe { IOConnectMapMemory64(connection, memory_type, task(), address, size, options) }
    }

    unsafe fn unmap_memory(&self, connection: Port, memory_type: u32, address: u64) -> Code {
        // SAFETY: the caller's promise.
        unsafe { IOConnectUnmapMemory64(connection, memory_type, task(), address) }
    }
}
