//! A transport that answers as a test says and remembers what it was asked.

#![allow(dead_code, unreachable_pub)]

pub mod played;
pub mod queue;
pub mod ring;

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard};

use iigen_client::{
    Cache, Call, IoReturn, RawConnection, RawMapping, Returned, STRUCTURE_INBAND_MAX, Service,
    StructureOutput, Transport,
};

/// What the transport was asked.
#[derive(Debug, PartialEq)]
pub enum Event {
    Open(String, u32),
    Call {
        selector: u32,
        scalars: Vec<u64>,
        structure: Vec<u8>,
        output: Output,
    },
    Map(u32),
    Unmap(u32),
    Close,
}

/// How a structure was asked for.
#[derive(Debug, PartialEq)]
pub enum Output {
    Room(usize),
    Variable,
}

/// What it answers to a call.
enum Answer {
    /// These scalars and these bytes.
    Gives(Vec<u64>, Vec<u8>),
    /// Nothing, but these counts.
    Reports(Returned),
    Fails(IoReturn),
}

/// The transport.
#[derive(Default)]
pub struct Fake {
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    answers: VecDeque<Answer>,
    events: Vec<Event>,
    /// How each map wanted its memory cached.
    caches: Vec<Cache>,
    refuses_open: Option<IoReturn>,
    memory: HashMap<u32, Arc<Region>>,
    /// The addresses, each once, as the kernel's set has them.
    mapped: Vec<usize>,
    open: bool,
}

/// Memory of the test, in whole words.
struct Region {
    words: *mut [u64],
    /// Where the region begins in it.
    offset: usize,
    size: usize,
}

// SAFETY: the words are used as raw memory only.
unsafe impl Send for Region {}
// SAFETY: as above.
unsafe impl Sync for Region {}

impl Region {
    fn raw(&self) -> RawMapping {
        let address = self.words.cast::<u8>().wrapping_add(self.offset);
        RawMapping {
            address,
            size: self.size,
        }
    }
}

impl Drop for Region {
    fn drop(&mut self) {
        // SAFETY: they came from a box, and are dropped once.
        drop(unsafe { Box::from_raw(self.words) });
    }
}

const CONNECTION: RawConnection = RawConnection(0x1303);

impl Fake {
    pub fn new() -> Self {
        Self::default()
    }

    /// The next call returns this.
    pub fn gives(self, scalars: &[u64], structure: &[u8]) -> Self {
        self.answers(Answer::Gives(scalars.to_vec(), structure.to_vec()))
    }

    /// The next call reports these counts and returns nothing.
    pub fn reports(self, scalars: usize, structure: usize) -> Self {
        self.answers(Answer::Reports(Returned { scalars, structure }))
    }

    /// The next call fails.
    pub fn fails(self, code: IoReturn) -> Self {
        self.answers(Answer::Fails(code))
    }

    /// Each open fails.
    pub fn refuses_open(self, code: IoReturn) -> Self {
        self.lock().refuses_open = Some(code);
        self
    }

    /// A region of zeros for a memory type, `offset` bytes behind an aligned address.
    pub fn memory(self, memory_type: u32, offset: usize, size: usize) -> Self {
        let words = vec![0u64; (offset + size).div_ceil(8)].into_boxed_slice();
        let region = Region {
            words: Box::into_raw(words),
            offset,
            size,
        };
        self.lock().memory.insert(memory_type, Arc::new(region));
        self
    }

    /// The memory of one type for another too, as of a driver that returns the same descriptor.
    pub fn same_memory(self, memory_type: u32, other: u32) -> Self {
        let mut state = self.lock();
        let region = Arc::clone(&state.memory[&memory_type]);
        state.memory.insert(other, region);
        drop(state);
        self
    }

    /// What it was asked since the last time.
    pub fn events(&self) -> Vec<Event> {
        std::mem::take(&mut self.lock().events)
    }

    /// How each map wanted its memory cached, since the last time.
    pub fn caches(&self) -> Vec<Cache> {
        std::mem::take(&mut self.lock().caches)
    }

    fn answers(self, answer: Answer) -> Self {
        self.lock().answers.push_back(answer);
        self
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap()
    }
}

// SAFETY: the regions live as long as the fake, are readable and writable, and nothing else uses
// them.
unsafe impl Transport for Fake {
    fn open(&self, service: &Service<'_>, open_type: u32) -> Result<RawConnection, IoReturn> {
        let mut state = self.lock();
        if let Service::Class(class) = service {
            let event = Event::Open((*class).to_owned(), open_type);
            state.events.push(event);
        }
        if let Some(code) = state.refuses_open {
            return Err(code);
        }
        state.open = true;
        Ok(CONNECTION)
    }

    fn call(&self, connection: RawConnection, call: Call<'_>) -> Result<Returned, IoReturn> {
        let mut state = self.lock();
        assert!(state.open && connection == CONNECTION);
        state.events.push(Event::Call {
            selector: call.selector,
            scalars: call.scalar_input.to_vec(),
            structure: call.structure_input.to_vec(),
            output: match &call.structure_output {
                StructureOutput::Buffer(buffer) => Output::Room(buffer.len()),
                StructureOutput::Variable(_) => Output::Variable,
            },
        });
        let (scalars, bytes) = match state.answers.pop_front().expect("a call without an answer") {
            Answer::Gives(scalars, bytes) => (scalars, bytes),
            Answer::Reports(returned) => return Ok(returned),
            Answer::Fails(code) => return Err(code),
        };
        let count = scalars.len().min(call.scalar_output.len());
        call.scalar_output[..count].copy_from_slice(&scalars[..count]);
        let structure = match call.structure_output {
            StructureOutput::Variable(variable) => {
                variable.extend(&bytes);
                bytes.len()
            }
            StructureOutput::Buffer(buffer) => {
                let room = buffer
                    .get_mut(..bytes.len())
                    .ok_or(IoReturn::BAD_ARGUMENT)?;
                room.copy_from_slice(&bytes);
                // Of a descriptor, the size isn't reported.
                if buffer.len() > STRUCTURE_INBAND_MAX {
                    buffer.len()
                } else {
                    bytes.len()
                }
            }
        };
        Ok(Returned {
            scalars: count,
            structure,
        })
    }

    fn map(
        &self,
        connection: RawConnection,
        memory_type: u32,
        cache: Cache,
    ) -> Result<RawMapping, IoReturn> {
        let mut state = self.lock();
        assert!(state.open && connection == CONNECTION);
        state.events.push(Event::Map(memory_type));
        state.caches.push(cache);
        let raw = state
            .memory
            .get(&memory_type)
            .ok_or(IoReturn::BAD_ARGUMENT)?
            .raw();
        let address = raw.address.addr();
        if !state.mapped.contains(&address) {
            state.mapped.push(address);
        }
        Ok(raw)
    }

    unsafe fn unmap(
        &self,
        connection: RawConnection,
        memory_type: u32,
        mapping: RawMapping,
    ) -> Result<(), IoReturn> {
        let mut state = self.lock();
        assert!(state.open && connection == CONNECTION);
        assert_eq!(state.memory[&memory_type].raw(), mapping);
        let address = mapping.address.addr();
        let index = state.mapped.iter().position(|mapped| *mapped == address);
        state.mapped.swap_remove(index.expect("unmapped twice"));
        state.events.push(Event::Unmap(memory_type));
        Ok(())
    }

    unsafe fn close(&self, connection: RawConnection) -> Result<(), IoReturn> {
        let mut state = self.lock();
        assert!(state.open && connection == CONNECTION, "closed twice");
        assert!(state.mapped.is_empty(), "closed with memory in use");
        state.open = false;
        state.events.push(Event::Close);
        Ok(())
    }
}
