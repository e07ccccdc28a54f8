//! A kernel that is played, and counts what is taken and given back.
//!
//! Whoever gives back what isn't his, or uses what he has given back, is told by a panic: no name is
//! used twice. Functions that fail leave rubbish in what they should have written. Nothing runs by
//! itself: [`Fake::settle`] does what libdispatch would do on its threads, and [`Fake::with_threads`]
//! does it on some.

mod connections;
mod dispatch;
mod driver;
mod faults;
mod mach;
mod notifications;
mod objects;
mod registry;
mod service;

use std::collections::{BTreeMap, VecDeque};
use std::ffi::c_void;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::functions::{Handler, Port};
use super::kit::Kit;
use connections::Mapped;
use dispatch::FakeSource;
use driver::Driver;
use faults::{Faults, Meanwhile};
use mach::Receive;
use notifications::{FakeNotificationPort, Notification, Ping};
use objects::Counted;

pub(super) use driver::{Answer, Called};
pub(super) use faults::codes;
pub(super) use mach::{completion, data_available, no_senders, put};
pub(super) use objects::Value;
pub(super) use service::FakeService;

/// An address that nobody follows.
type Name = usize;

/// What a function that fails leaves where a name should be.
const RUBBISH: Port = 0xdead_0001;

/// The functions, as the played kernel has them.
#[derive(Clone)]
pub(super) struct Fake(Arc<Mutex<World>>);

/// What the played kernel knows.
struct World {
    next: usize,
    faults: Faults,
    /// What happens when so many calls were made.
    meanwhile: Option<(usize, Meanwhile)>,
    objects: BTreeMap<Name, Counted>,
    ports: BTreeMap<Port, Kind>,
    notification_ports: BTreeMap<Name, FakeNotificationPort>,
    /// Notifications whose port was destroyed while they were on their way.
    late: VecDeque<Ping>,
    sources: BTreeMap<Name, FakeSource>,
    work: VecDeque<(Address, Handler)>,
    /// Work is done at once, as if another thread were quick.
    eager: bool,
    /// Answers of any length.
    allocations: BTreeMap<Name, Vec<u64>>,
    mappings: BTreeMap<u64, Mapped>,
    /// The ports of notifications, by connection and type.
    notified: BTreeMap<(Port, u32), Port>,
    /// The driver keeps its right of a port when it gets another.
    keeps_ports: bool,
    services: Vec<FakeService>,
    driver: Driver,
    /// How often the registry changes under an iterator.
    changes: usize,
    /// Where nothing matches, there is an iterator of nothing.
    empty_iterators: bool,
    /// What was asked of the last mapping, and what it answers instead of memory.
    map_options: u32,
    map_at: Option<(u64, u64)>,
}

/// What a port is of. Each name has one reference.
enum Kind {
    Service(u64),
    Existing(VecDeque<u64>, Vec<u64>),
    Notification(Notification),
    Connection(u64, u32),
    Receive(Receive),
}

/// A pointer that is only handed on.
#[derive(Clone, Copy)]
struct Address(*mut c_void);

// SAFETY: it is only handed on.
unsafe impl Send for Address {}

impl Fake {
    /// A kernel that has these services.
    pub(super) fn new(services: impl IntoIterator<Item = FakeService>) -> Self {
        Self(Arc::new(Mutex::new(World {
            next: 0x1000,
            faults: Faults::default(),
            meanwhile: None,
            objects: BTreeMap::new(),
            ports: BTreeMap::new(),
            notification_ports: BTreeMap::new(),
            late: VecDeque::new(),
            sources: BTreeMap::new(),
            work: VecDeque::new(),
            eager: false,
            allocations: BTreeMap::new(),
            mappings: BTreeMap::new(),
            notified: BTreeMap::new(),
            keeps_ports: false,
            services: services.into_iter().collect(),
            driver: driver::silent(),
            changes: 0,
            empty_iterators: false,
            map_options: 0,
            map_at: None,
        })))
    }

    /// The transport over it.
    pub(super) fn kit(&self) -> Kit<Self> {
        Kit::new(self.clone())
    }

    /// Everything that was taken was given back. The driver isn't called any more: it may hold the
    /// transport, and with it this.
    pub(super) fn assert_clean(&self) {
        self.drive(|_, _| Answer::default());
        let left = self.left();
        assert!(left.is_empty(), "not given back: {left:?}");
    }

    /// What was taken and wasn't given back.
    pub(super) fn left(&self) -> Vec<String> {
        self.world().left()
    }

    fn world(&self) -> MutexGuard<'_, World> {
        // A test that fails with the lock held has failed.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl World {
    /// A number that nothing else has or had.
    fn name(&mut self) -> Name {
        self.next += 0x10;
        self.next
    }

    fn port(&mut self, kind: Kind) -> Port {
        let name = self.name() as Port;
        self.ports.insert(name, kind);
        name
    }

    fn left(&self) -> Vec<String> {
        let objects = self.objects.values().map(|it| format!("{:?}", it.value));
        let ports = self.ports.values().map(|kind| {
            let kind = match kind {
                Kind::Service(_) => "a service",
                Kind::Existing(..) => "an iterator",
                Kind::Notification(_) => "an iterator of notifications",
                Kind::Connection(..) => "a connection",
                Kind::Receive(_) => "a receive right",
            };
            kind.to_owned()
        });
        let others = [
            ("notification ports", self.notification_ports.len()),
            ("notifications", self.late.len()),
            ("sources", self.sources.len()),
            ("work", self.work.len()),
            ("allocations", self.allocations.len()),
            ("mappings", self.mappings.len()),
        ];
        let others = others.into_iter().filter(|(_, count)| *count != 0);
        let others = others.map(|(what, count)| format!("{count} {what}"));
        objects.chain(ports).chain(others).collect()
    }
}
