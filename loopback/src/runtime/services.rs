//! Services as the runtime takes them, and what it tells of them.

use std::{
    ffi::{c_char, c_void},
    ptr,
    sync::Arc,
};

use iigen_client::{IoReturn, PropertyValue, RawWatch, Service, ServiceId, ServiceSink};

use super::{
    ffi,
    machine::{Machine, bytes, check},
};

/// `kind` of `lb_service`.
mod kind {
    pub(super) const CLASS: u32 = 0;
    pub(super) const NAME: u32 = 1;
    pub(super) const TEXT: u32 = 2;
    pub(super) const NUMBER: u32 = 3;
    pub(super) const FLAG: u32 = 4;
    pub(super) const ID: u32 = 5;
}

/// A service as the runtime takes it; the pointers are good for as long as `service`. `None` is one that
/// the runtime can't look for.
pub(super) fn raw_service(service: &Service<'_>) -> Option<ffi::Service> {
    let (kind, key, text, number) = match *service {
        Service::Class(class) => (kind::CLASS, "", class, 0),
        Service::Name(name) => (kind::NAME, "", name, 0),
        Service::Property(key, PropertyValue::Text(text)) => (kind::TEXT, key, text, 0),
        Service::Property(key, PropertyValue::Number(number)) => (kind::NUMBER, key, "", number),
        Service::Property(key, PropertyValue::Flag(flag)) => (kind::FLAG, key, "", flag.into()),
        Service::Id(id) => (kind::ID, "", "", id.0),
        _ => return None,
    };
    let (key, key_length): (*const c_char, usize) = bytes(key);
    let (text, text_length) = bytes(text);
    Some(ffi::Service {
        kind,
        key,
        key_length,
        text,
        text_length,
        number,
    })
}

impl Machine {
    pub(super) fn services(
        &self,
        client: u32,
        service: &Service<'_>,
    ) -> Result<Vec<ServiceId>, IoReturn> {
        let raw = raw_service(service).ok_or(IoReturn::UNSUPPORTED)?;
        let mut found = Vec::new();
        let context = ptr::from_mut(&mut found).cast();
        // SAFETY: the machine is alive; `service` is, too, and `raw` points into it; `context` is what
        // `add` expects, and is used during the call only.
        check(unsafe { ffi::lb_services(self.as_ptr(), client, &raw const raw, add, context) })?;
        Ok(found)
    }

    pub(super) fn watch(
        &self,
        client: u32,
        service: &Service<'_>,
        sink: Arc<dyn ServiceSink>,
    ) -> Result<RawWatch, IoReturn> {
        let raw = raw_service(service).ok_or(IoReturn::UNSUPPORTED)?;
        // A pointer to a trait object isn't one that C can hold.
        let context = Box::into_raw(Box::new(sink)).cast();
        let mut watch = 0;
        // SAFETY: as above; the context is what both functions expect, and the runtime's until it
        // calls the second of them, which is once, whether this succeeds or not.
        check(unsafe {
            ffi::lb_watch(
                self.as_ptr(),
                client,
                &raw const raw,
                tell,
                context,
                gone,
                &raw mut watch,
            )
        })?;
        Ok(RawWatch(watch))
    }

    pub(super) fn unwatch(&self, watch: RawWatch) {
        // SAFETY: the machine is alive; an unknown number is let be.
        unsafe { ffi::lb_unwatch(self.as_ptr(), watch.0) };
    }
}

/// Takes a service that was found; `context` is a `Vec<ServiceId>`.
unsafe extern "C" fn add(context: *mut c_void, id: u64) {
    // SAFETY: `Machine::services` gave the vector, which nothing else uses during the call.
    let found = unsafe { &mut *context.cast::<Vec<ServiceId>>() };
    found.push(ServiceId(id));
}

/// Takes what a watch tells; `context` is an `Arc<dyn ServiceSink>`.
unsafe extern "C" fn tell(context: *mut c_void, arrived: bool, id: u64) {
    // SAFETY: the runtime holds what `Machine::watch` gave it.
    let sink = unsafe { &*context.cast::<Arc<dyn ServiceSink>>() };
    if arrived {
        sink.arrived(ServiceId(id));
    } else {
        sink.removed(ServiceId(id));
    }
}

/// Takes the end of a watch; `context` is an `Arc<dyn ServiceSink>`.
unsafe extern "C" fn gone(context: *mut c_void) {
    // SAFETY: it's what `Machine::watch` gave, and the runtime gives it back once.
    drop(unsafe { Box::from_raw(context.cast::<Arc<dyn ServiceSink>>()) });
}
