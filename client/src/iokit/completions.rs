//! Calls that complete later: a port of its own for each, read by a dispatch source.

use std::ffi::c_void;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::functions::{Code, Functions, Port};
use super::message::{Message, Said};
use super::owned::{OwnedSource, ReceiveRight};
use super::{call, check};
use crate::{Call, CompletionSink, IoReturn, Returned};

/// `kIOAsyncCalloutCount` (xnu `IOKit/OSMessageNotification.h`): a word of the kernel's, and the function
/// and the context that IOKitLib would call with.
const REFERENCES: usize = 3;

/// `MACH_RCV_TIMED_OUT` (`mach/message.h`): there is no message.
const RECEIVE_TIMED_OUT: Code = 0x1000_4003;
/// `MACH_RCV_TOO_LARGE` (`mach/message.h`): there was one that is too long, and it was thrown away.
const RECEIVE_TOO_LARGE: Code = 0x1000_4004;

/// `IOConnectCallAsyncMethod`. The outputs are as those of [`call::call`].
pub(super) fn call_async<F: Functions>(
    functions: &F,
    connection: Port,
    listeners: &Arc<Listeners<F>>,
    call: Call<'_>,
    sink: Arc<dyn CompletionSink>,
) -> Result<Returned, IoReturn> {
    // All that can fail is there before the driver hears of the call.
    let prepared = Prepared::new(functions, listeners, sink)?;
    let wake = prepared.listener.port.get();
    let mut reference = [0; REFERENCES];
    // SAFETY: the arguments are what `buffered` says, and the port is there until it's known what
    // became of the call.
    let returned = call::buffered(call, |arguments| unsafe {
        functions.call_async_method(connection, wake, &mut reference, arguments)
    })?;
    prepared.start();
    Ok(returned)
}

/// Those that listen for completions of a connection.
pub(super) struct Listeners<F: Functions>(Mutex<Option<Vec<Arc<Listener<F>>>>>);

impl<F: Functions> Listeners<F> {
    /// Those of a new connection.
    pub(super) fn new() -> Self {
        Self(Mutex::new(Some(Vec::new())))
    }

    /// Ends all, and those that come.
    pub(super) fn close(&self) {
        let all = self.lock().take();
        for listener in all.into_iter().flatten() {
            listener.end();
        }
    }

    /// Has a listener read from now on.
    fn start(&self, listener: &Arc<Listener<F>>) {
        let mut all = self.lock();
        // SAFETY: the source has its handlers. The lock is held, so that nobody ends what isn't active
        // yet, and nobody takes out what isn't in yet.
        unsafe { listener.functions.source_activate(listener.source.get()) };
        match &mut *all {
            Some(all) => all.push(Arc::clone(listener)),
            None => listener.end(),
        }
    }

    fn remove(&self, listener: &Arc<Listener<F>>) {
        let removed = self.lock().as_mut().and_then(|all| {
            let index = all.iter().position(|it| Arc::ptr_eq(it, listener))?;
            Some(all.swap_remove(index))
        });
        // Not with the lock held, because it may be the last.
        drop(removed);
    }

    fn lock(&self) -> MutexGuard<'_, Option<Vec<Arc<Listener<F>>>>> {
        // Nothing panics with the lock held.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What reads the completions of one call.
///
/// The source has a count of it until its cancel handler has run, so the source and the port, which
/// are given back with the last count, aren't used by libdispatch any more then.
struct Listener<F: Functions> {
    functions: F,
    source: OwnedSource<F>,
    port: ReceiveRight<F>,
    /// None, if nobody is to be told anything any more.
    sink: Mutex<Option<Arc<dyn CompletionSink>>>,
    /// The source is cancelled: what is in the port isn't read.
    ended: AtomicBool,
    listeners: Arc<Listeners<F>>,
}

impl<F: Functions> Listener<F> {
    /// Tells the sink of all that has come. The source calls it on one thread at a time.
    fn read(&self) {
        let mut message = Message::new();
        while !self.ended.load(Ordering::Acquire) {
            match self.functions.receive(self.port.get(), &mut message) {
                0 => {}
                RECEIVE_TIMED_OUT => return,
                RECEIVE_TOO_LARGE => continue,
                _ => return self.end(),
            }
            let said = message.said();
            // SAFETY: it was received, and of what it may have brought nothing is used.
            unsafe { self.functions.message_destroy(&mut message) };
            match said {
                Said::Completed(status, words) => {
                    let sink = self.sink().clone();
                    if let Some(sink) = sink {
                        sink.complete(status, words.as_slice());
                    }
                }
                Said::NoSenders => self.end(),
                Said::Nothing => {}
            }
        }
    }

    /// Has the sink told that it's over, behind what it is being told.
    fn end(&self) {
        self.ended.store(true, Ordering::Release);
        // SAFETY: the source is there as long as this.
        unsafe { self.functions.source_cancel(self.source.get()) };
    }

    fn sink(&self) -> MutexGuard<'_, Option<Arc<dyn CompletionSink>>> {
        // Nothing panics with the lock held.
        self.sink.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The source's event handler. A sink that panics ends the process, for C can't be unwound.
extern "C" fn event<F: Functions>(context: *mut c_void) {
    // SAFETY: the source has a count of it until `cancelled`.
    let listener = unsafe { &*context.cast_const().cast::<Listener<F>>() };
    listener.read();
}

/// The source's cancel handler: it is called once, and behind every event.
extern "C" fn cancelled<F: Functions>(context: *mut c_void) {
    // SAFETY: this is the count that the source had.
    let listener = unsafe { Arc::from_raw(context.cast_const().cast::<Listener<F>>()) };
    listener.listeners.remove(&listener);
    let sink = listener.sink().take();
    if let Some(sink) = sink {
        sink.gone();
    }
}

/// A listener whose source doesn't run yet; dropped, it never tells its sink anything.
struct Prepared<F: Functions> {
    listener: Arc<Listener<F>>,
    started: bool,
}

impl<F: Functions> Prepared<F> {
    fn new(
        functions: &F,
        listeners: &Arc<Listeners<F>>,
        sink: Arc<dyn CompletionSink>,
    ) -> Result<Self, IoReturn> {
        let mut port = 0;
        check(functions.port_construct(&mut port))?;
        // SAFETY: the right was made just now.
        let port = unsafe { ReceiveRight::new(functions, port) };
        check(functions.request_no_senders(port.get()))?;
        let source = functions
            .source_create(port.get())
            .ok_or(IoReturn::NO_RESOURCES)?;
        let listener = Arc::new(Listener {
            functions: functions.clone(),
            // SAFETY: the source was made just now; a `Prepared` activates it in any case.
            source: unsafe { OwnedSource::new(functions, source) },
            port,
            sink: Mutex::new(Some(sink)),
            ended: AtomicBool::new(false),
            listeners: Arc::clone(listeners),
        });
        let context = Arc::into_raw(Arc::clone(&listener)).cast_mut().cast();
        // SAFETY: the context is a count of the listener, which `cancelled` takes back.
        unsafe { functions.source_set_handlers(source, context, event::<F>, cancelled::<F>) };
        Ok(Self {
            listener,
            started: false,
        })
    }

    /// The driver has the call, and what it says is wanted.
    fn start(mut self) {
        self.started = true;
        self.listener.listeners.start(&self.listener);
    }
}

impl<F: Functions> Drop for Prepared<F> {
    fn drop(&mut self) {
        if self.started {
            return;
        }
        let unused = self.listener.sink().take();
        drop(unused);
        // SAFETY: the source has its handlers. One that isn't active can't be released.
        unsafe {
            let functions = &self.listener.functions;
            functions.source_activate(self.listener.source.get());
        }
        self.listener.end();
    }
}
