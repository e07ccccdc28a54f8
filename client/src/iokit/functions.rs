//! The C functions that are used, and nothing else: what is decided is decided elsewhere, so that it
//! can be tested where there are none of them.

use std::ffi::{CStr, c_void};
use std::ptr::NonNull;

use super::message::Message;

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

/// The arguments that [`Functions::call_method`] and [`Functions::call_async_method`] have in common.
pub(super) struct Arguments<'a> {
    pub(super) selector: u32,
    /// At most 16.
    pub(super) scalar_input: &'a [u64],
    pub(super) structure_input: &'a [u8],
    pub(super) scalar_output: *mut u64,
    /// The room, and then how many came.
    pub(super) scalar_output_count: &'a mut u32,
    /// Where the bytes go, or where the address of the bytes goes.
    pub(super) structure_output: *mut c_void,
    /// The room, or `kIOConnectMethodVarOutputSize`, and then how many bytes came.
    pub(super) structure_output_size: &'a mut usize,
}

/// The functions, each as its header has it; a failure is what they return, or no handle.
///
/// "This task" is `mach_task_self()`, and the main port is always the default one.
///
/// # Safety
///
/// They do what the functions of that name do on a Mac, and may be called on any thread.
pub(super) unsafe trait Functions: Clone + Send + Sync + 'static {
    // CoreFoundation. What is returned is owned by the caller, with one count.

    /// `CFStringCreateWithBytes`, of UTF-8 (`CFString.h`).
    fn string(&self, text: &str) -> Option<Object>;
    /// `CFNumberCreate` with `kCFNumberSInt64Type`, of the same 64 bits (`CFNumber.h`).
    fn number(&self, number: u64) -> Option<Object>;
    /// `CFRetain` of `kCFBooleanTrue` or `kCFBooleanFalse` (`CFNumber.h`).
    fn boolean(&self, flag: bool) -> Option<Object>;
    /// `CFDictionaryCreate` of one pair, which it retains (`CFDictionary.h`).
    ///
    /// # Safety
    ///
    /// They are objects.
    unsafe fn dictionary(&self, key: Object, value: Object) -> Option<Object>;
    /// `CFRetain` (`CFBase.h`).
    ///
    /// # Safety
    ///
    /// It's an object.
    unsafe fn retain(&self, object: Object);
    /// `CFRelease` (`CFBase.h`).
    ///
    /// # Safety
    ///
    /// A count of the object is the caller's, and is given away.
    unsafe fn release(&self, object: Object);

    // IOKit/IOKitLib.h.

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

    // Mach: mach/mach_port.h, mach/message.h, mach/mach_vm.h.

    /// `mach_port_construct` of a receive right with the longest queue (`MPO_QLIMIT`,
    /// `MACH_PORT_QLIMIT_LARGE`).
    fn port_construct(&self, port: &mut Port) -> Code;
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

    // libdispatch: dispatch/source.h, dispatch/object.h, dispatch/queue.h.

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
