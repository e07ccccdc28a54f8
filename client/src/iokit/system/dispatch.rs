//! Functions of libdispatch.

use std::ffi::c_void;
use std::ptr::{self, NonNull};

use dispatch2::{
    _dispatch_source_type_mach_recv, DispatchObject, DispatchRetained, DispatchSource,
    dispatch_source_type_t,
};

use super::{System, queue};
use crate::iokit::functions::{Dispatch, Handler, Port, Source};

unsafe extern "C" {
    /// `dispatch/source.h`. The one of dispatch2 panics where this returns null.
    fn dispatch_source_create(
        kind: dispatch_source_type_t,
        handle: usize,
        mask: usize,
        queue: *mut c_void,
    ) -> *mut c_void;
}

/// # Safety
///
/// It's a source that isn't released meanwhile.
unsafe fn source<'a>(source: Source) -> &'a DispatchSource {
    // SAFETY: the caller's promise.
    unsafe { source.0.cast().as_ref() }
}

// SAFETY: every function is the one that it says.
unsafe impl Dispatch for System {
    fn source_create(&self, port: Port) -> Option<Source> {
        let kind = (&raw const _dispatch_source_type_mach_recv).cast_mut();
        // SAFETY: the kind is of ports, and no queue is the default one.
        let source = unsafe { dispatch_source_create(kind, port as usize, 0, ptr::null_mut()) };
        NonNull::new(source).map(Source)
    }

    unsafe fn source_set_handlers(
        &self,
        of: Source,
        context: *mut c_void,
        event: Handler,
        cancelled: Handler,
    ) {
        // SAFETY: the caller's promise.
        unsafe {
            let source = source(of);
            source.set_context(context);
            source.set_event_handler_f(event);
            source.set_cancel_handler_f(cancelled);
        }
    }

    unsafe fn source_activate(&self, of: Source) {
        // SAFETY: the caller's promise.
        unsafe { source(of) }.activate();
    }

    unsafe fn source_cancel(&self, of: Source) {
        // SAFETY: the caller's promise.
        unsafe { source(of) }.cancel();
    }

    unsafe fn source_release(&self, of: Source) {
        // SAFETY: the caller's promise.
        drop(unsafe { DispatchRetained::<DispatchSource>::from_raw(of.0.cast()) });
    }

    unsafe fn run(&self, context: *mut c_void, work: Handler) {
        // SAFETY: the caller's promise.
        unsafe { queue().exec_async_f(context, work) };
    }
}
