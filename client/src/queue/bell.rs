//! What wakes who waits for a queue.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::task::Waker;
use std::time::Instant;

use crate::NotificationSink;
use crate::until::until;

/// Rung by the transport when there is something in a queue that was empty.
///
/// It says no more than that one should look: who waits clears it, looks, and only then waits.
#[derive(Default)]
pub(super) struct Bell {
    state: Mutex<State>,
    /// It was rung, or something has ended.
    news: Condvar,
}

#[derive(Default)]
struct State {
    rung: bool,
    /// The driver tells nothing any more.
    gone: bool,
    /// Nobody wants anything any more.
    closed: bool,
    /// Who is to be told.
    waker: Option<Waker>,
}

/// How a wait has ended.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Heard {
    /// One should look.
    Something,
    /// The time is over.
    Nothing,
}

impl Bell {
    /// Clears it, before one looks for the last time before one waits, and answers whether the driver is
    /// gone. What it has put in before it went is seen then.
    pub(super) fn clear(&self) -> bool {
        let mut state = self.state();
        state.rung = false;
        state.gone
    }

    /// As [`clear`](Self::clear); and from now on `waker` is woken.
    pub(super) fn clear_and_wake(&self, waker: &Waker) -> bool {
        let mut state = self.state();
        state.rung = false;
        let gone = state.gone;
        if !state.waker.as_ref().is_some_and(|of| of.will_wake(waker)) {
            let before = state.waker.replace(waker.clone());
            drop(state);
            drop(before);
        }
        gone
    }

    /// Waits until it's rung, or something ends.
    pub(super) fn wait(&self, deadline: Option<Instant>) -> Heard {
        let mut state = self.state();
        while !(state.rung || state.gone || state.closed) {
            state = match until(&self.news, state, deadline) {
                Some(state) => state,
                None => return Heard::Nothing,
            };
        }
        Heard::Something
    }

    /// Nobody wants anything any more.
    pub(super) fn close(&self) {
        self.tell(|state| state.closed = true);
    }

    /// Whether nobody wants anything any more.
    pub(super) fn is_closed(&self) -> bool {
        self.state().closed
    }

    /// Says something, and wakes who waits for it.
    fn tell(&self, what: impl FnOnce(&mut State)) {
        let mut state = self.state();
        what(&mut state);
        let waker = state.waker.take();
        drop(state);
        self.news.notify_one();
        if let Some(waker) = waker {
            waker.wake();
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // Nothing panics with the lock held.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl NotificationSink for Bell {
    fn notified(&self) {
        self.tell(|state| state.rung = true);
    }

    fn gone(&self) {
        self.tell(|state| state.gone = true);
    }
}
