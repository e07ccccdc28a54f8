//! A transport to the loopback that is broken in one place.

use std::ffi::c_void;
use std::sync::atomic::AtomicU32;
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::thread::{self, ThreadId};

use conformance::Door;
use iigen_client::{
    Cache, Call, CompletionSink, IoReturn, PropertyValue, RawConnection, RawMapping, RawWatch,
    Returned, Service, ServiceId, ServiceSink, Transport,
};

use crate::calls::{self, Input};
use crate::fault::Fault;
use crate::sinks::{self, Last};

/// The method of `conformance.yaml` that waits for an answer.
const HOLD: u32 = 25;

unsafe extern "C" {
    /// Of the C library.
    fn mprotect(address: *mut c_void, length: usize, protection: i32) -> i32;
}

/// `PROT_READ` and `PROT_WRITE`.
const READ: i32 = 1;
const WRITE: i32 = 2;

fn protect(mapping: RawMapping, protection: i32) {
    // SAFETY: it's mapped, and who asks for this looks only whether it can be written.
    let failed = unsafe { mprotect(mapping.address.cast(), mapping.size, protection) } != 0;
    assert!(!failed, "the fault can't be made");
}

/// Breaks one promise.
pub(crate) struct Broken {
    door: Door,
    fault: Fault,
    opened: Mutex<Vec<RawConnection>>,
    running: AtomicU32,
    last: Last,
    /// The thread that has broken it.
    home: ThreadId,
}

/// A sink that nobody holds.
struct Nobody;

impl CompletionSink for Nobody {
    fn complete(&self, _: IoReturn, _: &[u64]) {}
}

impl Broken {
    pub(crate) fn new(door: Door, fault: Fault) -> Self {
        let nobody: Weak<dyn CompletionSink> = Weak::<Nobody>::new();
        Self {
            door,
            fault,
            opened: Mutex::default(),
            running: AtomicU32::new(0),
            last: Arc::new(Mutex::new(nobody)),
            home: thread::current().id(),
        }
    }

    fn last_opened(&self) -> Option<RawConnection> {
        let opened = self.opened.lock().unwrap_or_else(PoisonError::into_inner);
        opened.last().copied()
    }

    /// What is looked for instead.
    fn sought<'a>(&self, service: &Service<'a>) -> Service<'a> {
        match (self.fault, *service) {
            (Fault::IgnoresNumbers, Service::Property(_, PropertyValue::Number(_))) => {
                Service::Class("ConformanceDriver")
            }
            (_, service) => service,
        }
    }
}

// SAFETY: mappings are the loopback's, or bytes that are never freed.
unsafe impl Transport for Broken {
    fn open(&self, service: &Service<'_>, open_type: u32) -> Result<RawConnection, IoReturn> {
        if let (Fault::OpensNoNames, Service::Name(_)) = (self.fault, service) {
            return Err(IoReturn::NOT_FOUND);
        }
        let open_type = match self.fault {
            Fault::IgnoresTypes => 0,
            _ => open_type,
        };
        let opened = self.door.open(&self.sought(service), open_type);
        if let Ok(raw) = opened {
            self.opened
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .push(raw);
        }
        match (self.fault, opened) {
            (Fault::LosesNotFound, Err(IoReturn::NOT_FOUND)) => Err(IoReturn::NO_DEVICE),
            (_, opened) => opened,
        }
    }

    fn call(&self, connection: RawConnection, call: Call<'_>) -> Result<Returned, IoReturn> {
        if self.fault == Fault::RefusesSinksCalls && sinks::in_a_sink() {
            return Err(IoReturn::BUSY);
        }
        let connection = match self.fault {
            Fault::MixesConnections if thread::current().id() == self.home => {
                self.last_opened().unwrap_or(connection)
            }
            _ => connection,
        };
        let input = Input::of(self.fault, &call);
        calls::call(self.fault, &input, call, |call| match self.fault {
            Fault::MixesThreads => {
                calls::mixed(&self.running, call, |call| self.door.call(connection, call))
            }
            _ => self.door.call(connection, call),
        })
    }

    fn call_async(
        &self,
        connection: RawConnection,
        call: Call<'_>,
        sink: Arc<dyn CompletionSink>,
    ) -> Result<Returned, IoReturn> {
        *self.last.lock().unwrap_or_else(PoisonError::into_inner) = Arc::downgrade(&sink);
        let between = Arc::new(sinks::Completions {
            fault: self.fault,
            sink: Arc::clone(&sink),
            count: AtomicU32::new(0),
            last: Arc::clone(&self.last),
        });
        let selector = call.selector;
        let result = self.door.call_async(connection, call, between);
        match (self.fault, result) {
            (Fault::TellsOfFailures, Err(code)) => sink.complete(code, &[]),
            (Fault::IgnoresSinks, Err(IoReturn::BAD_ARGUMENT)) => {
                return Ok(Returned {
                    scalars: 0,
                    structure: 0,
                });
            }
            (Fault::HurriesCompletions, Ok(_)) if selector == HOLD => {
                sink.complete(IoReturn::SUCCESS, &[0]);
            }
            _ => {}
        }
        result
    }

    fn map(
        &self,
        connection: RawConnection,
        memory_type: u32,
        cache: Cache,
    ) -> Result<RawMapping, IoReturn> {
        let mapped = self.door.map(connection, memory_type, cache);
        match (self.fault, mapped) {
            (Fault::MapsElsewhere, Ok(mapping)) if memory_type == 0 => {
                let elsewhere = vec![0_u64; mapping.size / 8].leak();
                Ok(RawMapping {
                    address: elsewhere.as_mut_ptr().cast(),
                    ..mapping
                })
            }
            (Fault::MapsLess, Ok(mapping)) => Ok(RawMapping {
                size: mapping.size - 8,
                ..mapping
            }),
            (Fault::MapsWritable, Ok(mapping)) => {
                protect(mapping, READ | WRITE);
                Ok(mapping)
            }
            (Fault::MapsReadOnly, Ok(mapping)) => {
                protect(mapping, READ);
                Ok(mapping)
            }
            (Fault::LosesCodesOfMaps, Err(_)) => Err(IoReturn::UNSUPPORTED),
            (Fault::MapsWhenClosed, Err(IoReturn::MACH_SEND_INVALID_DEST)) => Ok(RawMapping {
                address: vec![0_u8; 4096].leak().as_mut_ptr(),
                size: 4096,
            }),
            (_, mapped) => mapped,
        }
    }

    unsafe fn unmap(
        &self,
        connection: RawConnection,
        memory_type: u32,
        mapping: RawMapping,
    ) -> Result<(), IoReturn> {
        if self.fault == Fault::MapsElsewhere && memory_type == 0 {
            return Ok(());
        }
        // SAFETY: the caller's promise is the same one.
        unsafe { self.door.unmap(connection, memory_type, mapping) }
    }

    unsafe fn close(&self, connection: RawConnection) -> Result<(), IoReturn> {
        let all: Vec<_> = match self.fault {
            Fault::NeverCloses => return Ok(()),
            Fault::RefusesSinksClose if sinks::in_a_sink() => return Err(IoReturn::BUSY),
            Fault::ClosesAll => {
                std::mem::take(&mut *self.opened.lock().unwrap_or_else(PoisonError::into_inner))
            }
            _ => Vec::new(),
        };
        for other in all.into_iter().filter(|other| *other != connection) {
            // SAFETY: no memory is mapped where a behaviour has two connections and closes one.
            let _ = unsafe { self.door.close(other) };
        }
        // SAFETY: the caller's promise is the same one.
        match (self.fault, unsafe { self.door.close(connection) }) {
            (Fault::ClosesTwice, _) => Ok(()),
            (_, closed) => closed,
        }
    }

    fn services(&self, service: &Service<'_>) -> Result<Vec<ServiceId>, IoReturn> {
        let mut found = self.door.services(&self.sought(service))?;
        if let (Fault::LosesNames, Service::Name(_)) = (self.fault, service) {
            found.clear();
        }
        match self.fault {
            Fault::FindsOneOnly => found.truncate(1),
            Fault::NothingIsAnError if found.is_empty() => return Err(IoReturn::NOT_FOUND),
            _ => {}
        }
        Ok(found)
    }

    fn watch(
        &self,
        service: &Service<'_>,
        sink: Arc<dyn ServiceSink>,
    ) -> Result<RawWatch, IoReturn> {
        let service = match self.fault {
            Fault::TellsOthers => Service::Class("ConformanceDriver"),
            _ => *service,
        };
        let between = sinks::Services {
            fault: self.fault,
            sink,
            there: self.door.services(&service)?.into_iter().collect(),
        };
        self.door.watch(&service, Arc::new(between))
    }

    fn unwatch(&self, watch: RawWatch) {
        if self.fault != Fault::NeverUnwatches {
            self.door.unwatch(watch);
        }
    }
}
