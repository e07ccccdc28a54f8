//! `IOKit/IOKitLib.h`: user clients.

use std::ffi::c_void;

use super::{Code, Port};

/// The arguments that [`Connections::call_method`] and [`Connections::call_async_method`] have in common.
pub(in crate::iokit) struct Arguments<'a> {
    pub(in crate::iokit) selector: u32,
    /// At most 16.
    pub(in crate::iokit) scalar_input: &'a [u64],
    pub(in crate::iokit) structure_input: &'a [u8],
    pub(in crate::iokit) scalar_output: *mut u64,
    /// The room, and then how many came.
    pub(in crate::iokit) scalar_output_count: &'a mut u32,
    /// Where the bytes go, or where the address of the bytes goes.
    pub(in crate::iokit) structure_output: *mut c_void,
    /// The room, or `kIOConnectMethodVarOutputSize`, and then how many bytes came.
    pub(in crate::iokit) structure_output_size: &'a mut usize,
}

/// User clients.
///
/// # Safety
///
/// They do what the functions of that name do on a Mac, and may be called on any thread.
pub(in crate::iokit) unsafe trait Connections {
    /// `IOServiceOpen` for this task.
    fn service_open(&self, service: Port, open_type: u32, connection: &mut Port) -> Code;
    /// `IOServiceClose`: whatever it returns, the connection isn't the caller's any more.
    ///
    /// # Safety
    ///
    /// The connection is the caller's, and nothing uses what it has mapped.
    unsafe fn service_close(&self, connection: Port) -> Code;
    /// `IOConnectCallMethod`.
    ///
    /// # Safety
    ///
    /// The outputs have the room that is told.
    unsafe fn call_method(&self, connection: Port, arguments: Arguments<'_>) -> Code;
    /// `IOConnectCallAsyncMethod`. If it succeeds, the driver has a send right of `wake`, made for it.
    ///
    /// # Safety
    ///
    /// The outputs have the room that is told, and the receive right of `wake` is the caller's.
    unsafe fn call_async_method(
        &self,
        connection: Port,
        wake: Port,
        reference: &mut [u64],
        arguments: Arguments<'_>,
    ) -> Code;
    /// `IOConnectSetNotificationPort` without a reference. If it succeeds, the driver has a send right of
    /// the port, made for it, unless that is 0.
    fn set_notification_port(&self, connection: Port, notification_type: u32, port: Port) -> Code;
    /// `IOConnectMapMemory64` into this task.
    fn map_memory(
        &self,
        connection: Port,
        memory_type: u32,
        address: &mut u64,
        size: &mut u64,
        options: u32,
    ) -> Code;
    /// `IOConnectUnmapMemory64` from this task.
    ///
    /// # Safety
    ///
    /// The memory is a mapping of this connection and type, and nothing uses it.
    unsafe fn unmap_memory(&self, connection: Port, memory_type: u32, address: u64) -> Code;
}
