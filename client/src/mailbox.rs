//! Where the transport leaves what happens, and whoever wants it takes it.

use std::collections::VecDeque;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::task::{Poll, Waker};
use std::time::{Duration, Instant};

use crate::until::until;
use crate::{Error, ErrorKind};

/// Events in their order, at most so many; the transport never waits for room.
pub(crate) struct Mailbox<E> {
    /// Errors begin with it.
    name: &'static str,
    state: Mutex<State<E>>,
    /// Something has come.
    news: Condvar,
}

struct State<E> {
    queue: VecDeque<Result<E, Error>>,
    capacity: usize,
    /// How many events there was no room for.
    lost: u64,
    /// What follows the events in the queue, if nothing else does.
    end: Option<End>,
    /// Who is to be told when something comes.
    waker: Option<Waker>,
    /// What is to be called for the first event.
    callback: Option<Callback<E>>,
}

/// What waits for the only event.
pub(crate) type Callback<E> = Box<dyn FnOnce(Result<E, Error>) + Send>;

/// Why nothing comes any more.
enum End {
    /// The error is the last thing to be taken.
    Failed(Error),
    /// Everything has been taken.
    Over,
}

impl<E> State<E> {
    /// The next event, the error at the end, or `None` behind it; pending if nothing has come.
    fn take(&mut self) -> Poll<Option<Result<E, Error>>> {
        if let Some(event) = self.queue.pop_front() {
            return Poll::Ready(Some(event));
        }
        match self.end {
            None => Poll::Pending,
            Some(End::Over) => Poll::Ready(None),
            Some(End::Failed(error)) => {
                self.end = Some(End::Over);
                Poll::Ready(Some(Err(error)))
            }
        }
    }
}

impl<E> Mailbox<E> {
    /// An empty one, for up to `capacity` events that wait.
    pub(crate) fn new(name: &'static str, capacity: usize) -> Self {
        Self {
            name,
            state: Mutex::new(State {
                queue: VecDeque::new(),
                capacity,
                lost: 0,
                end: None,
                waker: None,
                callback: None,
            }),
            news: Condvar::new(),
        }
    }

    pub(crate) fn name(&self) -> &'static str {
        self.name
    }

    pub(crate) fn error(&self, kind: ErrorKind) -> Error {
        Error::new(self.name, kind)
    }

    fn state(&self) -> MutexGuard<'_, State<E>> {
        // Nothing panics with the lock held.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How many events may wait.
    pub(crate) fn set_capacity(&self, capacity: usize) {
        self.state().capacity = capacity;
    }

    /// How many events there was no room for.
    pub(crate) fn lost(&self) -> u64 {
        self.state().lost
    }

    /// Nobody wants anything any more, unless a callback does.
    pub(crate) fn close_unless_called(&self) {
        if self.state().callback.is_none() {
            self.close();
        }
    }

    /// Nobody wants anything any more.
    pub(crate) fn close(&self) {
        let mut state = self.state();
        let forgotten = std::mem::take(&mut state.queue);
        state.end = Some(End::Over);
        let unused = (state.waker.take(), state.callback.take());
        drop(state);
        self.news.notify_all();
        // What belongs to the user is dropped without the lock.
        drop((forgotten, unused));
    }

    /// Takes what has come, or waits for it; `Err` if the time is over.
    pub(crate) fn wait(
        &self,
        timeout: Option<Duration>,
    ) -> Result<Option<Result<E, Error>>, Error> {
        // A time that is too far away to be told is never over.
        let deadline = timeout.and_then(|timeout| Instant::now().checked_add(timeout));
        let mut state = self.state();
        loop {
            if let Poll::Ready(taken) = state.take() {
                return Ok(taken);
            }
            state = match until(&self.news, state, deadline) {
                Some(state) => state,
                None => return Err(self.error(ErrorKind::Timeout)),
            };
        }
    }

    /// Takes what has come, or has `waker` woken when something does.
    pub(crate) fn poll(&self, waker: &Waker) -> Poll<Option<Result<E, Error>>> {
        let mut state = self.state();
        let taken = state.take();
        if taken.is_pending() && !state.waker.as_ref().is_some_and(|of| of.will_wake(waker)) {
            let before = state.waker.replace(waker.clone());
            drop(state);
            drop(before);
        }
        taken
    }

    /// Takes what has come, for the callback, or leaves the callback to be called when it does.
    pub(crate) fn take_or_call(
        &self,
        callback: Callback<E>,
    ) -> Option<(Callback<E>, Result<E, Error>)> {
        let mut state = self.state();
        match state.take() {
            Poll::Ready(Some(event)) => Some((callback, event)),
            Poll::Ready(None) => Some((callback, Err(self.error(ErrorKind::Gone)))),
            Poll::Pending => {
                state.callback = Some(callback);
                None
            }
        }
    }

    /// Leaves an event or the error at the end, and says so to who waits. What it returns has to be
    /// called.
    fn leave(
        &self,
        event: Result<E, Error>,
        last: bool,
    ) -> Option<(Callback<E>, Result<E, Error>)> {
        let mut state = self.state();
        if state.end.is_some() {
            return None;
        }
        if let Some(callback) = state.callback.take() {
            state.end = Some(End::Over);
            return Some((callback, event));
        }
        match event {
            Err(error) if last => state.end = Some(End::Failed(error)),
            event if state.queue.len() < state.capacity => {
                state.queue.push_back(event);
                if last {
                    state.end = Some(End::Over);
                }
            }
            _ => state.lost += 1,
        }
        let waker = state.waker.take();
        drop(state);
        self.news.notify_one();
        if let Some(waker) = waker {
            waker.wake();
        }
        None
    }
}

impl<E: Send + 'static> Mailbox<E> {
    /// Leaves an event, or the error at the end.
    pub(crate) fn bring(&self, event: Result<E, Error>, last: bool) {
        if let Some((callback, event)) = self.leave(event, last) {
            crate::worker::run(Box::new(move || callback(event)));
        }
    }
}
