//! Who listens: a port for each call that completes later and for each type of notifications, read by a
//! dispatch source.

use std::collections::BTreeMap;
use std::ffi::c_void;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

use super::check;
use super::functions::{Code, Functions, Port};
use super::message::{Message, Said};
use super::owned::{OwnedSource, ReceiveRight};
use crate::{CompletionSink, IoReturn, NotificationSink};

/// `MACH_RCV_TIMED_OUT` (`mach/message.h`): there is no message.
const RECEIVE_TIMED_OUT: Code = 0x1000_4003;
/// `MACH_RCV_TOO_LARGE` (`mach/message.h`): there was one that is too long, and it was thrown away.
const RECEIVE_TOO_LARGE: Code = 0x1000_4004;

/// Who is told of what comes.
#[derive(Clone)]
pub(super) enum Ear {
    /// Of what a call is answered later.
    Completions(Arc<dyn CompletionSink>),
    /// Of messages, whatever they say: those of a queue say nothing (xnu `IODataQueue.cpp`,
    /// `setNotificationPort`).
    Notifications(Arc<dyn NotificationSink>),
}

impl Ear {
    /// How many messages may wait for it. Of notifications one says as much as many
    /// (`IODataQueueAllocateNotificationPort`).
    fn messages(&self) -> u32 {
        match self {
            Self::Completions(_) => QUEUE_LIMIT_LARGE,
            Self::Notifications(_) => 1,
        }
    }

    fn hear(&self, said: Said) {
        match (self, said) {
            (Self::Completions(sink), Said::Completed(status, words)) => {
                sink.complete(status, words.as_slice());
            }
            (Self::Completions(_), _) => {}
            (Self::Notifications(sink), _) => sink.notified(),
        }
    }

    fn gone(&self) {
        match self {
            Self::Completions(sink) => sink.gone(),
            Self::Notifications(sink) => sink.gone(),
        }
    }
}

/// `MACH_PORT_QLIMIT_LARGE` (`mach/port.h`).
const QUEUE_LIMIT_LARGE: u32 = 1024;

/// Those that listen to a connection.
pub(super) struct Listeners<F: Functions> {
    /// None, if it's closed.
    all: Mutex<Option<Vec<Arc<Listener<F>>>>>,
    /// Those that listen for notifications, by their types.
    notified: Mutex<BTreeMap<u32, Weak<Listener<F>>>>,
}

impl<F: Functions> Listeners<F> {
    /// Those of a new connection.
    pub(super) fn new() -> Self {
        Self {
            all: Mutex::new(Some(Vec::new())),
            notified: Mutex::default(),
        }
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

    /// Who listens for notifications. Locked as long as a driver gets another port, so that all agree
    /// which is the last.
    pub(super) fn notified(&self) -> MutexGuard<'_, BTreeMap<u32, Weak<Listener<F>>>> {
        // Nothing panics with the lock held.
        self.notified.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn lock(&self) -> MutexGuard<'_, Option<Vec<Arc<Listener<F>>>>> {
        // Nothing panics with the lock held.
        self.all.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What reads one port.
///
/// The source has a count of it until its cancel handler has run, so the source and the port, which
/// are given back with the last count, aren't used by libdispatch any more then.
pub(super) struct Listener<F: Functions> {
    functions: F,
    source: OwnedSource<F>,
    port: ReceiveRight<F>,
    /// None, if nobody is to be told anything any more.
    ear: Mutex<Option<Ear>>,
    /// The source is cancelled: what is in the port isn't read.
    ended: AtomicBool,
    listeners: Arc<Listeners<F>>,
}

impl<F: Functions> Listener<F> {
    /// Tells of all that has come. The source calls it on one thread at a time.
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
            if said == Said::NoSenders {
                self.end();
                continue;
            }
            let ear = self.ear().clone();
            if let Some(ear) = ear {
                ear.hear(said);
            }
        }
    }

    /// Has the ear told that it's over, behind what it is being told.
    pub(super) fn end(&self) {
        self.ended.store(true, Ordering::Release);
        // SAFETY: the source is there as long as this.
        unsafe { self.functions.source_cancel(self.source.get()) };
    }

    fn ear(&self) -> MutexGuard<'_, Option<Ear>> {
        // Nothing panics with the lock held.
        self.ear.lock().unwrap_or_else(PoisonError::into_inner)
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
    let ear = listener.ear().take();
    if let Some(ear) = ear {
        ear.gone();
    }
}

/// A listener whose source doesn't run yet; dropped, it never tells its ear anything.
pub(super) struct Prepared<F: Functions> {
    listener: Arc<Listener<F>>,
    started: bool,
}

impl<F: Functions> Prepared<F> {
    pub(super) fn new(
        functions: &F,
        listeners: &Arc<Listeners<F>>,
        ear: Ear,
    ) -> Result<Self, IoReturn> {
        let mut port = 0;
        check(functions.port_construct(ear.messages(), &mut port))?;
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
            ear: Mutex::new(Some(ear)),
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

    /// What the driver sends to.
    pub(super) fn port(&self) -> Port {
        self.listener.port.get()
    }

    /// The driver has the port, and what it says is wanted.
    pub(super) fn start(mut self) -> Weak<Listener<F>> {
        self.started = true;
        self.listener.listeners.start(&self.listener);
        Arc::downgrade(&self.listener)
    }
}

impl<F: Functions> Drop for Prepared<F> {
    fn drop(&mut self) {
        if self.started {
            return;
        }
        let unused = self.listener.ear().take();
        drop(unused);
        // SAFETY: the source has its handlers. One that isn't active can't be released.
        unsafe {
            let functions = &self.listener.functions;
            functions.source_activate(self.listener.source.get());
        }
        self.listener.end();
    }
}
