//! The door between an app and its driver, as IOKitLib shows it: untyped.

use std::sync::Arc;

use crate::{Cache, IoReturn, RawWatch, Service, ServiceId, ServiceSink};

/// The longest structure that travels inside the message (`sizeof(io_struct_inband_t)`); a longer
/// one goes as a memory descriptor.
pub const STRUCTURE_INBAND_MAX: usize = 4096;

/// The most scalars that a call carries each way (`kIOUserClientScalarArrayCountMax`).
pub const SCALARS_MAX: usize = 16;

/// A way to reach user clients: IOKit on a Mac, the loopback anywhere.
///
/// The calls follow IOKitUser's `IOKitLib.c`; sizes decide what goes in-band and what goes as a
/// descriptor, and that is the transport's business alone.
///
/// Calls block. A transport that is `Send` and `Sync` takes them from any thread, several at once, also of
/// one connection; what is built on it is then [`Send` and `Sync`](crate::Connection#threads-and-executors)
/// too.
///
/// # Safety
///
/// Safe code reads and writes what [`map`](Self::map) returns. So the whole region must be
/// readable, and writable unless the driver maps it read-only, until it is unmapped or its
/// connection is closed; and no Rust reference may point into it.
pub unsafe trait Transport {
    /// Opens a user client on the first service that matches (`IOServiceOpen`); `open_type` is the
    /// driver's own number. If there is no such service: `kIOReturnNotFound`.
    fn open(&self, service: &Service<'_>, open_type: u32) -> Result<RawConnection, IoReturn>;

    /// Calls a method (`IOConnectCallMethod`).
    fn call(&self, connection: RawConnection, call: Call<'_>) -> Result<Returned, IoReturn>;

    /// Calls a method that completes later (`IOConnectCallAsyncMethod`); `sink` gets what the driver
    /// says then.
    ///
    /// The outputs are the call's own, as those of [`call`](Self::call); there is none of
    /// [variable](StructureOutput::Variable) length. If the call fails, the sink is dropped, and
    /// nothing of it is called any more.
    ///
    /// The default has no asynchronous calls (`kIOReturnUnsupported`).
    fn call_async(
        &self,
        connection: RawConnection,
        call: Call<'_>,
        sink: Arc<dyn CompletionSink>,
    ) -> Result<Returned, IoReturn> {
        let _ = (connection, call, sink);
        Err(IoReturn::UNSUPPORTED)
    }

    /// Maps the memory of a type (`IOConnectMapMemory64`), at an address that the system chooses,
    /// cached as it's asked for.
    fn map(
        &self,
        connection: RawConnection,
        memory_type: u32,
        cache: Cache,
    ) -> Result<RawMapping, IoReturn>;

    /// Undoes [`map`](Self::map) (`IOConnectUnmapMemory64`).
    ///
    /// # Safety
    ///
    /// `mapping` came from `map` of this connection and type, and nothing uses its memory any more.
    /// Two maps of one descriptor are one mapping, which the first `unmap` destroys.
    unsafe fn unmap(
        &self,
        connection: RawConnection,
        memory_type: u32,
        mapping: RawMapping,
    ) -> Result<(), IoReturn>;

    /// Has `sink` told of what the driver tells about this type (`IOConnectSetNotificationPort`), and
    /// no longer who was told before; with `None`, nobody is. A driver with a queue in its memory of
    /// that type tells that there is something in it, when it was empty.
    ///
    /// If it fails, the sink is dropped, and nothing of it is called any more; who was told before may
    /// be told on. `None` can fail too, and yet nobody is told any more.
    ///
    /// The default has no such notifications (`kIOReturnUnsupported`).
    fn set_notification_port(
        &self,
        connection: RawConnection,
        notification_type: u32,
        sink: Option<Arc<dyn NotificationSink>>,
    ) -> Result<(), IoReturn> {
        let _ = (connection, notification_type, sink);
        Err(IoReturn::UNSUPPORTED)
    }

    /// Closes a connection (`IOServiceClose`); its mappings go with it.
    ///
    /// # Safety
    ///
    /// The connection is the caller's own, and nothing uses the memory of its mappings any more.
    unsafe fn close(&self, connection: RawConnection) -> Result<(), IoReturn>;

    /// All services that match now (`IOServiceGetMatchingServices`); none is no error.
    ///
    /// The default can't look for services (`kIOReturnUnsupported`).
    fn services(&self, service: &Service<'_>) -> Result<Vec<ServiceId>, IoReturn> {
        let _ = service;
        Err(IoReturn::UNSUPPORTED)
    }

    /// Tells `sink` of each service that matches, those that are there first, and when it goes
    /// (`IOServiceAddMatchingNotification` with `kIOFirstMatchNotification` and
    /// `kIOTerminatedNotification`), until [`unwatch`](Self::unwatch). If it fails, the sink is dropped.
    ///
    /// The default can't watch services (`kIOReturnUnsupported`).
    fn watch(
        &self,
        service: &Service<'_>,
        sink: Arc<dyn ServiceSink>,
    ) -> Result<RawWatch, IoReturn> {
        let _ = (service, sink);
        Err(IoReturn::UNSUPPORTED)
    }

    /// Ends a [`watch`](Self::watch) (`IOObjectRelease` of its iterators): the sink is told nothing
    /// any more, except what it's being told on another thread, and is dropped.
    ///
    /// It doesn't wait for the sink. A watch that isn't known, or was ended, is let be.
    fn unwatch(&self, watch: RawWatch) {
        let _ = watch;
    }
}

/// Takes the completions of an asynchronous call.
///
/// They come one after the other on a thread of the transport's, any number of times, and perhaps
/// before [`Transport::call_async`] has returned. A sink may call the transport, and may close its
/// own connection.
pub trait CompletionSink: Send + Sync {
    /// The driver has completed the call, with a status and up to 16 words.
    fn complete(&self, status: IoReturn, words: &[u64]);

    /// Nothing comes any more: the driver has let the completion go, or has died, or the connection
    /// is closed. The sink is dropped after this.
    fn gone(&self) {}
}

/// Takes the notifications of a driver.
///
/// They come one after the other on a thread of the transport's, and perhaps before
/// [`Transport::set_notification_port`] has returned. A sink may call the transport, and may close its
/// own connection.
pub trait NotificationSink: Send + Sync {
    /// There is something to look for. One of these may stand for many.
    fn notified(&self);

    /// Nothing comes any more: the driver has let the port go, or another sink has taken the place of
    /// this one, or the connection is closed. The sink is dropped after this.
    fn gone(&self) {}
}

/// An open connection, as the transport numbers them (`io_connect_t`, a 32-bit port name).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct RawConnection(pub u32);

/// Mapped memory: where it is and how long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RawMapping {
    /// The first byte.
    pub address: *mut u8,
    /// The length of the whole region in bytes.
    pub size: usize,
}

// SAFETY: an address and a length; neither reads nor writes anything by itself.
unsafe impl Send for RawMapping {}
// SAFETY: as above.
unsafe impl Sync for RawMapping {}

/// One call. The lengths of the slices are the counts that the driver sees.
#[derive(Debug)]
pub struct Call<'a> {
    /// Which method.
    pub selector: u32,
    /// At most [`SCALARS_MAX`] numbers.
    pub scalar_input: &'a [u64],
    /// At most [`STRUCTURE_INBAND_MAX`] bytes go in-band, more as a descriptor.
    pub structure_input: &'a [u8],
    /// Room for at most [`SCALARS_MAX`] numbers.
    pub scalar_output: &'a mut [u64],
    /// Room for the structure that comes back.
    pub structure_output: StructureOutput<'a>,
}

/// How a structure comes back.
#[derive(Debug)]
pub enum StructureOutput<'a> {
    /// Into a buffer: up to [`STRUCTURE_INBAND_MAX`] bytes in-band, more as a descriptor. The size
    /// of a descriptor's answer is not reported by a dext: it stays the size of the buffer.
    Buffer(&'a mut [u8]),
    /// As long as the driver likes (`kIOConnectMethodVarOutputSize`); the bytes are appended.
    Variable(&'a mut Vec<u8>),
}

impl StructureOutput<'_> {
    /// No structure is wanted back.
    pub fn none() -> Self {
        Self::Buffer(&mut [])
    }
}

/// What a call reports besides the bytes and numbers themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Returned {
    /// How many numbers came back (`*outputCnt`).
    pub scalars: usize,
    /// How many bytes came back (`*outputStructCnt`).
    pub structure: usize,
}

/// A reference, a `Box`, an `Arc` of a transport is one.
macro_rules! forward {
    ($($pointer:ty),*) => {$(
        // SAFETY: every call goes to `T`, which keeps the promises.
        unsafe impl<T: Transport + ?Sized> Transport for $pointer {
            fn open(
                &self,
                service: &Service<'_>,
                open_type: u32,
            ) -> Result<RawConnection, IoReturn> {
                (**self).open(service, open_type)
            }
            fn call(
                &self,
                connection: RawConnection,
                call: Call<'_>,
            ) -> Result<Returned, IoReturn> {
                (**self).call(connection, call)
            }
            fn call_async(
                &self,
                connection: RawConnection,
                call: Call<'_>,
                sink: Arc<dyn CompletionSink>,
            ) -> Result<Returned, IoReturn> {
                (**self).call_async(connection, call, sink)
            }
            fn map(
                &self,
                connection: RawConnection,
                memory_type: u32,
                cache: Cache,
            ) -> Result<RawMapping, IoReturn> {
                (**self).map(connection, memory_type, cache)
            }
            unsafe fn unmap(
                &self,
                connection: RawConnection,
                memory_type: u32,
                mapping: RawMapping,
            ) -> Result<(), IoReturn> {
                // SAFETY: the caller's promise is the same one.
                unsafe { (**self).unmap(connection, memory_type, mapping) }
            }
            fn set_notification_port(
                &self,
                connection: RawConnection,
                notification_type: u32,
                sink: Option<Arc<dyn NotificationSink>>,
            ) -> Result<(), IoReturn> {
                (**self).set_notification_port(connection, notification_type, sink)
            }
            unsafe fn close(&self, connection: RawConnection) -> Result<(), IoReturn> {
                // SAFETY: the caller's promise is the same one.
                unsafe { (**self).close(connection) }
            }
            fn services(&self, service: &Service<'_>) -> Result<Vec<ServiceId>, IoReturn> {
                (**self).services(service)
            }
            fn watch(
                &self,
                service: &Service<'_>,
                sink: Arc<dyn ServiceSink>,
            ) -> Result<RawWatch, IoReturn> {
                (**self).watch(service, sink)
            }
            fn unwatch(&self, watch: RawWatch) {
                (**self).unwatch(watch);
            }
        }
    )*};
}
forward!(&T, Box<T>, Arc<T>);
