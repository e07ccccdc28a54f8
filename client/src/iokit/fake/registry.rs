//! IOKit's functions for services, as they are played.

use std::collections::VecDeque;
use std::ffi::{CStr, c_void};
use std::ptr::NonNull;

use super::notifications::FakeNotificationPort;
use super::{Address, Fake, Kind, Name, RUBBISH, World};
use crate::iokit::functions::{Code, Matched, NotificationPort, Object, Port, Registry};

fn name(port: NotificationPort) -> Name {
    port.0.addr().get()
}

impl World {
    /// Makes an iterator of what is there; one that the registry changes under has less.
    fn refill(&mut self, all: &[u64]) -> VecDeque<u64> {
        let there = if self.changes == 0 { all.len() } else { 1 };
        all.iter().copied().take(there).collect()
    }
}

// SAFETY: they do what is seen of the functions.
unsafe impl Registry for Fake {
    unsafe fn get_matching_services(&self, matching: Object, iterator: &mut Port) -> Code {
        let mut world = self.world();
        let wanted = world.consume(matching);
        if let Some(code) = world.faults.fails("IOServiceGetMatchingServices") {
            *iterator = RUBBISH;
            return code;
        }
        let matching = world.services.iter().filter(|it| it.matches(&wanted));
        let all: Vec<u64> = matching.map(|it| it.id).collect();
        *iterator = 0;
        if !all.is_empty() || world.empty_iterators {
            let next = world.refill(&all);
            *iterator = world.port(Kind::Existing(next, all));
        }
        0
    }

    fn iterator_next(&self, iterator: Port) -> Port {
        self.do_meanwhile();
        let mut world = self.world();
        if world.faults.fails("IOIteratorNext").is_some() {
            return 0;
        }
        let next = match world.ports.get_mut(&iterator) {
            Some(Kind::Existing(next, _)) => next.pop_front(),
            Some(Kind::Notification(notification)) => notification.next(),
            _ => panic!("{iterator:#x} isn't an iterator"),
        };
        next.map_or(0, |id| world.port(Kind::Service(id)))
    }

    fn iterator_reset(&self, iterator: Port) {
        let mut world = self.world();
        let Some(Kind::Existing(_, all)) = world.ports.get(&iterator) else {
            panic!("{iterator:#x} isn't an iterator that begins again");
        };
        let all = all.clone();
        let next = world.refill(&all);
        world.ports.insert(iterator, Kind::Existing(next, all));
    }

    fn iterator_is_valid(&self, iterator: Port) -> bool {
        let mut world = self.world();
        assert!(matches!(
            world.ports.get(&iterator),
            Some(Kind::Existing(..))
        ));
        let valid = world.changes == 0;
        world.changes = world.changes.saturating_sub(1);
        world.faults.fails("IOIteratorIsValid").is_none() && valid
    }

    unsafe fn object_release(&self, object: Port) {
        match self.world().ports.remove(&object) {
            Some(Kind::Service(_) | Kind::Existing(..) | Kind::Notification(_)) => {}
            _ => panic!("{object:#x} isn't an object that is released"),
        }
    }

    fn registry_entry_id(&self, entry: Port, id: &mut u64) -> Code {
        let mut world = self.world();
        if let Some(code) = world.faults.fails("IORegistryEntryGetRegistryEntryID") {
            *id = RUBBISH.into();
            return code;
        }
        let Some(Kind::Service(of)) = world.ports.get(&entry) else {
            panic!("{entry:#x} isn't a service");
        };
        *id = *of;
        0
    }

    fn notification_port_create(&self) -> Option<NotificationPort> {
        let mut world = self.world();
        if world.faults.fails("IONotificationPortCreate").is_some() {
            return None;
        }
        let name = world.name();
        let port = FakeNotificationPort::default();
        world.notification_ports.insert(name, port);
        let name = NonNull::without_provenance(name.try_into().ok()?);
        Some(NotificationPort(name))
    }

    unsafe fn notification_port_start(&self, port: NotificationPort) {
        let mut world = self.world();
        let port = world.notification_ports.get_mut(&name(port));
        port.expect("a notification port").started = true;
    }

    unsafe fn notification_port_destroy(&self, port: NotificationPort) {
        let mut world = self.world();
        let port = world.notification_ports.remove(&name(port));
        world.late.extend(port.expect("a notification port").pings);
    }

    unsafe fn add_matching_notification(
        &self,
        port: NotificationPort,
        kind: &CStr,
        matching: Object,
        matched: Matched,
        context: *mut c_void,
        iterator: &mut Port,
    ) -> Code {
        self.do_meanwhile();
        let mut world = self.world();
        let wanted = world.consume(matching);
        let port = name(port);
        assert!(world.notification_ports.contains_key(&port));
        if let Some(code) = world.faults.fails("IOServiceAddMatchingNotification") {
            *iterator = RUBBISH;
            return code;
        }
        *iterator = world.watch(port, kind, wanted, matched, Address(context));
        0
    }
}
