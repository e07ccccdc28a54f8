//! Notifications of drivers: a port of its own for each type.

use std::sync::{Arc, Weak};

use super::check;
use super::functions::{Functions, Port};
use super::listener::{Ear, Listeners, Prepared};
use crate::{IoReturn, NotificationSink};

/// `MACH_PORT_NULL` (`mach/port.h`).
const NO_PORT: Port = 0;

/// `IOConnectSetNotificationPort`.
///
/// A driver may keep the port that it had, and may refuse to have none: who was told before isn't told
/// any more in any case, as soon as another is or as nobody is to be.
pub(super) fn set<F: Functions>(
    functions: &F,
    connection: Port,
    listeners: &Arc<Listeners<F>>,
    notification_type: u32,
    sink: Option<Arc<dyn NotificationSink>>,
) -> Result<(), IoReturn> {
    // All that can fail is there before the driver hears of the port.
    let prepared = sink.map(|sink| Prepared::new(functions, listeners, Ear::Notifications(sink)));
    let prepared = prepared.transpose()?;
    let port = prepared.as_ref().map_or(NO_PORT, Prepared::port);
    let mut notified = listeners.notified();
    let code = functions.set_notification_port(connection, notification_type, port);
    let set = check(code);
    let before = match prepared {
        Some(prepared) => {
            set?;
            notified.insert(notification_type, prepared.start())
        }
        None => notified.remove(&notification_type),
    };
    drop(notified);
    if let Some(before) = before.as_ref().and_then(Weak::upgrade) {
        before.end();
    }
    set
}
