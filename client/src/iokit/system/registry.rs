//! IOKit's functions for services.

use std::ffi::{CStr, c_void};
use std::ptr::NonNull;

use mach2::port::MACH_PORT_NULL;
use objc2_io_kit::{
    IOIteratorIsValid, IOIteratorNext, IOIteratorReset, IONotificationPort, IOObjectRelease,
    IORegistryEntryGetRegistryEntryID, IOServiceAddMatchingNotification,
    IOServiceGetMatchingServices,
};

use super::objects::taken;
use super::{System, queue};
use crate::iokit::functions::{Code, Matched, NotificationPort, Object, Port, Registry};

/// The main port: `kIOMainPortDefault` (`IOKit/IOKitLib.h`), which is no port.
const MAIN_PORT: Port = MACH_PORT_NULL;

// SAFETY: every function is the one that it says.
unsafe impl Registry for System {
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
}
