//! The transport over the C functions.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::functions::{Functions, Port};
use super::listener::Listeners;
use super::watch::Watch;
use super::{call, check, completions, find, map, notifications};
use crate::{
    Cache, Call, CompletionSink, IoReturn, NotificationSink, RawConnection, RawMapping, RawWatch,
    Returned, Service, ServiceId, ServiceSink, Transport,
};

/// IOKit by these functions; a clone is the same one.
pub(super) struct Kit<F: Functions> {
    shared: Arc<Shared<F>>,
}

struct Shared<F: Functions> {
    functions: F,
    connections: Mutex<HashMap<Port, Arc<Listeners<F>>>>,
    watches: Mutex<HashMap<u64, Arc<Watch<F>>>>,
}

impl<F: Functions> Kit<F> {
    pub(super) fn new(functions: F) -> Self {
        Self {
            shared: Arc::new(Shared {
                functions,
                connections: Mutex::default(),
                watches: Mutex::default(),
            }),
        }
    }

    /// Those that listen to an open connection.
    fn listeners(&self, connection: RawConnection) -> Result<Arc<Listeners<F>>, IoReturn> {
        let listeners = lock(&self.shared.connections).get(&connection.0).cloned();
        listeners.ok_or(IoReturn::NOT_OPEN)
    }
}

impl<F: Functions> Clone for Kit<F> {
    fn clone(&self) -> Self {
        Self {
            shared: Arc::clone(&self.shared),
        }
    }
}

// SAFETY: a mapping of IOKit's is readable, and writable unless the driver has it mapped read-only,
// until it is unmapped or the connection is closed; no reference points into it.
unsafe impl<F: Functions> Transport for Kit<F> {
    fn open(&self, service: &Service<'_>, open_type: u32) -> Result<RawConnection, IoReturn> {
        let connection = find::open(&self.shared.functions, service, open_type)?;
        let listeners = Arc::new(Listeners::new());
        lock(&self.shared.connections).insert(connection.0, listeners);
        Ok(connection)
    }

    fn call(&self, connection: RawConnection, call: Call<'_>) -> Result<Returned, IoReturn> {
        call::call(&self.shared.functions, connection.0, call)
    }

    fn call_async(
        &self,
        connection: RawConnection,
        call: Call<'_>,
        sink: Arc<dyn CompletionSink>,
    ) -> Result<Returned, IoReturn> {
        let listeners = self.listeners(connection)?;
        let functions = &self.shared.functions;
        completions::call_async(functions, connection.0, &listeners, call, sink)
    }

    fn map(
        &self,
        connection: RawConnection,
        memory_type: u32,
        cache: Cache,
    ) -> Result<RawMapping, IoReturn> {
        map::map(&self.shared.functions, connection.0, memory_type, cache)
    }

    unsafe fn unmap(
        &self,
        connection: RawConnection,
        memory_type: u32,
        mapping: RawMapping,
    ) -> Result<(), IoReturn> {
        // SAFETY: the caller's promise is the same one.
        unsafe { map::unmap(&self.shared.functions, connection.0, memory_type, mapping) }
    }

    fn set_notification_port(
        &self,
        connection: RawConnection,
        notification_type: u32,
        sink: Option<Arc<dyn NotificationSink>>,
    ) -> Result<(), IoReturn> {
        let listeners = self.listeners(connection)?;
        let functions = &self.shared.functions;
        notifications::set(functions, connection.0, &listeners, notification_type, sink)
    }

    unsafe fn close(&self, connection: RawConnection) -> Result<(), IoReturn> {
        // The name may be another connection's as soon as this one is closed.
        let listeners = lock(&self.shared.connections).remove(&connection.0);
        let listeners = listeners.ok_or(IoReturn::NOT_OPEN)?;
        // SAFETY: it was opened here and wasn't closed, and the rest is the caller's promise.
        let closed = check(unsafe { self.shared.functions.service_close(connection.0) });
        listeners.close();
        closed
    }

    fn services(&self, service: &Service<'_>) -> Result<Vec<ServiceId>, IoReturn> {
        find::services(&self.shared.functions, service)
    }

    fn watch(
        &self,
        service: &Service<'_>,
        sink: Arc<dyn ServiceSink>,
    ) -> Result<RawWatch, IoReturn> {
        let watch = Watch::new(&self.shared.functions, service, sink)?;
        let number = watch.number();
        lock(&self.shared.watches).insert(number, watch);
        Ok(RawWatch(number))
    }

    fn unwatch(&self, watch: RawWatch) {
        let watch = lock(&self.shared.watches).remove(&watch.0);
        if let Some(watch) = watch {
            watch.end();
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // Nothing panics with a lock held.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
