//! `IOKit/IOKitLib.h`: services, and what tells of them.

use std::ffi::{CStr, c_void};

use super::{Code, Matched, NotificationPort, Object, Port};

/// The registry of services.
///
/// # Safety
///
/// They do what the functions of that name do on a Mac, and may be called on any thread.
pub(in crate::iokit) unsafe trait Registry {
    /// `IOServiceGetMatchingServices`. No iterator, after success, is one without services.
    ///
    /// # Safety
    ///
    /// `matching` is a dictionary; a count of it is the caller's, and is given away whatever happens.
    unsafe fn get_matching_services(&self, matching: Object, iterator: &mut Port) -> Code;
    /// `IOIteratorNext`: a reference of the caller's, or 0.
    fn iterator_next(&self, iterator: Port) -> Port;
    /// `IOIteratorReset`.
    fn iterator_reset(&self, iterator: Port);
    /// `IOIteratorIsValid`.
    fn iterator_is_valid(&self, iterator: Port) -> bool;
    /// `IOObjectRelease`.
    ///
    /// # Safety
    ///
    /// A reference to the object is the caller's, and is given away.
    unsafe fn object_release(&self, object: Port);
    /// `IORegistryEntryGetRegistryEntryID`.
    fn registry_entry_id(&self, entry: Port, id: &mut u64) -> Code;
    /// `IONotificationPortCreate`.
    fn notification_port_create(&self) -> Option<NotificationPort>;
    /// `IONotificationPortSetDispatchQueue`, a global queue. Its notifications come one after the
    /// other (one dispatch source reads them).
    ///
    /// # Safety
    ///
    /// The port is one that isn't destroyed.
    unsafe fn notification_port_start(&self, port: NotificationPort);
    /// `IONotificationPortDestroy`, on any thread, a notification's too.
    ///
    /// # Safety
    ///
    /// The port is the caller's, and is given away.
    unsafe fn notification_port_destroy(&self, port: NotificationPort);
    /// `IOServiceAddMatchingNotification`.
    ///
    /// # Safety
    ///
    /// As [`get_matching_services`](Self::get_matching_services); `matched` may be called with
    /// `context` as long as the port isn't destroyed, and for a while after it.
    unsafe fn add_matching_notification(
        &self,
        port: NotificationPort,
        kind: &CStr,
        matching: Object,
        matched: Matched,
        context: *mut c_void,
        iterator: &mut Port,
    ) -> Code;
}
