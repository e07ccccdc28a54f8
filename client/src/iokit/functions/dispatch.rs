//! `dispatch/source.h`, `dispatch/object.h`, `dispatch/queue.h`.

use std::ffi::c_void;

use super::{Handler, Port, Source};

/// Sources of events, and queues.
///
/// # Safety
///
/// They do what the functions of that name do on a Mac, and may be called on any thread.
pub(in crate::iokit) unsafe trait Dispatch {
    /// `dispatch_source_create` of `DISPATCH_SOURCE_TYPE_MACH_RECV` on the default queue.
    fn source_create(&self, port: Port) -> Option<Source>;
    /// `dispatch_set_context`, `dispatch_source_set_event_handler_f` and
    /// `dispatch_source_set_cancel_handler_f`.
    ///
    /// # Safety
    ///
    /// The source isn't active, and the handlers may be called with `context` until `cancelled` was.
    unsafe fn source_set_handlers(
        &self,
        source: Source,
        context: *mut c_void,
        event: Handler,
        cancelled: Handler,
    );
    /// `dispatch_activate`.
    ///
    /// # Safety
    ///
    /// The source is one, and has its handlers.
    unsafe fn source_activate(&self, source: Source);
    /// `dispatch_source_cancel`: no event begins any more, and the other handler is called behind the
    /// one that may be running.
    ///
    /// # Safety
    ///
    /// The source is one.
    unsafe fn source_cancel(&self, source: Source);
    /// `dispatch_release`.
    ///
    /// # Safety
    ///
    /// The source is the caller's, was activated, and is given away.
    unsafe fn source_release(&self, source: Source);
    /// `dispatch_async_f` on a global queue.
    ///
    /// # Safety
    ///
    /// `work` may be called once with `context`, on any thread.
    unsafe fn run(&self, context: *mut c_void, work: Handler);
}
