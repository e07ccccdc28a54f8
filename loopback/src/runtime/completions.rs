//! From the runtime's completions to the app's sink.

use std::{
    ffi::c_void,
    slice,
    sync::{
        Arc,
        atomic::{AtomicU8, Ordering},
    },
};

use iigen_client::{CompletionSink, IoReturn};

use super::ffi;

/// The call hasn't returned.
const CALLING: u8 = 0;
/// The call hasn't returned, and its completions have ended already.
const ENDED: u8 = 1;
/// The call succeeded.
const CALLED: u8 = 2;
/// The call failed: the app doesn't know of it any more.
const FAILED: u8 = 3;

/// Where the completions of one call go.
pub(super) struct Completions {
    sink: Arc<dyn CompletionSink>,
    state: AtomicU8,
}

impl Completions {
    pub(super) fn new(sink: Arc<dyn CompletionSink>) -> Arc<Self> {
        Arc::new(Self {
            sink,
            state: AtomicU8::new(CALLING),
        })
    }

    /// Makes the call asynchronous. The runtime holds a reference until it calls [`gone`].
    pub(super) fn put_into(raw: &mut ffi::Call, sink: Arc<dyn CompletionSink>) -> Arc<Self> {
        let completions = Self::new(sink);
        raw.completion = Some(complete);
        raw.completion_gone = Some(gone);
        raw.completion_context = completions.context();
        completions
    }

    /// A reference for the runtime, which gives it back by calling [`gone`], once.
    pub(super) fn context(self: &Arc<Self>) -> *mut c_void {
        Arc::into_raw(Arc::clone(self)).cast_mut().cast()
    }

    /// The call has returned.
    pub(super) fn returned(&self, success: bool) {
        let now = if success { CALLED } else { FAILED };
        if self.state.swap(now, Ordering::AcqRel) == ENDED && success {
            self.sink.gone();
        }
    }

    fn complete(&self, status: IoReturn, words: &[u64]) {
        if self.state.load(Ordering::Acquire) != FAILED {
            self.sink.complete(status, words);
        }
    }

    /// Tells the sink, unless the call may still fail.
    fn gone(&self) {
        let ended =
            self.state
                .compare_exchange(CALLING, ENDED, Ordering::AcqRel, Ordering::Acquire);
        if ended == Err(CALLED) {
            self.sink.gone();
        }
    }
}

/// Takes a completion; `context` is a `Completions`.
pub(super) unsafe extern "C" fn complete(
    context: *mut c_void,
    status: i32,
    words: *const u64,
    count: usize,
) {
    // SAFETY: the runtime holds the reference that `context` gave it.
    let completions = unsafe { &*context.cast::<Completions>() };
    let words = match count {
        0 => &[],
        // SAFETY: the runtime gives that many words for the time of this call.
        _ => unsafe { slice::from_raw_parts(words, count) },
    };
    completions.complete(IoReturn(status), words);
}

/// Takes the end of the completions; `context` is a `Completions`.
pub(super) unsafe extern "C" fn gone(context: *mut c_void) {
    // SAFETY: it is the reference that `context` gave, and the runtime gives it back once.
    let completions = unsafe { Arc::from_raw(context.cast_const().cast::<Completions>()) };
    completions.gone();
}
