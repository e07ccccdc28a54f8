//! A transport whose driver has no memory.

use std::ops::Deref;
use std::sync::Arc;

use iigen_client::{
    Cache, Call, CompletionSink, IoReturn, RawConnection, RawMapping, RawWatch, Returned, Service,
    ServiceId, ServiceSink, Transport,
};

/// What a test's driver does; what it doesn't say is unsupported.
pub trait Driver {
    fn open(&self) -> Result<(), IoReturn> {
        Ok(())
    }

    fn call(&self, _: Call<'_>) -> Result<Returned, IoReturn> {
        Err(IoReturn::UNSUPPORTED)
    }

    fn call_async(&self, _: Call<'_>, _: Arc<dyn CompletionSink>) -> Result<Returned, IoReturn> {
        Err(IoReturn::UNSUPPORTED)
    }

    fn services(&self, _: &Service<'_>) -> Result<Vec<ServiceId>, IoReturn> {
        Err(IoReturn::UNSUPPORTED)
    }

    fn watch(&self, _: &Service<'_>, _: Arc<dyn ServiceSink>) -> Result<RawWatch, IoReturn> {
        Err(IoReturn::UNSUPPORTED)
    }

    fn unwatch(&self, _: RawWatch) {}
}

/// The transport to it.
#[derive(Default)]
pub struct Played<D>(pub D);

impl<D> Deref for Played<D> {
    type Target = D;

    fn deref(&self) -> &D {
        &self.0
    }
}

// SAFETY: nothing is mapped.
unsafe impl<D: Driver> Transport for Played<D> {
    fn open(&self, _: &Service<'_>, _: u32) -> Result<RawConnection, IoReturn> {
        self.0.open().map(|()| RawConnection(1))
    }

    fn call(&self, _: RawConnection, call: Call<'_>) -> Result<Returned, IoReturn> {
        self.0.call(call)
    }

    fn call_async(
        &self,
        _: RawConnection,
        call: Call<'_>,
        sink: Arc<dyn CompletionSink>,
    ) -> Result<Returned, IoReturn> {
        self.0.call_async(call, sink)
    }

    fn map(&self, _: RawConnection, _: u32, _: Cache) -> Result<RawMapping, IoReturn> {
        Err(IoReturn::UNSUPPORTED)
    }

    unsafe fn unmap(&self, _: RawConnection, _: u32, _: RawMapping) -> Result<(), IoReturn> {
        Err(IoReturn::UNSUPPORTED)
    }

    unsafe fn close(&self, _: RawConnection) -> Result<(), IoReturn> {
        Ok(())
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
