//! IOKit, as a transport.
//!
//! [`functions`] names the C functions that are used; `system` calls them, on a Mac. The rest is generic
//! over them, and is tested anywhere, with a kernel that is played by `fake`.
//!
//! | what | whose, and how it's given back |
//! |---|---|
//! | a CoreFoundation object | [`owned::OwnedObject`]: `CFRelease`; a matching dictionary is given to the function that consumes it, which releases it even if it fails |
//! | a service, an iterator, a notification's iterator | [`owned::OwnedPort`]: `IOObjectRelease` |
//! | a connection | `Transport::close`: `IOServiceClose`, once; what it still maps goes with it |
//! | a mapping | `Transport::unmap`: `IOConnectUnmapMemory64` |
//! | an answer of any length | `call::Allocated`: `mach_vm_deallocate`, whether the call succeeded or not |
//! | a notification port | [`owned::OwnedNotificationPort`]: `IONotificationPortDestroy`, behind its iterators |
//! | a receive right and its dispatch source | `completions::Listener`: `mach_port_destruct` and `dispatch_release`, not before the source's cancel handler has run |
//! | a completion's sink | the listener: dropped by the cancel handler, or when the call fails |
//! | a message | `mach_msg_destroy`, before the sink is told |
//! | a watch's sink | the watch: dropped by `Transport::unwatch`, or with the last clone of the transport |
//!
//! # Completions
//!
//! Each asynchronous call costs a port and a dispatch source, from the call until the driver has let
//! the completion go, or until the connection is closed. A port for a whole connection would be
//! cheaper, but the kernel tells that nobody can send any more (`MACH_NOTIFY_NO_SENDERS`) by port, and
//! that is the only sign of a driver that has died or has forgotten a call. The send right is the
//! driver's: made by the call (`mach_port_make_send_t` in `iokitmig.defs`), and given back by the
//! `OSAction` of a dext when it is freed (xnu `IOUserServer.cpp`, `IOUserUserClient::externalMethod`).
//! A kext that never calls `releaseAsyncReference64` keeps it until the connection is closed.
//!
//! The messages are read here, not by `IODispatchCalloutFromMessage`: that calls a function whose type
//! depends on how many words the driver has sent.
//!
//! Other notifications of Mach's mean nothing here. One that a send-once right is gone
//! (`MACH_NOTIFY_SEND_ONCE`) could only come of a request that was replaced, and there is one; those of
//! dead names and destroyed ports are never asked for. They are thrown away like all that isn't
//! expected.

mod call;
mod completions;
#[cfg(test)]
mod fake;
mod find;
mod functions;
mod kit;
mod map;
mod matching;
mod message;
mod owned;
#[cfg(target_vendor = "apple")]
mod system;
#[cfg(test)]
mod tests;
#[cfg(target_vendor = "apple")]
mod transport;
mod watch;

#[cfg(target_vendor = "apple")]
pub use transport::IoKit;

use crate::IoReturn;

/// Whether a function succeeded.
fn check(code: functions::Code) -> Result<(), IoReturn> {
    match IoReturn(code) {
        IoReturn::SUCCESS => Ok(()),
        code => Err(code),
    }
}
