//! The C functions that are used, and nothing else: what is decided is decided elsewhere, so that it
//! can be tested where there are none of them.
//!
//! Each is as its header has it; a failure is what it returns, or no handle. "This task" is
//! `mach_task_self()`, and the main port is always the default one.

mod connections;
mod dispatch;
mod mach;
mod objects;
mod registry;

use std::ffi::c_void;
use std::ptr::NonNull;

pub(super) use connections::{Arguments, Connections};
pub(super) use dispatch::Dispatch;
pub(super) use mach::Mach;
pub(super) use objects::Objects;
pub(super) use registry::Registry;

/// `kern_return_t`, `IOReturn` and `mach_msg_return_t` (`mach/kern_return.h`, `mach/message.h`).
pub(super) type Code = i32;

/// The name of a port in this task: `mach_port_t`, and with it `io_object_t` (`device/device_types.h`).
/// 0 is none (`MACH_PORT_NULL`).
pub(super) type Port = u32;

/// `dispatch_function_t` (`dispatch/base.h`).
pub(super) type Handler = extern "C" fn(*mut c_void);

/// `IOServiceMatchingCallback` (`IOKit/IOKitLib.h`).
pub(super) type Matched = unsafe extern "C-unwind" fn(*mut c_void, Port);

/// What C hands out by a pointer that only it follows.
macro_rules! handles {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) struct $name(pub(super) NonNull<c_void>);

        // SAFETY: the pointer is never followed here, and the functions that take it may be called
        // on any thread.
        unsafe impl Send for $name {}
        // SAFETY: as above.
        unsafe impl Sync for $name {}
    )*};
}

handles! {
    /// An immutable CoreFoundation object.
    Object;
    /// `IONotificationPortRef`.
    NotificationPort;
    /// `dispatch_source_t`.
    Source;
}

/// All of them; a clone is the same ones.
pub(super) trait Functions:
    Objects + Registry + Connections + Mach + Dispatch + Clone + Send + Sync + 'static
{
}

impl<T> Functions for T where
    T: Objects + Registry + Connections + Mach + Dispatch + Clone + Send + Sync + 'static
{
}
