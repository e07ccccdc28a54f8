//! libdispatch, as it's played.

use std::ffi::c_void;
use std::ptr::NonNull;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use super::notifications::Ping;
use super::{Address, Fake, Kind, Name, World};
use crate::iokit::functions::{Dispatch, Handler, Port, Source};

/// A source that reads a port.
pub(super) struct FakeSource {
    port: Port,
    handlers: Option<(Address, Handler, Handler)>,
    state: State,
    /// A thread runs its event handler.
    busy: bool,
    cancelled: bool,
}

#[derive(Clone, Copy, PartialEq)]
enum State {
    Inactive,
    Active,
    /// Its cancel handler was called.
    Over,
}

impl FakeSource {
    /// Whether libdispatch may still look at the port.
    pub(super) fn reads(&self, port: Port) -> bool {
        self.port == port && self.state != State::Over
    }
}

/// Something that a thread has to do.
enum Job {
    Work(Address, Handler),
    Event(Name, Address, Handler),
    Notification(Option<Name>, Ping),
}

impl World {
    fn source(&mut self, source: Source) -> &mut FakeSource {
        let name = source.0.addr().get();
        let source = self.sources.get_mut(&name);
        source.unwrap_or_else(|| panic!("{name:#x} isn't a source that is alive"))
    }

    /// The next thing to do, which is then taken.
    fn job(&mut self) -> Option<Job> {
        if let Some((context, work)) = self.work.pop_front() {
            return Some(Job::Work(context, work));
        }
        for (name, source) in &mut self.sources {
            if source.state != State::Active || source.busy {
                continue;
            }
            let Some((context, event, cancelled)) = source.handlers else {
                panic!("a source without handlers was activated");
            };
            if source.cancelled {
                source.state = State::Over;
                return Some(Job::Work(context, cancelled));
            }
            let Some(Kind::Receive(receive)) = self.ports.get(&source.port) else {
                panic!("a source reads a port that isn't there");
            };
            if !receive.messages.is_empty() {
                source.busy = true;
                return Some(Job::Event(*name, context, event));
            }
        }
        for (name, port) in &mut self.notification_ports {
            if port.started
                && !port.busy
                && let Some(ping) = port.pings.pop_front()
            {
                port.busy = true;
                return Some(Job::Notification(Some(*name), ping));
            }
        }
        let late = self.late.pop_front();
        late.map(|ping| Job::Notification(None, ping))
    }
}

impl Fake {
    /// Does what there is to do, until there is nothing.
    pub(in crate::iokit) fn settle(&self) {
        while self.step() {}
    }

    /// Has work done at once, as if another thread were quick.
    pub(in crate::iokit) fn be_eager(&self) {
        self.world().eager = true;
    }

    /// Does what there is to do on threads, while `work` runs.
    pub(in crate::iokit) fn with_threads<T>(&self, work: impl FnOnce() -> T) -> T {
        let over = AtomicBool::new(false);
        let done = thread::scope(|scope| {
            for _ in 0..3 {
                scope.spawn(|| {
                    while !over.load(Ordering::Acquire) {
                        if !self.step() {
                            thread::yield_now();
                        }
                    }
                });
            }
            // Ends the threads if the work panics, too.
            let _end = End(&over);
            work()
        });
        self.settle();
        done
    }

    fn step(&self) -> bool {
        let Some(job) = self.world().job() else {
            return false;
        };
        match job {
            Job::Work(context, work) => work(context.0),
            Job::Event(source, context, event) => {
                event(context.0);
                // The event handler's source has a count of what it uses, until it's cancelled.
                let mut world = self.world();
                world.sources.get_mut(&source).expect("a source").busy = false;
            }
            Job::Notification(port, ping) => {
                // SAFETY: the context is the one that goes with it.
                unsafe { (ping.matched)(ping.context.0, ping.iterator) };
                let mut world = self.world();
                // It may have been destroyed.
                if let Some(port) = port.and_then(|it| world.notification_ports.get_mut(&it)) {
                    port.busy = false;
                }
            }
        }
        true
    }
}

struct End<'a>(&'a AtomicBool);

impl Drop for End<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Release);
    }
}

// SAFETY: they do what is seen of the functions.
unsafe impl Dispatch for Fake {
    fn source_create(&self, port: Port) -> Option<Source> {
        let mut world = self.world();
        world.receive_right(port);
        if world.faults.fails("dispatch_source_create").is_some() {
            return None;
        }
        let name = world.name();
        let source = FakeSource {
            port,
            handlers: None,
            state: State::Inactive,
            busy: false,
            cancelled: false,
        };
        world.sources.insert(name, source);
        Some(Source(NonNull::without_provenance(name.try_into().ok()?)))
    }

    unsafe fn source_set_handlers(
        &self,
        source: Source,
        context: *mut c_void,
        event: Handler,
        cancelled: Handler,
    ) {
        let mut world = self.world();
        let source = world.source(source);
        assert!(source.state == State::Inactive);
        source.handlers = Some((Address(context), event, cancelled));
    }

    unsafe fn source_activate(&self, source: Source) {
        let mut world = self.world();
        let source = world.source(source);
        assert!(source.state == State::Inactive);
        source.state = State::Active;
    }

    unsafe fn source_cancel(&self, source: Source) {
        self.world().source(source).cancelled = true;
    }

    unsafe fn source_release(&self, source: Source) {
        let mut world = self.world();
        // libdispatch ends the process for one that isn't active, and needs the port until then.
        assert!(world.source(source).state == State::Over);
        world.sources.remove(&source.0.addr().get());
    }

    unsafe fn run(&self, context: *mut c_void, work: Handler) {
        let mut world = self.world();
        if world.eager {
            drop(world);
            return work(context);
        }
        world.work.push_back((Address(context), work));
    }
}
