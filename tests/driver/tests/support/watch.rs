//! What hangs is a failure that says where, and not a test that never ends.

use std::io::{Write, stderr};
use std::process::abort;
use std::sync::{Mutex, OnceLock, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// A point takes milliseconds, a hundred times as long under valgrind.
const LIMIT: Duration = Duration::from_secs(60);

/// The point that runs, what it does, and when it began.
static NOW: Mutex<Option<(u64, &'static str, Instant)>> = Mutex::new(None);

fn now() -> std::sync::MutexGuard<'static, Option<(u64, &'static str, Instant)>> {
    NOW.lock().unwrap_or_else(PoisonError::into_inner)
}

/// How the point of a seed is run again.
static NAME: OnceLock<fn(u64) -> String> = OnceLock::new();

fn name(seed: u64) -> String {
    NAME.get().map_or_else(String::new, |name| name(seed))
}

/// Looks after the points from now on, which have such names.
pub(crate) fn start(name_of: fn(u64) -> String) {
    NAME.get_or_init(|| name_of);
    thread::spawn(|| {
        loop {
            thread::sleep(Duration::from_millis(200));
            if let Some((seed, step, since)) = *now()
                && since.elapsed() > LIMIT
            {
                // Past the capture of a test's output, which would be lost.
                let _ = writeln!(stderr(), "{} hangs: {step}", name(seed));
                abort();
            }
        }
    });
}

/// What the point that runs does next.
pub(crate) fn step(step: &'static str) {
    if let Some(now) = now().as_mut() {
        now.1 = step;
    }
}

/// A point while it runs; says which it was if it panics.
pub(crate) struct Point(u64);

impl Point {
    pub(crate) fn new(seed: u64) -> Self {
        *now() = Some((seed, "start", Instant::now()));
        Self(seed)
    }
}

impl Drop for Point {
    fn drop(&mut self) {
        if thread::panicking() {
            let step = now().map_or("", |(_, step, _)| step);
            eprintln!("{} failed: {step}", name(self.0));
        }
        *now() = None;
    }
}
