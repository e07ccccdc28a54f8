//! An open user client.

use std::fmt;
use std::sync::Arc;

use crate::cause::{Asked, Sent};
use crate::region::Mapped;
use crate::{
    Awaited, Call, CompletionSink, Error, ErrorKind, IoReturn, Method, NotificationSink, Plain,
    RawConnection, Returned, STRUCTURE_INBAND_MAX, Service, Sought, StructureOutput, Transport,
};

/// An open user client; closed when it and its mappings are dropped.
///
/// Generated clients hold one and call its methods. All but [`call_raw`](Self::call_raw) compare
/// what came back with what the spec says, and none allocates but for the variable parts.
///
/// # Threads and executors
///
/// A connection is `Send` and `Sync` if its transport is, as IOKit and the loopback are; so are the
/// generated client, its mappings and rings, [`Completion`](crate::Completion)s,
/// [`Events`](crate::Events) and [`ServiceWatch`](crate::ServiceWatch)es. Many threads may call at
/// once; the driver gets the calls one after the other, unless it says otherwise.
///
/// A call blocks its thread until the driver has answered. On an executor, one that may take its
/// time goes to a thread for such things, by a client in an `Arc`:
/// `spawn_blocking(move || client.load(&bytes))` with tokio, `unblock` with the crate `blocking`. To
/// open and to close are calls, too: what is dropped last of a client and its mappings closes.
///
/// What comes later doesn't block: a `Completion` is a `Future`, `Events`, a `DataQueue` and a
/// `ServiceWatch` are `Stream`s, woken by threads of the transport's. They need no runtime, and may be dropped at any
/// time, in a `select!` or when a limit of time is over.
pub struct Connection<T: Transport> {
    inner: Arc<Inner<T>>,
    /// Who gets what its calls are answered later.
    sink: Option<Arc<dyn CompletionSink>>,
}

/// What the connection and its mappings keep open together.
pub(crate) struct Inner<T: Transport> {
    pub(crate) transport: T,
    pub(crate) raw: RawConnection,
    pub(crate) mapped: Mapped,
}

impl<T: Transport> Drop for Inner<T> {
    fn drop(&mut self) {
        // SAFETY: the connection was opened here, and mappings hold an `Arc` of this.
        // There is nobody to tell of a failure.
        let _ = unsafe { self.transport.close(self.raw) };
    }
}

impl<T: Transport> Connection<T> {
    /// Opens a user client on a service; `open_type` is the driver's own number, mostly 0.
    pub fn open(transport: T, service: &Service<'_>, open_type: u32) -> Result<Self, Error> {
        match transport.open(service, open_type) {
            Ok(raw) => {
                let inner = Inner {
                    transport,
                    raw,
                    mapped: Mapped::default(),
                };
                Ok(Self {
                    inner: Arc::new(inner),
                    sink: None,
                })
            }
            Err(code) => Err(Self::not_opened(transport, service, open_type, code)),
        }
    }

    /// Whether there is no such service, or it doesn't open.
    fn not_opened(transport: T, service: &Service<'_>, open_type: u32, code: IoReturn) -> Error {
        const OPEN: &str = "open";
        let is_there = || transport.services(service).is_ok_and(|all| !all.is_empty());
        if code == IoReturn::NOT_FOUND && !is_there() {
            return Error::new(OPEN, ErrorKind::NoService(Sought::new(service)));
        }
        Error::answered(OPEN, code, Asked::Open(open_type))
    }

    /// For a mapping, to keep the connection open.
    pub(crate) fn shared(&self) -> Arc<Inner<T>> {
        Arc::clone(&self.inner)
    }

    /// The same connection, for what has to keep it open.
    pub(crate) fn same(&self) -> Self {
        Self {
            inner: Arc::clone(&self.inner),
            sink: None,
        }
    }

    /// Has a sink told of what the driver tells about a type, or nobody.
    pub(crate) fn set_notification_port(
        &self,
        notification_type: u32,
        sink: Option<Arc<dyn NotificationSink>>,
    ) -> Result<(), IoReturn> {
        let Inner { transport, raw, .. } = &*self.inner;
        transport.set_notification_port(*raw, notification_type, sink)
    }

    /// How the user client is reached.
    pub fn transport(&self) -> &T {
        &self.inner.transport
    }

    /// The same connection for one call, which the driver answers once more when it has returned.
    pub fn completing(&self, awaited: &impl Awaited) -> Self {
        Self {
            inner: Arc::clone(&self.inner),
            sink: Some(awaited.sink()),
        }
    }

    /// Calls a method whose outputs have fixed sizes, those of the slices.
    pub fn call(
        &self,
        method: Method,
        scalars: &[u64],
        structure: &[u8],
        scalars_out: &mut [u64],
        structure_out: &mut [u8],
    ) -> Result<(), Error> {
        let (count, size) = (scalars_out.len(), structure_out.len());
        let output = StructureOutput::Buffer(structure_out);
        let returned = self.call_raw(method, scalars, structure, scalars_out, output)?;
        expect_scalars(method, count, returned)?;
        if returned.structure != size {
            let returned = returned.structure;
            return Err(method.error(ErrorKind::StructureSize {
                expected: size,
                returned,
            }));
        }
        Ok(())
    }

    /// Calls a method that returns a variable number of elements, and answers how many of
    /// `elements` it filled.
    ///
    /// Up to [`STRUCTURE_INBAND_MAX`] bytes of room, the driver is asked for a structure in-band.
    /// For more room it's asked for one of any size, and the bytes are copied: a driver doesn't say
    /// how many bytes of a descriptor it has filled.
    pub fn call_variable<E: Plain>(
        &self,
        method: Method,
        scalars: &[u64],
        structure: &[u8],
        scalars_out: &mut [u64],
        elements: &mut [E],
    ) -> Result<usize, Error> {
        let count = scalars_out.len();
        let mut bytes = E::slice_as_bytes_mut(elements);
        if self.sink.is_some() && bytes.len() > STRUCTURE_INBAND_MAX {
            // No asynchronous call asks for an answer of any size; its methods return no more.
            bytes = &mut bytes[..STRUCTURE_INBAND_MAX];
        }
        let returned = if bytes.len() <= STRUCTURE_INBAND_MAX {
            let output = StructureOutput::Buffer(bytes);
            self.call_raw(method, scalars, structure, scalars_out, output)?
        } else {
            let mut variable = Vec::new();
            let output = StructureOutput::Variable(&mut variable);
            let returned = self.call_raw(method, scalars, structure, scalars_out, output)?;
            let Some(filled) = bytes.get_mut(..variable.len()) else {
                let (capacity, returned) = (bytes.len(), variable.len());
                return Err(method.error(ErrorKind::StructureTooLong { capacity, returned }));
            };
            filled.copy_from_slice(&variable);
            returned
        };
        expect_scalars(method, count, returned)?;
        whole_elements::<E>(method, returned.structure)
    }

    /// Calls a method whose driver writes into `bytes` themselves, and answers how many of them are
    /// the driver's answer.
    ///
    /// More than [`STRUCTURE_INBAND_MAX`] bytes go as a descriptor. Then all of them are the answer: a
    /// driver doesn't say how many bytes of a descriptor it has filled, unless in a scalar.
    pub fn call_in_place(
        &self,
        method: Method,
        scalars: &[u64],
        structure: &[u8],
        scalars_out: &mut [u64],
        bytes: &mut [u8],
    ) -> Result<usize, Error> {
        let count = scalars_out.len();
        let output = StructureOutput::Buffer(bytes);
        let returned = self.call_raw(method, scalars, structure, scalars_out, output)?;
        expect_scalars(method, count, returned)?;
        Ok(returned.structure)
    }

    /// Calls a method that returns a fixed header and a variable number of elements behind it, and
    /// answers how many of `tail` it filled.
    pub fn call_with_tail<H: Plain, E: Plain>(
        &self,
        method: Method,
        scalars: &[u64],
        structure: &[u8],
        scalars_out: &mut [u64],
        header: &mut H,
        tail: &mut [E],
    ) -> Result<usize, Error> {
        let (header, tail) = (header.as_bytes_mut(), E::slice_as_bytes_mut(tail));
        let mut bytes = vec![0u8; header.len() + tail.len()];
        let length = self.call_variable(method, scalars, structure, scalars_out, &mut bytes)?;
        let Some((head, rest)) = bytes[..length].split_at_checked(header.len()) else {
            let (minimum, returned) = (header.len(), length);
            return Err(method.error(ErrorKind::StructureTooShort { minimum, returned }));
        };
        let elements = whole_elements::<E>(method, rest.len())?;
        header.copy_from_slice(head);
        tail[..rest.len()].copy_from_slice(rest);
        Ok(elements)
    }

    /// Calls a method as it is: what came back isn't compared with anything but the room for it.
    pub fn call_raw(
        &self,
        method: Method,
        scalars: &[u64],
        structure: &[u8],
        scalars_out: &mut [u64],
        structure_out: StructureOutput<'_>,
    ) -> Result<Returned, Error> {
        let room = scalars_out.len();
        let capacity = match &structure_out {
            StructureOutput::Buffer(buffer) => buffer.len(),
            StructureOutput::Variable(_) => usize::MAX,
        };
        let call = Call {
            selector: method.selector,
            scalar_input: scalars,
            structure_input: structure,
            scalar_output: scalars_out,
            structure_output: structure_out,
        };
        let sent = Sent::of(&call, self.sink.is_some());
        let Inner { transport, raw, .. } = &*self.inner;
        let returned = match &self.sink {
            None => transport.call(*raw, call),
            Some(sink) => transport.call_async(*raw, call, Arc::clone(sink)),
        };
        let returned =
            returned.map_err(|code| Error::answered(method.name, code, Asked::Call(sent)))?;
        if returned.scalars > room {
            let returned = returned.scalars;
            return Err(method.error(ErrorKind::ScalarCount {
                expected: room,
                returned,
            }));
        }
        if returned.structure > capacity {
            let returned = returned.structure;
            return Err(method.error(ErrorKind::StructureTooLong { capacity, returned }));
        }
        Ok(returned)
    }
}

/// The driver returned as many scalars as the spec says.
fn expect_scalars(method: Method, expected: usize, returned: Returned) -> Result<(), Error> {
    if returned.scalars == expected {
        return Ok(());
    }
    let returned = returned.scalars;
    Err(method.error(ErrorKind::ScalarCount { expected, returned }))
}

/// How many elements that many bytes are.
fn whole_elements<E: Plain>(method: Method, returned: usize) -> Result<usize, Error> {
    const {
        assert!(
            size_of::<E>() > 0,
            "an element without bytes can't be counted"
        )
    };
    let element = size_of::<E>();
    if !returned.is_multiple_of(element) {
        return Err(method.error(ErrorKind::StructureUneven { element, returned }));
    }
    Ok(returned / element)
}

impl<T: Transport> fmt::Debug for Connection<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Connection")
            .field(&self.inner.raw.0)
            .finish()
    }
}
