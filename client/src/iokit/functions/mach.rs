//! `mach/mach_port.h`, `mach/message.h`, `mach/mach_vm.h`.

use std::ffi::c_void;

use super::{Code, Port};
use crate::iokit::message::Message;

/// Ports, messages and memory.
///
/// # Safety
///
/// They do what the functions of that name do on a Mac, and may be called on any thread.
pub(in crate::iokit) unsafe trait Mach {
    /// `mach_port_construct` of a receive right for which so many messages may wait (`MPO_QLIMIT`).
    fn port_construct(&self, messages: u32, port: &mut Port) -> Code;
    /// `mach_port_destruct`.
    ///
    /// # Safety
    ///
    /// The receive right is the caller's, no source reads it any more, and it's given away.
    unsafe fn port_destruct(&self, port: Port);
    /// `mach_port_request_notification` of `MACH_NOTIFY_NO_SENDERS` to the port itself, once a send
    /// right has been made of it and none is left (a sync of 1).
    fn request_no_senders(&self, port: Port) -> Code;
    /// `mach_msg` that receives what is there, and doesn't wait. A longer message than there is room
    /// for is thrown away (no `MACH_RCV_LARGE`).
    fn receive(&self, port: Port, message: &mut Message) -> Code;
    /// `mach_msg_destroy`: what the message brought is given back.
    ///
    /// # Safety
    ///
    /// The message was received, and what it brought is nobody else's.
    unsafe fn message_destroy(&self, message: &mut Message);
    /// `mach_vm_deallocate` in this task.
    ///
    /// # Safety
    ///
    /// The memory is the caller's, and nothing uses it.
    unsafe fn vm_deallocate(&self, address: *mut c_void, size: usize);
}
