//! [`IoKit`].

use std::sync::Arc;

use super::kit::Kit;
use super::system::System;
use crate::{
    Cache, Call, CompletionSink, IoReturn, NotificationSink, RawConnection, RawMapping, RawWatch,
    Returned, Service, ServiceId, ServiceSink, Transport,
};

/// IOKit itself: the way from an app on a Mac to its driver.
///
/// ```no_run
/// # use std::time::Duration;
/// use iigen_client::{Connection, Error, IoKit, Method, Service, wait_for};
///
/// # fn main() -> Result<(), Error> {
/// let iokit = IoKit::new();
/// let id = wait_for(&iokit, &Service::Class("RingDriver"), Duration::from_secs(5))?;
///
/// // A generated client does the same: RingUserClient::open_service(iokit, &Service::Id(id))
/// let connection = Connection::open(iokit, &Service::Id(id), 0)?;
/// let mut rate = [0];
/// connection.call(Method::new("rate", 1), &[], &[], &mut rate, &mut [])?;
/// # Ok(())
/// # }
/// ```
///
/// A clone is the same transport, and costs nothing. It may be used on any thread; a call blocks its
/// thread until the driver has answered.
///
/// Completions and the news of services come on threads of libdispatch, those of one call or of one
/// watch one after the other. A sink that panics there ends the process.
///
/// Each asynchronous call has a Mach port of its own, until the driver lets the completion go or the
/// connection is closed. A driver that keeps completions for ever makes the app keep their ports.
///
/// When the last clone is dropped, what it watches is watched no more. Connections stay open until
/// they are [closed](Transport::close), as a [`Connection`](crate::Connection) does it.
///
/// An app that opens a dext needs the entitlement `com.apple.developer.driverkit.userclient-access`
/// with the dext's bundle identifier, unless the dext allows any app; without it, an open is refused
/// with `kIOReturnNotPermitted` (xnu `IOUserServer.cpp`, `IOUserServer::serviceNewUserClient`).
#[derive(Clone)]
pub struct IoKit(Kit<System>);

// It's promised above.
const _: () = {
    const fn both<T: Clone + Send + Sync + 'static>() {}
    both::<IoKit>();
};

impl IoKit {
    /// A transport that has nothing open yet.
    pub fn new() -> Self {
        Self(Kit::new(System))
    }
}

impl Default for IoKit {
    fn default() -> Self {
        Self::new()
    }
}

impl std::fmt::Debug for IoKit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("IoKit")
    }
}

// SAFETY: every call goes to `Kit`, which keeps the promises.
unsafe impl Transport for IoKit {
    fn open(&self, service: &Service<'_>, open_type: u32) -> Result<RawConnection, IoReturn> {
        self.0.open(service, open_type)
    }

    fn call(&self, connection: RawConnection, call: Call<'_>) -> Result<Returned, IoReturn> {
        self.0.call(connection, call)
    }

    fn call_async(
        &self,
        connection: RawConnection,
        call: Call<'_>,
        sink: Arc<dyn CompletionSink>,
    ) -> Result<Returned, IoReturn> {
        self.0.call_async(connection, call, sink)
    }

    fn map(
        &self,
        connection: RawConnection,
        memory_type: u32,
        cache: Cache,
    ) -> Result<RawMapping, IoReturn> {
        self.0.map(connection, memory_type, cache)
    }

    unsafe fn unmap(
        &self,
        connection: RawConnection,
        memory_type: u32,
        mapping: RawMapping,
    ) -> Result<(), IoReturn> {
        // SAFETY: the caller's promise is the same one.
        unsafe { self.0.unmap(connection, memory_type, mapping) }
    }

    fn set_notification_port(
        &self,
        connection: RawConnection,
        notification_type: u32,
        sink: Option<Arc<dyn NotificationSink>>,
    ) -> Result<(), IoReturn> {
        (self.0).set_notification_port(connection, notification_type, sink)
    }

    unsafe fn close(&self, connection: RawConnection) -> Result<(), IoReturn> {
        // SAFETY: the caller's promise is the same one.
        unsafe { self.0.close(connection) }
    }

    fn services(&self, service: &Service<'_>) -> Result<Vec<ServiceId>, IoReturn> {
        self.0.services(service)
    }

    fn watch(
        &self,
        service: &Service<'_>,
        sink: Arc<dyn ServiceSink>,
    ) -> Result<RawWatch, IoReturn> {
        self.0.watch(service, sink)
    }

    fn unwatch(&self, watch: RawWatch) {
        self.0.unwatch(watch);
    }
}
