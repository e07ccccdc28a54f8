//! Sinks between the loopback and the suite's.

use std::cell::Cell;
use std::collections::HashSet;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, Weak};

use iigen_client::{CompletionSink, IoReturn, ServiceId, ServiceSink};

use crate::fault::Fault;

thread_local! {
    static IN_A_SINK: Cell<bool> = const { Cell::new(false) };
}

/// Whether this thread is telling a sink of completions something.
pub(crate) fn in_a_sink() -> bool {
    IN_A_SINK.get()
}

/// The sink that came last, as far as it's there.
pub(crate) type Last = Arc<Mutex<Weak<dyn CompletionSink>>>;

/// Hands completions on, but for the fault.
pub(crate) struct Completions {
    pub(crate) fault: Fault,
    pub(crate) sink: Arc<dyn CompletionSink>,
    pub(crate) count: AtomicU32,
    pub(crate) last: Last,
}

impl CompletionSink for Completions {
    fn complete(&self, status: IoReturn, words: &[u64]) {
        let count = self.count.fetch_add(1, Ordering::Relaxed);
        IN_A_SINK.set(true);
        match self.fault {
            Fault::LosesCompletions if count % 10 == 9 => {}
            Fault::CutsWords => self.sink.complete(status, &words[..words.len().min(15)]),
            Fault::AddsAWord if words.is_empty() => self.sink.complete(status, &[0]),
            Fault::LosesStatus => self.sink.complete(IoReturn::SUCCESS, words),
            Fault::MixesSinks => {
                let last = self.last.lock().expect("nothing panics").upgrade();
                last.as_ref().unwrap_or(&self.sink).complete(status, words);
            }
            _ => self.sink.complete(status, words),
        }
        IN_A_SINK.set(false);
    }

    fn gone(&self) {
        if self.fault != Fault::SwallowsTheEnd {
            self.sink.gone();
        }
    }
}

impl Drop for Completions {
    fn drop(&mut self) {
        if self.fault == Fault::KeepsSinks {
            std::mem::forget(Arc::clone(&self.sink));
        }
    }
}

/// Hands the news of services on, but for the fault.
pub(crate) struct Services {
    pub(crate) fault: Fault,
    pub(crate) sink: Arc<dyn ServiceSink>,
    /// What was there when the watch began.
    pub(crate) there: HashSet<ServiceId>,
}

impl ServiceSink for Services {
    fn arrived(&self, service: ServiceId) {
        match self.fault {
            Fault::SwallowsWhatIsThere if self.there.contains(&service) => {}
            Fault::SwallowsWhatComes if !self.there.contains(&service) => {}
            _ => self.sink.arrived(service),
        }
        if self.fault == Fault::TellsTwice {
            self.sink.arrived(service);
        }
    }

    fn removed(&self, service: ServiceId) {
        if self.fault != Fault::SwallowsRemovals {
            self.sink.removed(service);
        }
    }
}
