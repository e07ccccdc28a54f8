//! Answers that come any number of times.

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::thread;
use std::time::Duration;

use futures_core::Stream;

use super::answers::Answers;
use super::{Awaited, Event};
use crate::{CompletionSink, Error, Method};

/// How many events may wait for who takes them.
const CAPACITY: usize = 1024;

/// What a driver sends any number of times: a [`Stream`], or something to take from
/// [one after the other](Self::next), or to be [called back](Self::for_each) with.
///
/// They come in the driver's order. Up to [a capacity](Self::with_capacity) they wait here; an event
/// that finds no room is [counted and dropped](Self::lost), so that the driver never waits. Behind
/// the last stands an error that says why it was the last. Dropped, nothing of what the driver sends
/// is seen any more; the driver isn't told.
///
/// They don't keep the connection open: closed, they end.
#[must_use = "dropped, nothing of what the driver sends is seen"]
pub struct Events<E> {
    answers: Arc<Answers<E>>,
}

impl<E> Events<E> {
    /// What is to come of a call, for [`Connection::completing`](crate::Connection::completing).
    pub fn new(method: Method, event: Event<E>) -> Self {
        Self {
            answers: Arc::new(Answers::new(method, event, false, CAPACITY)),
        }
    }

    /// Lets so many events wait, instead of 1,024.
    pub fn with_capacity(self, capacity: usize) -> Self {
        self.answers.mailbox.set_capacity(capacity);
        self
    }

    /// How many events have found no room.
    pub fn lost(&self) -> u64 {
        self.answers.mailbox.lost()
    }

    /// Waits for the next event, as long as it takes if there is no timeout; `None` behind the last.
    ///
    /// A [timeout](crate::ErrorKind::Timeout) isn't the end, and neither is an event that isn't what
    /// the spec says.
    pub fn next(&mut self, timeout: impl Into<Option<Duration>>) -> Option<Result<E, Error>> {
        self.answers
            .mailbox
            .wait(timeout.into())
            .unwrap_or_else(|late| Some(Err(late)))
    }
}

impl<E: Send + 'static> Events<E> {
    /// Has each event brought to `callback`, on a thread of its own, until the last or until the
    /// subscription is dropped. It may call the driver, and take its time.
    pub fn for_each(
        self,
        mut callback: impl FnMut(Result<E, Error>) + Send + 'static,
    ) -> Subscription {
        let answers: Arc<dyn Closing> = Arc::clone(&self.answers) as _;
        let mut events = self;
        thread::spawn(move || {
            while let Some(event) = events.next(None) {
                callback(event);
            }
        });
        Subscription { answers }
    }
}

impl<E> Stream for Events<E> {
    type Item = Result<E, Error>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.answers.mailbox.poll(context.waker())
    }
}

impl<E: Send + 'static> Awaited for Events<E> {
    fn sink(&self) -> Arc<dyn CompletionSink> {
        Arc::clone(&self.answers) as _
    }
}

impl<E> Drop for Events<E> {
    fn drop(&mut self) {
        self.answers.mailbox.close();
    }
}

impl<E> fmt::Debug for Events<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Events({})", self.answers.mailbox.name())
    }
}

/// Answers, whatever is in them.
trait Closing: Send + Sync {
    fn close(&self);
    fn lost(&self) -> u64;
}

impl<E: Send> Closing for Answers<E> {
    fn close(&self) {
        self.mailbox.close();
    }

    fn lost(&self) -> u64 {
        self.mailbox.lost()
    }
}

/// Events on their way to a callback. Dropped, no more are brought; the one whose callback runs is
/// the last.
#[must_use = "dropped, no event is brought to the callback"]
pub struct Subscription {
    answers: Arc<dyn Closing>,
}

impl Subscription {
    /// How many events have found no room.
    pub fn lost(&self) -> u64 {
        self.answers.lost()
    }
}

impl Drop for Subscription {
    fn drop(&mut self) {
        self.answers.close();
    }
}

impl fmt::Debug for Subscription {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Subscription")
    }
}
