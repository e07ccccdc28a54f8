//! What has to be let go of in the end.

use std::sync::Arc;
use std::time::{Duration, Instant};

/// How long that may take.
const PATIENCE: Duration = Duration::from_secs(30);

/// Counts what is held: every clone has to be dropped in the end.
#[derive(Clone, Default)]
pub(crate) struct Held(Arc<()>);

impl Held {
    pub(crate) fn others(&self) -> usize {
        Arc::strong_count(&self.0) - 1
    }
}

/// Waits until it is so.
pub(crate) fn eventually(what: impl Fn() -> bool) {
    let began = Instant::now();
    while !what() {
        assert!(began.elapsed() < PATIENCE, "not in {PATIENCE:?}");
        std::thread::sleep(Duration::from_millis(1));
    }
}
