//! What C hands out, given back once.

use super::functions::{Functions, NotificationPort, Object, Port, Source};

/// A count of a CoreFoundation object.
pub(super) struct OwnedObject<F: Functions> {
    functions: F,
    object: Object,
}

impl<F: Functions> OwnedObject<F> {
    /// # Safety
    ///
    /// A count of the object is the caller's.
    pub(super) unsafe fn new(functions: &F, object: Object) -> Self {
        Self {
            functions: functions.clone(),
            object,
        }
    }

    /// For a function that only looks at it.
    pub(super) fn get(&self) -> Object {
        self.object
    }

    /// For a function that consumes it.
    pub(super) fn give(self) -> Object {
        let this = std::mem::ManuallyDrop::new(self);
        // SAFETY: the functions are read once, and `this` isn't dropped.
        drop(unsafe { std::ptr::read(&this.functions) });
        this.object
    }
}

impl<F: Functions> Clone for OwnedObject<F> {
    fn clone(&self) -> Self {
        // SAFETY: it's an object, and the new count is the clone's.
        unsafe {
            self.functions.retain(self.object);
            Self::new(&self.functions, self.object)
        }
    }
}

impl<F: Functions> Drop for OwnedObject<F> {
    fn drop(&mut self) {
        // SAFETY: the count is ours.
        unsafe { self.functions.release(self.object) };
    }
}

/// Something that is given back when it is dropped.
macro_rules! owned {
    ($($(#[$doc:meta])* $name:ident, $raw:ty, $give_back:ident;)*) => {$(
        $(#[$doc])*
        pub(super) struct $name<F: Functions> {
            pub(super) functions: F,
            raw: $raw,
        }

        impl<F: Functions> $name<F> {
            /// # Safety
            ///
            /// It's the caller's to give back, in the way in which this does it.
            pub(super) unsafe fn new(functions: &F, raw: $raw) -> Self {
                Self { functions: functions.clone(), raw }
            }

            pub(super) fn get(&self) -> $raw {
                self.raw
            }
        }

        impl<F: Functions> Drop for $name<F> {
            fn drop(&mut self) {
                // SAFETY: it's ours, and isn't used any more.
                unsafe { self.functions.$give_back(self.raw) };
            }
        }
    )*};
}

owned! {
    /// A reference to an object of the kernel's: a service, an iterator.
    OwnedPort, Port, object_release;
    /// A receive right.
    ReceiveRight, Port, port_destruct;
    /// A notification port.
    OwnedNotificationPort, NotificationPort, notification_port_destroy;
    /// A dispatch source that will have been activated.
    OwnedSource, Source, source_release;
}
