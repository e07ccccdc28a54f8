//! Services that come and go.

use std::collections::BTreeMap;
use std::ffi::{CStr, c_void};
use std::ptr;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

use super::functions::{Functions, Port};
use super::owned::{OwnedNotificationPort, OwnedObject, OwnedPort};
use super::{check, find, matching};
use crate::{IoReturn, Service, ServiceId, ServiceSink};

/// `kIOFirstMatchNotification` (`IOKit/IOKitKeys.h`): all drivers of the service are started, and it
/// wasn't told before.
const FIRST_MATCH: &CStr = c"IOServiceFirstMatch";
/// `kIOTerminatedNotification` (`IOKit/IOKitKeys.h`).
const TERMINATED: &CStr = c"IOServiceTerminate";

/// What notifications find by the number that they bring.
///
/// IOKit doesn't say when the last notification of a port that was destroyed has returned, so there is
/// no moment to free what a pointer would point to.
static WATCHES: Mutex<BTreeMap<u64, Weak<dyn Notified>>> = Mutex::new(BTreeMap::new());

/// The number of the next one.
static NEXT: AtomicU64 = AtomicU64::new(1);

/// A watch, whatever functions it uses.
trait Notified: Send + Sync {
    fn notified(&self);
}

/// Services that are watched; dropped, they aren't any more.
pub(super) struct Watch<F: Functions> {
    number: u64,
    /// None, if nobody is to be told anything any more.
    sink: Mutex<Option<Arc<dyn ServiceSink>>>,
    /// Those that have arrived and weren't removed.
    present: Mutex<Vec<ServiceId>>,
    // Given back in this order.
    arrivals: Vec<OwnedPort<F>>,
    removals: Vec<OwnedPort<F>>,
    port: OwnedNotificationPort<F>,
}

impl<F: Functions> Watch<F> {
    /// Tells `sink` of what matches, on threads of libdispatch.
    pub(super) fn new(
        functions: &F,
        service: &Service<'_>,
        sink: Arc<dyn ServiceSink>,
    ) -> Result<Arc<Self>, IoReturn> {
        let dictionaries = matching::dictionaries(functions, service)?;
        let port = functions
            .notification_port_create()
            .ok_or(IoReturn::NO_RESOURCES)?;
        // SAFETY: the port was made just now.
        let port = unsafe { OwnedNotificationPort::new(functions, port) };
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let add = |kind, dictionary: &OwnedObject<F>| notify(&port, kind, dictionary, number);
        // What goes is asked for first, so that nothing that has arrived goes unseen.
        let removals = dictionaries.iter().map(|it| add(TERMINATED, it));
        let removals = removals.collect::<Result<Vec<_>, _>>()?;
        let arrivals = dictionaries.iter().map(|it| add(FIRST_MATCH, it));
        let arrivals = arrivals.collect::<Result<Vec<_>, _>>()?;
        let watch = Arc::new(Self {
            number,
            sink: Mutex::new(Some(sink)),
            present: Mutex::default(),
            arrivals,
            removals,
            port,
        });
        let weak: Weak<dyn Notified> = Arc::<Self>::downgrade(&watch);
        lock(&WATCHES).insert(number, weak);
        let context = Arc::into_raw(Arc::clone(&watch)).cast_mut().cast();
        // SAFETY: the context is a count of the watch, which `begin` takes back.
        unsafe { functions.run(context, begin::<F>) };
        Ok(watch)
    }

    /// Which one it is.
    pub(super) fn number(&self) -> u64 {
        self.number
    }

    /// Tells nothing any more.
    pub(super) fn end(&self) {
        let sink = lock(&self.sink).take();
        drop(sink);
    }

    /// Tells of all that has come and gone, and has the next notifications sent.
    ///
    /// What went is read first and told last: who went had come before, so it's among those that are
    /// read then, unless it was told earlier.
    fn tell(&self) {
        let removed = read(&self.removals);
        let arrived = read(&self.arrivals);
        for service in arrived {
            let mut present = lock(&self.present);
            if !present.contains(&service) {
                present.push(service);
                drop(present);
                self.with_sink(|sink| sink.arrived(service));
            }
        }
        for service in removed {
            let mut present = lock(&self.present);
            if let Some(index) = present.iter().position(|it| *it == service) {
                present.swap_remove(index);
                drop(present);
                self.with_sink(|sink| sink.removed(service));
            }
        }
    }

    fn with_sink(&self, tell: impl FnOnce(&dyn ServiceSink)) {
        let sink = lock(&self.sink).clone();
        if let Some(sink) = sink {
            tell(&*sink);
        }
    }
}

impl<F: Functions> Notified for Watch<F> {
    fn notified(&self) {
        self.tell();
    }
}

impl<F: Functions> Drop for Watch<F> {
    fn drop(&mut self) {
        lock(&WATCHES).remove(&self.number);
    }
}

/// Whether notifications find anything by this number.
#[cfg(test)]
pub(super) fn is_known(number: u64) -> bool {
    lock(&WATCHES).contains_key(&number)
}

/// Asks for notifications of services that match.
fn notify<F: Functions>(
    port: &OwnedNotificationPort<F>,
    kind: &CStr,
    dictionary: &OwnedObject<F>,
    number: u64,
) -> Result<OwnedPort<F>, IoReturn> {
    let functions = &port.functions;
    let mut iterator = 0;
    let context = ptr::without_provenance_mut(number as usize);
    let dictionary = dictionary.clone().give();
    // SAFETY: it's a dictionary, and a count of it is given away; `matched` follows no pointer.
    check(unsafe {
        functions.add_matching_notification(
            port.get(),
            kind,
            dictionary,
            matched,
            context,
            &mut iterator,
        )
    })?;
    if iterator == 0 {
        return Err(IoReturn::ERROR);
    }
    // SAFETY: a reference to the iterator is ours.
    Ok(unsafe { OwnedPort::new(functions, iterator) })
}

/// All that iterators of notifications have; read to their end, they send the next one.
fn read<F: Functions>(iterators: &[OwnedPort<F>]) -> Vec<ServiceId> {
    let services = iterators
        .iter()
        .flat_map(|iterator| std::iter::from_fn(|| find::next(iterator)));
    // One without a number couldn't be told of.
    services
        .filter_map(|service| find::id(&service).ok())
        .collect()
}

/// Tells of what is there already, and then has the notifications come.
extern "C" fn begin<F: Functions>(context: *mut c_void) {
    // SAFETY: this is the count that was given to `run`.
    let watch = unsafe { Arc::from_raw(context.cast_const().cast::<Watch<F>>()) };
    watch.tell();
    // SAFETY: the port is there as long as the watch.
    unsafe {
        watch
            .port
            .functions
            .notification_port_start(watch.port.get())
    };
}

/// A notification. A sink that panics ends the process, for C can't be unwound.
unsafe extern "C-unwind" fn matched(context: *mut c_void, _iterator: Port) {
    extern "C" fn notified(number: u64) {
        let watch = lock(&WATCHES).get(&number).and_then(Weak::upgrade);
        if let Some(watch) = watch {
            watch.notified();
        }
    }
    notified(context.addr() as u64);
}

fn lock<T: ?Sized>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // Nothing panics with a lock held.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
