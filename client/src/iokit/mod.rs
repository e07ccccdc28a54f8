//! IOKit, as a transport.
//!
//! [`functions`] names the C functions that are used; `system` calls them, on a Mac. The rest is generic
//! over them, and is tested anywhere, with a kernel that is played by `fake`. What IOKitLib does was read
//! in IOKitUser-100222 (`IOKitLib.c`), what the kernel does in xnu (`IOUserClient.cpp`,
//! `IOUserServer.cpp`), what libdispatch does in its manual pages.
//!
//! | what | whose, and how it's given back |
//! |---|---|
//! | a CoreFoundation object | [`owned::OwnedObject`]: `CFRelease`; a matching dictionary is given to the function that consumes it, which releases it even if it fails |
//! | a service, an iterator, a notification's iterator | [`owned::OwnedPort`]: `IOObjectRelease` |
//! | a connection | `Transport::close`: `IOServiceClose`, once; what it still maps goes with it |
//! | a mapping | `Transport::unmap`: `IOConnectUnmapMemory64` |
//! | an answer of any length | `call::Allocated`: `mach_vm_deallocate`, whether the call succeeded or not |
//! | a notification port | [`owned::OwnedNotificationPort`]: `IONotificationPortDestroy`, behind its iterators |
//! | a receive right and its dispatch source | `listener::Listener`: `mach_port_destruct` and `dispatch_release`, not before the source's cancel handler has run |
//! | a sink of completions or notifications | the listener: dropped by the cancel handler, or when the call fails |
//! | a message | `mach_msg_destroy`, before the sink is told |
//! | a watch's sink | the watch: dropped by `Transport::unwatch`, or with the last clone of the transport |
//!
//! # Calls
//!
//! The size of a structure decides how it travels, and IOKitLib does that: up to 4,096 bytes in-band, more
//! as a descriptor, and `kIOConnectMethodVarOutputSize` as memory that it allocates. Which of them is
//! asked for is decided by the connection, by the room that the caller has.
//!
//! Of what a reply says of its own length, nothing beyond the room is believed. A reply that has more than
//! that is cut by MIG's functions, which answer `MIG_ARRAY_TOO_LARGE` (-307): an error here, and no call
//! is made again, because the driver has had it. More than 16 scalars for a driver get the same answer
//! from MIG before anything is sent, and here too.
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
//! # Notifications of drivers
//!
//! `IOConnectSetNotificationPort` makes a send right of the port for the driver (`mach_port_make_send_t`
//! in `iokitmig.defs`), which a kext gives back with `releaseNotificationPort`, and which makes
//! `MACH_NOTIFY_NO_SENDERS` of it. There may be kexts that don't: so a listener ends as soon as another
//! takes its place, or as nobody listens any more, and with the connection.
//!
//! # Other messages
//!
//! Other notifications of Mach's mean nothing here. One that a send-once right is gone
//! (`MACH_NOTIFY_SEND_ONCE`) could only come of a request that was replaced, and there is one; those of
//! dead names and destroyed ports are never asked for. They are thrown away like all that isn't
//! expected.
//!
//! # Services
//!
//! A matching notification is only a hint that its iterator has something: what has come and gone is
//! read from the iterators, to their ends, which arms them again. Those of what is terminated are made
//! and read first, so that nobody goes who isn't told of.
//!
//! `IONotificationPortDestroy` cancels the dispatch source, and frees the port when that is done
//! (`IONotificationPortRelease`): so a notification may destroy its own port, and one that is on its way
//! may come later. It brings a number, which is looked up, and not a pointer.

mod call;
mod completions;
#[cfg(test)]
mod fake;
mod find;
mod functions;
mod kit;
mod listener;
mod map;
mod matching;
mod message;
mod notifications;
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
