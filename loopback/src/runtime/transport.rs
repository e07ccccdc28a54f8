//! An app's way to the machine, which is the same whether the app is the loopback's own or another.

use std::sync::Arc;

use iigen_client::{
    Cache, Call, CompletionSink, IoReturn, NotificationSink, RawConnection, RawMapping, RawWatch,
    Returned, Service, ServiceId, ServiceSink, Transport,
};

use super::{Client, Loopback};

/// What has a `machine()` and a `number()` on it is a transport.
macro_rules! transport {
    ($app:ty) => {
        // SAFETY: a mapping of the machine's is pages of the size that it says, writable unless the
        // driver wants it read-only; only `unmap`, `close` and the end of the transport take it away,
        // and the driver sees it through pointers.
        unsafe impl Transport for $app {
            fn open(
                &self,
                service: &Service<'_>,
                open_type: u32,
            ) -> Result<RawConnection, IoReturn> {
                self.machine().open(self.number(), service, open_type)
            }

            fn call(
                &self,
                connection: RawConnection,
                call: Call<'_>,
            ) -> Result<Returned, IoReturn> {
                self.machine().call(connection, call)
            }

            fn call_async(
                &self,
                connection: RawConnection,
                call: Call<'_>,
                sink: Arc<dyn CompletionSink>,
            ) -> Result<Returned, IoReturn> {
                self.machine().call_async(connection, call, sink)
            }

            fn map(
                &self,
                connection: RawConnection,
                memory_type: u32,
                cache: Cache,
            ) -> Result<RawMapping, IoReturn> {
                self.machine().map(connection, memory_type, cache)
            }

            unsafe fn unmap(
                &self,
                connection: RawConnection,
                memory_type: u32,
                mapping: RawMapping,
            ) -> Result<(), IoReturn> {
                self.machine().unmap(connection, memory_type, mapping)
            }

            fn set_notification_port(
                &self,
                connection: RawConnection,
                notification_type: u32,
                sink: Option<Arc<dyn NotificationSink>>,
            ) -> Result<(), IoReturn> {
                self.machine()
                    .set_notification_port(connection, notification_type, sink)
            }

            unsafe fn close(&self, connection: RawConnection) -> Result<(), IoReturn> {
                self.machine().close(connection)
            }

            fn services(&self, service: &Service<'_>) -> Result<Vec<ServiceId>, IoReturn> {
                self.machine().services(self.number(), service)
            }

            fn watch(
                &self,
                service: &Service<'_>,
                sink: Arc<dyn ServiceSink>,
            ) -> Result<RawWatch, IoReturn> {
                self.machine().watch(self.number(), service, sink)
            }

            fn unwatch(&self, watch: RawWatch) {
                self.machine().unwatch(watch);
            }
        }
    };
}
transport!(Loopback);
transport!(Client<'_>);
