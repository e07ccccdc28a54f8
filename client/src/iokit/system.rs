//! The functions themselves.

use std::ffi::{CStr, c_void};
use std::ptr::{self, NonNull};

use dispatch2::{
    _dispatch_source_type_mach_recv, DispatchObject, DispatchQoS, DispatchQueue, DispatchRetained,
    DispatchSource, GlobalQueueIdentifier, dispatch_source_type_t,
};
use mach2::kern_return::kern_return_t;
use mach2::mach_port::{mach_port_construct, mach_port_destruct};
use mach2::message::{
    MACH_MSG_TYPE_MAKE_SEND_ONCE, MACH_RCV_MSG, MACH_RCV_TIMEOUT, mach_msg, mach_msg_destroy,
    mach_msg_id_t, mach_msg_type_name_t,
};
use mach2::notify::MACH_NOTIFY_NO_SENDERS;
use mach2::port::{
    MACH_PORT_NULL, MACH_PORT_QLIMIT_LARGE, MPO_QLIMIT, mach_port_limits_t, mach_port_mscount_t,
    mach_port_name_t, mach_port_options_t, mach_port_t,
};
use mach2::traps::mach_task_self;
use mach2::vm::mach_vm_deallocate;
use objc2_core_foundation::{
    CFBoolean, CFDictionary, CFNumber, CFNumberType, CFRetained, CFString,
    CFStringBuiltInEncodings, CFType, Type, kCFTypeDictionaryKeyCallBacks,
    kCFTypeDictionaryValueCallBacks,
};
use objc2_io_kit::{
    IOConnectCallAsyncMethod, IOConnectCallMethod, IOConnectMapMemory64, IOConnectUnmapMemory64,
    IOIteratorIsValid, IOIteratorNext, IOIteratorReset, IONotificationPort, IOObjectRelease,
    IORegistryEntryGetRegistryEntryID, IOServiceAddMatchingNotification, IOServiceClose,
    IOServiceGetMatchingServices, IOServiceOpen,
};

use super::functions::{
    Arguments, Code, Functions, Handler, Matched, NotificationPort, Object, Port, Source,
};
use super::message::Message;

/// The main port: `kIOMainPortDefault` (`IOKit/IOKitLib.h`), which is no port.
const MAIN_PORT: Port = MACH_PORT_NULL;

unsafe extern "C" {
    /// `mach/mach_port.h`, made from `mach_port.defs`; `notify` is a name, and `poly` says which right of
    /// it is sent. mach2 doesn't have it.
    fn mach_port_request_notification(
        task: mach_port_t,
        name: mach_port_name_t,
        message: mach_msg_id_t,
        sync: mach_port_mscount_t,
        notify: mach_port_t,
        poly: mach_msg_type_name_t,
        previous: *mut mach_port_t,
    ) -> kern_return_t;

    /// `dispatch/source.h`. The one of dispatch2 panics where this returns null.
    fn dispatch_source_create(
        kind: dispatch_source_type_t,
        handle: usize,
        mask: usize,
        queue: *mut c_void,
    ) -> *mut c_void;
}

/// The functions of the system.
#[derive(Clone, Copy)]
pub(super) struct System;

/// A count of an object, given to the caller.
fn given<T: Type>(object: CFRetained<T>) -> Object {
    Object(CFRetained::into_raw(object).cast())
}

/// A count of a dictionary, taken from the caller.
///
/// # Safety
///
/// It's a dictionary, and the count is the caller's.
unsafe fn taken(dictionary: Object) -> CFRetained<CFDictionary> {
    // SAFETY: the caller's promise is the same one.
    unsafe { CFRetained::from_raw(dictionary.0.cast()) }
}

/// Where work is done that nobody else waits for.
fn queue() -> DispatchRetained<DispatchQueue> {
    DispatchQueue::global_queue(GlobalQueueIdentifier::QualityOfService(
        DispatchQoS::Default,
    ))
}

/// # Safety
///
/// It's a source that isn't released meanwhile.
unsafe fn source<'a>(source: Source) -> &'a DispatchSource {
    // SAFETY: the caller's promise.
    unsafe { source.0.cast().as_ref() }
}

/// This task (`mach_task_self`).
fn task() -> mach_port_t {
    // SAFETY: libSystem has set it before the program begins.
    unsafe { mach_task_self() }
}

// SAFETY: every function is the one that it says.
unsafe impl Functions for System {
    fn string(&self, text: &str) -> Option<Object> {
        // SAFETY: the bytes are there for the time of the call.
        let string = unsafe {
            CFString::with_bytes(
                None,
                text.as_ptr(),
                text.len() as isize,
                CFStringBuiltInEncodings::EncodingUTF8.0,
                false,
            )
        };
        string.map(given)
    }

    fn number(&self, number: u64) -> Option<Object> {
        // SAFETY: the number is 64 bits.
        let number =
            unsafe { CFNumber::new(None, CFNumberType::SInt64Type, (&raw const number).cast()) };
        number.map(given)
    }

    fn boolean(&self, flag: bool) -> Option<Object> {
        Some(given(CFBoolean::new(flag).retain()))
    }

    unsafe fn dictionary(&self, key: Object, value: Object) -> Option<Object> {
        let mut key = key.0.as_ptr().cast_const();
        let mut value = value.0.as_ptr().cast_const();
        // SAFETY: one key and one value, which are objects, with the callbacks of objects.
        let dictionary = unsafe {
            CFDictionary::new(
                None,
                &raw mut key,
                &raw mut value,
                1,
                &raw const kCFTypeDictionaryKeyCallBacks,
                &raw const kCFTypeDictionaryValueCallBacks,
            )
        };
        dictionary.map(given)
    }

    unsafe fn retain(&self, object: Object) {
        // SAFETY: the caller's promise.
        let retained = unsafe { CFRetained::<CFType>::retain(object.0.cast()) };
        given(retained);
    }

    unsafe fn release(&self, object: Object) {
        // SAFETY: the caller's promise.
        drop(unsafe { CFRetained::<CFType>::from_raw(object.0.cast()) });
    }

    unsafe fn get_matching_services(&self, matching: Object, iterator: &mut Port) -> Code {
        // SAFETY: the caller's promise.
        unsafe { IOServiceGetMatchingServices(MAIN_PORT, Some(taken(matching)), iterator) }
    }

    fn iterator_next(&self, iterator: Port) -> Port {
        IOIteratorNext(iterator)
    }

    fn iterator_reset(&self, iterator: Port) {
        IOIteratorReset(iterator);
    }

    fn iterator_is_valid(&self, iterator: Port) -> bool {
        IOIteratorIsValid(iterator)
    }

    unsafe fn object_release(&self, object: Port) {
        IOObjectRelease(object);
    }

    fn registry_entry_id(&self, entry: Port, id: &mut u64) -> Code {
        // SAFETY: the number has its place.
        unsafe { IORegistryEntryGetRegistryEntryID(entry, id) }
    }

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

    fn notification_port_create(&self) -> Option<NotificationPort> {
        NonNull::new(IONotificationPort::create(MAIN_PORT)).map(|it| NotificationPort(it.cast()))
    }

    unsafe fn notification_port_start(&self, port: NotificationPort) {
        // SAFETY: the caller's promise.
        unsafe { IONotificationPort::set_dispatch_queue(port.0.as_ptr().cast(), Some(&queue())) };
    }

    unsafe fn notification_port_destroy(&self, port: NotificationPort) {
        // SAFETY: the caller's promise.
        unsafe { IONotificationPort::destroy(port.0.as_ptr().cast()) };
    }

    unsafe fn add_matching_notification(
        &self,
        port: NotificationPort,
        kind: &CStr,
        matching: Object,
        matched: Matched,
        context: *mut c_void,
        iterator: &mut Port,
    ) -> Code {
        // SAFETY: the caller's promise. `io_name_t` is an array of 128 as a parameter, so a pointer to a
        // string.
        unsafe {
            IOServiceAddMatchingNotification(
                port.0.as_ptr().cast(),
                kind.as_ptr().cast_mut().cast(),
                Some(taken(matching)),
                Some(matched),
                context,
                iterator,
            )
        }
    }

    fn port_construct(&self, port: &mut Port) -> Code {
        let mut options = mach_port_options_t {
            flags: MPO_QLIMIT,
            mpl: mach_port_limits_t {
                mpl_qlimit: MACH_PORT_QLIMIT_LARGE,
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
