//! From what a driver sends to a notification port to the app's sink.

use std::{ptr, sync::Arc};

use iigen_client::{CompletionSink, IoReturn, NotificationSink, RawConnection};

use super::{
    completions::{self, Completions},
    ffi,
    machine::{Machine, check},
};

/// A notification is a message as a completion is, of which nobody reads the words.
struct Notifications(Arc<dyn NotificationSink>);

impl CompletionSink for Notifications {
    fn complete(&self, _: IoReturn, _: &[u64]) {
        self.0.notified();
    }

    fn gone(&self) {
        self.0.gone();
    }
}

impl Machine {
    pub(super) fn set_notification_port(
        &self,
        connection: RawConnection,
        notification_type: u32,
        sink: Option<Arc<dyn NotificationSink>>,
    ) -> Result<(), IoReturn> {
        let Some(sink) = sink else {
            // SAFETY: the machine is alive; without a function there is no context.
            return check(unsafe {
                ffi::lb_set_notification_port(
                    self.as_ptr(),
                    connection.0,
                    notification_type,
                    0,
                    None,
                    ptr::null_mut(),
                    None,
                )
            });
        };
        let notifications = Completions::new(Arc::new(Notifications(sink)));
        // SAFETY: the machine is alive; the context is what both functions expect, and theirs until
        // the second of them is called, which is once, after everything else.
        let result = check(unsafe {
            ffi::lb_set_notification_port(
                self.as_ptr(),
                connection.0,
                notification_type,
                0,
                Some(completions::complete),
                notifications.context(),
                Some(completions::gone),
            )
        });
        notifications.returned(result.is_ok());
        result
    }
}
