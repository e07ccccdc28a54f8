//! An app of the crowd: threads that do what they like with what any of them has opened.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::thread;

use driver_tests::Loopback;
use iigen_client::{Cache, NotificationSink, RawConnection, RawMapping, Service, Transport};
use iigen_loopback::{Client, Entitlements};

use crate::call::{Attempt, Listener};
use crate::held::Held;
use crate::random::Random;
use crate::rows::{Driver, LEAVE};

const THREADS: u64 = 2;
/// So much is done by a thread.
const STEPS: u64 = 60;

/// An open user client.
#[derive(Clone, Copy)]
struct Opened {
    raw: RawConnection,
    driver: &'static Driver,
}

/// Memory that is or was mapped.
struct Mapped {
    raw: RawConnection,
    memory_type: u32,
    mapping: RawMapping,
}

struct App<'a> {
    transport: Client<'a>,
    drivers: &'a [&'static Driver],
    held: &'a Held,
    opened: Mutex<Vec<Opened>>,
    mapped: Mutex<Vec<Mapped>>,
    /// Locked for reading while mapped memory is written to, and otherwise where it may go.
    memory: RwLock<()>,
}

/// Runs an app until its end, which may be a sudden one.
pub(crate) fn run(
    loopback: &Loopback,
    drivers: &[&'static Driver],
    held: &Held,
    mut random: Random,
) {
    let mut entitlements = Entitlements::new()
        .with("com.example.vault", random.flip())
        .with("com.example.vault.wipe", random.flip())
        .with("com.example.throne", random.flip());
    if random.flip() {
        entitlements = entitlements.as_root();
    }
    let app = App {
        transport: loopback.client_with(&entitlements),
        drivers,
        held,
        opened: Mutex::default(),
        mapped: Mutex::default(),
        memory: RwLock::default(),
    };
    thread::scope(|scope| {
        for _ in 0..THREADS {
            let random = Random::new(random.next());
            let app = &app;
            scope.spawn(move || app.act(random));
        }
        if random.below(4) == 0 {
            for _ in 0..random.below(200) {
                thread::yield_now();
            }
            app.transport.die();
        }
    });
    if random.flip() {
        while app.close(&mut random) {}
    }
}

impl App<'_> {
    fn act(&self, mut random: Random) {
        self.open(&mut random);
        for _ in 0..STEPS {
            match random.below(100) {
                0..10 => self.open(&mut random),
                10..14 => drop(self.close(&mut random)),
                14..22 => self.map(&mut random),
                22..26 => self.unmap(&mut random),
                26..30 => self.port(&mut random),
                _ => self.call(&mut random),
            }
        }
    }

    fn open(&self, random: &mut Random) {
        let driver = random.one_of(self.drivers);
        let open_type = match random.below(10) {
            0 => random.below(10) as u32,
            _ => random.one_of(driver.open_types),
        };
        let service = Service::Class(driver.provider);
        if let Ok(raw) = self.transport.open(&service, open_type) {
            let opened = Opened { raw, driver };
            lock(&self.opened).push(opened);
        }
    }

    /// Closes one, whoever is in it; false if there is none.
    fn close(&self, random: &mut Random) -> bool {
        let closed = {
            let mut opened = lock(&self.opened);
            if opened.is_empty() {
                return false;
            }
            let index = random.below(opened.len() as u64) as usize;
            opened.swap_remove(index)
        };
        let _alone = self.memory.write().unwrap_or_else(PoisonError::into_inner);
        // SAFETY: opened by this app, and nobody writes to its memory now, or any more.
        let _ = unsafe { self.transport.close(closed.raw) };
        true
    }

    fn one(&self, random: &mut Random) -> Option<Opened> {
        let opened = lock(&self.opened);
        (!opened.is_empty()).then(|| random.one_of(&opened))
    }

    fn call(&self, random: &mut Random) {
        let Some(opened) = self.one(random) else {
            return;
        };
        let rows = opened.driver.rows;
        let attempt = match random.below(500) {
            0 => Attempt::plain(LEAVE),
            _ => Attempt::random(rows, random),
        };
        attempt.send(&self.transport, opened.raw, self.held);
    }

    /// Maps memory, and writes anything anywhere in it.
    fn map(&self, random: &mut Random) {
        let Some(opened) = self.one(random) else {
            return;
        };
        let (memory_type, writable) = match (random.below(4), opened.driver.memory) {
            (0, _) | (_, []) => (random.next() as u32 >> random.below(32), false),
            (_, memory) => random.one_of(memory),
        };
        let cache = random.one_of(&[Cache::Default, Cache::Inhibit, Cache::WriteCombine]);
        let _shared = self.memory.read().unwrap_or_else(PoisonError::into_inner);
        let Ok(mapping) = self.transport.map(opened.raw, memory_type, cache) else {
            return;
        };
        for _ in 0..random.below(30) * u64::from(writable) {
            // Most of what is looked at lies at the beginning.
            let end = random.one_of(&[8, 64, mapping.size / 4]) as u64;
            let offset = 4 * random.below(end.min(mapping.size as u64 / 4)) as usize;
            // SAFETY: within the mapping, which is aligned and stays as long as the lock is held.
            let word = unsafe { AtomicU32::from_ptr(mapping.address.add(offset).cast()) };
            word.store(random.next() as u32 >> random.below(32), Ordering::Relaxed);
        }
        lock(&self.mapped).push(Mapped {
            raw: opened.raw,
            memory_type,
            mapping,
        });
    }

    fn unmap(&self, random: &mut Random) {
        let _alone = self.memory.write().unwrap_or_else(PoisonError::into_inner);
        let Some(mapped) = lock(&self.mapped).pop() else {
            return;
        };
        let memory_type = mapped.memory_type ^ u32::from(random.below(4) == 0);
        // SAFETY: nobody writes to it now, or any more.
        let _ = unsafe {
            self.transport
                .unmap(mapped.raw, memory_type, mapped.mapping)
        };
    }

    fn port(&self, random: &mut Random) {
        let Some(opened) = self.one(random) else {
            return;
        };
        let number = match random.below(2) {
            0 => 4, // the queue that there is
            _ => random.below(8) as u32,
        };
        let sink = Arc::new(Listener(self.held.clone())) as Arc<dyn NotificationSink>;
        let sink = (random.below(3) != 0).then_some(sink);
        let _ = self
            .transport
            .set_notification_port(opened.raw, number, sink);
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
