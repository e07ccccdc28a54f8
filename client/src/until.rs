//! A wait that ends at some time.

use std::sync::{Condvar, MutexGuard, PoisonError};
use std::time::Instant;

/// Waits for the next news, up to the deadline where there is one; `None` when that has passed.
///
/// As with any wait on a condition, there may be no news: look again.
pub(crate) fn until<'a, T>(
    news: &Condvar,
    state: MutexGuard<'a, T>,
    deadline: Option<Instant>,
) -> Option<MutexGuard<'a, T>> {
    let Some(deadline) = deadline else {
        return Some(news.wait(state).unwrap_or_else(PoisonError::into_inner));
    };
    let left = deadline.saturating_duration_since(Instant::now());
    if left.is_zero() {
        return None;
    }
    let waited = news.wait_timeout(state, left);
    Some(waited.unwrap_or_else(PoisonError::into_inner).0)
}
