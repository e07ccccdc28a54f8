//! Calls that complete later: a port of its own for each.

use std::sync::Arc;

use super::call;
use super::functions::{Functions, Port};
use super::listener::{Ear, Listeners, Prepared};
use crate::{Call, CompletionSink, IoReturn, Returned};

/// `kIOAsyncCalloutCount` (xnu `IOKit/OSMessageNotification.h`): a word of the kernel's, and the function
/// and the context that IOKitLib would call with.
const REFERENCES: usize = 3;

/// `IOConnectCallAsyncMethod`. The outputs are as those of [`call::call`].
pub(super) fn call_async<F: Functions>(
    functions: &F,
    connection: Port,
    listeners: &Arc<Listeners<F>>,
    call: Call<'_>,
    sink: Arc<dyn CompletionSink>,
) -> Result<Returned, IoReturn> {
    // All that can fail is there before the driver hears of the call.
    let prepared = Prepared::new(functions, listeners, Ear::Completions(sink))?;
    let wake = prepared.port();
    let mut reference = [0; REFERENCES];
    // SAFETY: the arguments are what `buffered` says, and the port is there until it's known what
    // became of the call.
    let returned = call::buffered(call, |arguments| unsafe {
        functions.call_async_method(connection, wake, &mut reference, arguments)
    })?;
    prepared.start();
    Ok(returned)
}
