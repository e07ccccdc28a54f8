//! Mach's functions.

use std::ffi::c_void;

use mach2::mach_port::{mach_port_construct, mach_port_destruct, mach_port_request_notification};
use mach2::message::{
    MACH_MSG_TYPE_MAKE_SEND_ONCE, MACH_RCV_MSG, MACH_RCV_TIMEOUT, mach_msg, mach_msg_destroy,
};
use mach2::notify::MACH_NOTIFY_NO_SENDERS;
use mach2::port::{MACH_PORT_NULL, MPO_QLIMIT, mach_port_limits_t, mach_port_options_t};
use mach2::vm::mach_vm_deallocate;

use super::{System, task};
use crate::iokit::functions::{Code, Mach, Port};
use crate::iokit::message::Message;

// SAFETY: every function is the one that it says.
unsafe impl Mach for System {
    fn port_construct(&self, messages: u32, port: &mut Port) -> Code {
        let mut options = mach_port_options_t {
            flags: MPO_QLIMIT,
            mpl: mach_port_limits_t {
                mpl_qlimit: messages,
            },
            ..mach_port_options_t::default()
        };
        // SAFETY: the options and the name have their places.
        unsafe { mach_port_construct(task(), &raw mut options, 0, port) }
    }

    unsafe fn port_destruct(&self, port: Port) {
        // SAFETY: the receive right is the caller's; there is no send right, and no guard.
        unsafe { mach_port_destruct(task(), port, 0, 0) };
    }

    fn request_no_senders(&self, port: Port) -> Code {
        let mut previous = MACH_PORT_NULL;
        // SAFETY: the name of what was asked for before has its place.
        let code = unsafe {
            mach_port_request_notification(
                task(),
                port,
                MACH_NOTIFY_NO_SENDERS,
                1,
                port,
                MACH_MSG_TYPE_MAKE_SEND_ONCE,
                &raw mut previous,
            )
        };
        debug_assert_eq!(previous, MACH_PORT_NULL, "nothing was asked for before");
        code
    }

    fn receive(&self, port: Port, message: &mut Message) -> Code {
        // SAFETY: the message has the room that is told, and is aligned.
        unsafe {
            mach_msg(
                message.as_mut_ptr().cast(),
                MACH_RCV_MSG | MACH_RCV_TIMEOUT,
                0,
                Message::capacity() as u32,
                port,
                0,
                MACH_PORT_NULL,
            )
        }
    }

    unsafe fn message_destroy(&self, message: &mut Message) {
        // SAFETY: the caller's promise.
        unsafe { mach_msg_destroy(message.as_mut_ptr().cast()) };
    }

    unsafe fn vm_deallocate(&self, address: *mut c_void, size: usize) {
        // SAFETY: the caller's promise.
        unsafe { mach_vm_deallocate(task(), address.addr() as u64, size as u64) };
    }
}
