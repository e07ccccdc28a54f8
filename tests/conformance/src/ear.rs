//! Hears what a transport tells.

use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use iigen_client::{CompletionSink, IoReturn, ServiceId, ServiceSink};

use crate::trouble::Trouble;

/// What a sink was told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Told {
    /// A completion, with its words.
    Completed(IoReturn, Vec<u64>),
    /// No completion comes any more.
    Gone,
    /// A service is there.
    Arrived(ServiceId),
    /// It's gone.
    Removed(ServiceId),
    /// The sink was dropped.
    Dropped,
}

/// Hears what a sink is told, in its order.
pub(crate) struct Ear {
    told: Receiver<Told>,
    patience: Duration,
}

/// The other end: a sink for completions and for services.
struct Mouth(Mutex<Sender<Told>>);

impl Mouth {
    fn tell(&self, told: Told) {
        // Nobody listens when the behaviour is over.
        let _ = self
            .0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .send(told);
    }
}

impl CompletionSink for Mouth {
    fn complete(&self, status: IoReturn, words: &[u64]) {
        self.tell(Told::Completed(status, words.to_vec()));
    }

    fn gone(&self) {
        self.tell(Told::Gone);
    }
}

impl ServiceSink for Mouth {
    fn arrived(&self, service: ServiceId) {
        self.tell(Told::Arrived(service));
    }

    fn removed(&self, service: ServiceId) {
        self.tell(Told::Removed(service));
    }
}

impl Drop for Mouth {
    fn drop(&mut self) {
        self.tell(Told::Dropped);
    }
}

impl Ear {
    pub(crate) fn for_completions(patience: Duration) -> (Self, Arc<dyn CompletionSink>) {
        let (ear, mouth) = Self::new(patience);
        (ear, mouth)
    }

    pub(crate) fn for_services(patience: Duration) -> (Self, Arc<dyn ServiceSink>) {
        let (ear, mouth) = Self::new(patience);
        (ear, mouth)
    }

    fn new(patience: Duration) -> (Self, Arc<Mouth>) {
        let (sender, told) = channel();
        (Self { told, patience }, Arc::new(Mouth(Mutex::new(sender))))
    }

    /// The next thing that is told.
    pub(crate) fn next(&self) -> Result<Told, Trouble> {
        match self.told.recv_timeout(self.patience) {
            Ok(told) => Ok(told),
            Err(RecvTimeoutError::Timeout) => Err(Trouble::failed("nothing was told in time")),
            Err(RecvTimeoutError::Disconnected) => {
                Err(Trouble::failed("the sink was dropped before"))
            }
        }
    }

    /// The next thing that is told is this.
    pub(crate) fn hears(&self, expected: Told) -> Result<(), Trouble> {
        crate::trouble::same("what was told", self.next()?, expected)
    }

    /// A completion with these words.
    pub(crate) fn completes(&self, words: &[u64]) -> Result<(), Trouble> {
        self.hears(Told::Completed(IoReturn::SUCCESS, words.to_vec()))
    }

    /// The end, and nothing before it.
    pub(crate) fn ends(&self) -> Result<(), Trouble> {
        self.hears(Told::Gone)?;
        self.hears(Told::Dropped)
    }

    /// Nothing is told for a moment.
    pub(crate) fn is_silent(&self) -> Result<(), Trouble> {
        let moment = Duration::from_millis(30);
        crate::trouble::same("what was told", self.told.recv_timeout(moment).ok(), None)
    }
}
