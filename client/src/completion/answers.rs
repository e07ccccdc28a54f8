//! What a call is answered later, read on its way into the mailbox.

use super::Event;
use crate::mailbox::Mailbox;
use crate::{CompletionSink, ErrorKind, IoReturn, Method};

/// The answers of one call.
pub(super) struct Answers<E> {
    method: Method,
    event: Event<E>,
    /// Whether the first is the last.
    once: bool,
    pub(super) mailbox: Mailbox<E>,
}

impl<E> Answers<E> {
    /// For a single answer, or for up to `capacity` that wait.
    pub(super) fn new(method: Method, event: Event<E>, once: bool, capacity: usize) -> Self {
        Self {
            method,
            event,
            once,
            mailbox: Mailbox::new(method.name, capacity),
        }
    }
}

impl<E: Send + 'static> CompletionSink for Answers<E> {
    fn complete(&self, status: IoReturn, words: &[u64]) {
        if status == IoReturn::SUCCESS {
            let event = self.event.read(self.method, words);
            self.mailbox.bring(event, self.once);
        } else {
            let failed = self.method.error(ErrorKind::Call(status));
            self.mailbox.bring(Err(failed), true);
        }
    }

    fn gone(&self) {
        let gone = self.method.error(ErrorKind::Gone);
        self.mailbox.bring(Err(gone), true);
    }
}
