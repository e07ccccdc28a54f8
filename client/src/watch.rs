//! Looking for services, and hearing of them when they come and go.

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::thread;
use std::time::{Duration, Instant};

use futures_core::Stream;

use crate::cause::Asked;
use crate::mailbox::Mailbox;
use crate::{Error, ErrorKind, RawWatch, Service, ServiceId, ServiceSink, Sought, Transport};

/// How many events may wait for who takes them.
const CAPACITY: usize = 1024;

/// All services that match now; none is no error.
pub fn services<T: Transport>(
    transport: &T,
    service: &Service<'_>,
) -> Result<Vec<ServiceId>, Error> {
    transport
        .services(service)
        .map_err(|code| Error::answered("services", code, Asked::Find))
}

/// Waits until a service matches, as long as it takes if there is no timeout, and answers the first;
/// at once if there is one already.
///
/// [`Service::Id`] of the answer opens this very service. It may be gone again by then.
///
/// ```no_run
/// # use std::time::Duration;
/// # use iigen_client::{Connection, Error, Service, Transport};
/// # fn open(transport: impl Transport) -> Result<(), Error> {
/// let service = Service::Class("RingDriver");
/// let id = iigen_client::wait_for(&transport, &service, Duration::from_secs(5))?;
/// let connection = Connection::open(transport, &Service::Id(id), 0)?;
/// # Ok(())
/// # }
/// ```
pub fn wait_for<T: Transport>(
    transport: &T,
    service: &Service<'_>,
    timeout: impl Into<Option<Duration>>,
) -> Result<ServiceId, Error> {
    const NAME: &str = "wait_for";
    // A time that is too far away to be told is never over.
    let deadline = timeout
        .into()
        .and_then(|timeout| Instant::now().checked_add(timeout));
    let mut watch = ServiceWatch::named(NAME, transport, service)?;
    loop {
        let left = deadline.map(|deadline| deadline.saturating_duration_since(Instant::now()));
        match watch.next(left) {
            Ok(ServiceEvent::Arrived(id)) => return Ok(id),
            Ok(ServiceEvent::Removed(_)) => {}
            Err(error) if error.kind() == ErrorKind::Timeout => {
                return Err(Error::new(NAME, ErrorKind::NoService(Sought::new(service))));
            }
            Err(error) => return Err(error),
        }
    }
}

/// What a [`ServiceWatch`] tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ServiceEvent {
    /// A service is there, and can be opened by its [id](Service::Id).
    Arrived(ServiceId),
    /// A service that had arrived is gone.
    Removed(ServiceId),
}

/// Services that come and go: a [`Stream`], or something to take from
/// [one after the other](Self::next), or to be [called back](Self::for_each) with.
///
/// Those that are there already arrive first. Up to [a capacity](Self::with_capacity) the events wait
/// here; one that finds no room is [counted and dropped](Self::lost), and then [`services`] says what
/// there is. A watch ends when it's dropped, and tells nothing after that.
///
/// ```no_run
/// # use iigen_client::{Error, Service, ServiceEvent, ServiceWatch, Transport};
/// # fn run(transport: impl Transport) -> Result<(), Error> {
/// let mut watch = ServiceWatch::new(&transport, &Service::Class("RingDriver"))?;
/// loop {
///     match watch.next(None)? {
///         ServiceEvent::Arrived(id) => println!("{id} is there"),
///         ServiceEvent::Removed(id) => println!("{id} is gone"),
///     }
/// }
/// # }
/// ```
#[must_use = "dropped, it tells nothing"]
pub struct ServiceWatch<T: Transport> {
    transport: T,
    raw: RawWatch,
    events: Arc<Events>,
}

/// What is to be told, in its order.
struct Events(Mailbox<ServiceEvent>);

impl ServiceSink for Events {
    fn arrived(&self, service: ServiceId) {
        self.0.bring(Ok(ServiceEvent::Arrived(service)), false);
    }

    fn removed(&self, service: ServiceId) {
        self.0.bring(Ok(ServiceEvent::Removed(service)), false);
    }
}

impl<T: Transport> ServiceWatch<T> {
    /// Watches the services that match.
    pub fn new(transport: T, service: &Service<'_>) -> Result<Self, Error> {
        Self::named("watch", transport, service)
    }

    fn named(name: &'static str, transport: T, service: &Service<'_>) -> Result<Self, Error> {
        let events = Arc::new(Events(Mailbox::new(name, CAPACITY)));
        match transport.watch(service, Arc::clone(&events) as _) {
            Ok(raw) => Ok(Self {
                transport,
                raw,
                events,
            }),
            Err(code) => Err(Error::answered(name, code, Asked::Find)),
        }
    }

    /// Lets so many events wait, instead of 1,024.
    pub fn with_capacity(self, capacity: usize) -> Self {
        self.events.0.set_capacity(capacity);
        self
    }

    /// How many events have found no room.
    pub fn lost(&self) -> u64 {
        self.events.0.lost()
    }

    /// Waits for the next event, as long as it takes if there is no timeout. A
    /// [timeout](ErrorKind::Timeout) is the only error, and isn't the end.
    ///
    /// Not for the thread of an executor.
    pub fn next(&mut self, timeout: impl Into<Option<Duration>>) -> Result<ServiceEvent, Error> {
        let taken = self.events.0.wait(timeout.into())?;
        // It ends when this is dropped, and not before.
        taken.unwrap_or_else(|| Err(self.events.0.error(ErrorKind::Gone)))
    }

    /// Has each event brought to `callback`, on a thread of its own, until what this answers is
    /// dropped. It may open and call drivers, and take its time.
    pub fn for_each(
        self,
        mut callback: impl FnMut(ServiceEvent) + Send + 'static,
    ) -> ServiceSubscription<T> {
        let events = Arc::clone(&self.events);
        thread::spawn(move || {
            while let Ok(Some(Ok(event))) = events.0.wait(None) {
                callback(event);
            }
        });
        ServiceSubscription { watch: self }
    }
}

/// It never moves what it is polled with.
impl<T: Transport> Unpin for ServiceWatch<T> {}

impl<T: Transport> Stream for ServiceWatch<T> {
    type Item = ServiceEvent;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<ServiceEvent>> {
        let taken = self.events.0.poll(context.waker());
        taken.map(|event| event.and_then(Result::ok))
    }
}

impl<T: Transport> Drop for ServiceWatch<T> {
    fn drop(&mut self) {
        self.transport.unwatch(self.raw);
        self.events.0.close();
    }
}

impl<T: Transport> fmt::Debug for ServiceWatch<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("ServiceWatch").field(&self.raw.0).finish()
    }
}

/// A watch whose events are on their way to a callback. Dropped, no more are brought; the one whose
/// callback runs is the last.
#[must_use = "dropped, no event is brought to the callback"]
pub struct ServiceSubscription<T: Transport> {
    watch: ServiceWatch<T>,
}

impl<T: Transport> ServiceSubscription<T> {
    /// How many events have found no room.
    pub fn lost(&self) -> u64 {
        self.watch.lost()
    }
}

impl<T: Transport> fmt::Debug for ServiceSubscription<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ServiceSubscription")
    }
}
