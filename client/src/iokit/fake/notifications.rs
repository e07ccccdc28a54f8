//! What tells of services, as it's played.

use std::collections::VecDeque;
use std::ffi::CStr;

use super::objects::Wanted;
use super::service::FakeService;
use super::{Address, Kind, Name, World};
use crate::iokit::functions::{Matched, Port};

/// A notification port. One thread at a time reads it.
#[derive(Default)]
pub(super) struct FakeNotificationPort {
    pub(super) started: bool,
    pub(super) busy: bool,
    pub(super) pings: VecDeque<Ping>,
}

/// A message that there is something to read.
pub(super) struct Ping {
    pub(super) iterator: Port,
    pub(super) matched: Matched,
    pub(super) context: Address,
}

/// The iterator of a notification.
pub(super) struct Notification {
    port: Name,
    of_removal: bool,
    wanted: Wanted,
    services: VecDeque<u64>,
    /// It was read to its end, so that the next service is told of.
    armed: bool,
    matched: Matched,
    context: Address,
}

impl Notification {
    pub(super) fn next(&mut self) -> Option<u64> {
        let next = self.services.pop_front();
        self.armed = next.is_none();
        next
    }
}

impl World {
    /// Makes the iterator of a notification. That of what arrives has first what is there.
    pub(super) fn watch(
        &mut self,
        port: Name,
        kind: &CStr,
        wanted: Wanted,
        matched: Matched,
        context: Address,
    ) -> Port {
        let of_removal = match kind.to_bytes() {
            b"IOServiceFirstMatch" => false,
            b"IOServiceTerminate" => true,
            _ => panic!("{kind:?} isn't a notification"),
        };
        let there = self.services.iter();
        let there = there.filter(|it| !of_removal && it.matches(&wanted));
        let services = there.map(|it| it.id).collect();
        self.port(Kind::Notification(Notification {
            port,
            of_removal,
            wanted,
            services,
            armed: false,
            matched,
            context,
        }))
    }

    /// Tells all that watch of a service.
    pub(super) fn notify(&mut self, service: &FakeService, of_removal: bool) {
        for (iterator, kind) in &mut self.ports {
            let Kind::Notification(notification) = kind else {
                continue;
            };
            if notification.of_removal != of_removal || !service.matches(&notification.wanted) {
                continue;
            }
            notification.services.push_back(service.id);
            if std::mem::take(&mut notification.armed) {
                let port = self.notification_ports.get_mut(&notification.port);
                port.expect("a notification port").pings.push_back(Ping {
                    iterator: *iterator,
                    matched: notification.matched,
                    context: notification.context,
                });
            }
        }
    }
}
