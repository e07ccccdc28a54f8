//! An answer that comes once.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use super::answers::Answers;
use super::{Awaited, Event};
use crate::worker;
use crate::{CompletionSink, Error, ErrorKind, Method};

/// What a driver answers once, later than the call returns: a [`Future`], or something to
/// [`wait`](Self::wait) for, or to be [called back](Self::on_complete) with.
///
/// It is polled on any executor, and needs none: what wakes is a thread of the transport's. To drop it, at
/// any time, is not to want it any more; the driver isn't told. It doesn't keep the connection
/// open: closed, it is an error.
#[must_use = "dropped, nothing of what the driver answers is seen"]
pub struct Completion<E> {
    answers: Arc<Answers<E>>,
}

impl<E> Completion<E> {
    /// What is to come of a call, for [`Connection::completing`](crate::Connection::completing).
    pub fn new(method: Method, event: Event<E>) -> Self {
        Self {
            answers: Arc::new(Answers::new(method, event, true, 1)),
        }
    }

    /// Waits for the answer, as long as it takes if there is no timeout. After a
    /// [timeout](ErrorKind::Timeout) one may wait again; the answer is there once.
    ///
    /// Not for the thread of a callback or of an executor.
    pub fn wait(&mut self, timeout: impl Into<Option<Duration>>) -> Result<E, Error> {
        match self.answers.mailbox.wait(timeout.into())? {
            Some(answer) => answer,
            None => Err(self.answers.mailbox.error(ErrorKind::Gone)),
        }
    }
}

impl<E: Send + 'static> Completion<E> {
    /// Has the answer brought to `callback`, once.
    ///
    /// All callbacks of completions are called one after the other, on a thread of the library's
    /// own: one that takes its time delays the others, but no driver. It may call the driver; it
    /// must not wait for another callback.
    pub fn on_complete(self, callback: impl FnOnce(Result<E, Error>) + Send + 'static) {
        if let Some((callback, answer)) = self.answers.mailbox.take_or_call(Box::new(callback)) {
            worker::run(Box::new(move || callback(answer)));
        }
    }
}

impl<E> Future for Completion<E> {
    type Output = Result<E, Error>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let answer = self.answers.mailbox.poll(context.waker());
        answer.map(|answer| {
            answer.unwrap_or_else(|| Err(self.answers.mailbox.error(ErrorKind::Gone)))
        })
    }
}

impl<E: Send + 'static> Awaited for Completion<E> {
    fn sink(&self) -> Arc<dyn CompletionSink> {
        Arc::clone(&self.answers) as _
    }
}

impl<E> Drop for Completion<E> {
    fn drop(&mut self) {
        self.answers.mailbox.close_unless_called();
    }
}

impl<E> fmt::Debug for Completion<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Completion({})", self.answers.mailbox.name())
    }
}
