//! One million events.

use std::env;

use super::{LONG, with_stream};

/// Whether a sanitizer looks on, which makes each event cost much more (`.ci/sanitize` sets the
/// variable).
fn sanitized() -> bool {
    env::var_os("IIGEN_SANITIZED").is_some()
}

/// What the process has in memory, in bytes; none where that says nothing: on other systems, and
/// under a sanitizer, which keeps what was freed.
fn resident() -> Option<u64> {
    if sanitized() {
        return None;
    }
    let pages = std::fs::read_to_string("/proc/self/statm").ok()?;
    Some(pages.split(' ').nth(1)?.parse::<u64>().ok()? * 4096)
}

/// In order, none lost, and the memory stays what it was.
#[test]
fn a_million_events() {
    const BATCH: u64 = 10_000;
    let count = if sanitized() { 100_000 } else { 1_000_000 };
    with_stream(|_, stream| {
        let mut events = stream
            .ticks()
            .expect("it is kept")
            .with_capacity(BATCH as usize);
        let mut before = None;
        for first in (0..count).step_by(BATCH as usize) {
            stream.pump(first, BATCH).expect("pumped");
            for tick in first..first + BATCH {
                assert_eq!(events.next(LONG), Some(Ok(tick)));
            }
            if first == 10 * BATCH {
                before = resident();
            }
        }
        assert_eq!(events.lost(), 0);
        if let (Some(before), Some(after)) = (before, resident()) {
            let grown = after.saturating_sub(before);
            assert!(grown < 8 << 20, "{grown} bytes more");
        }
    });
}
