//! Rings in memory that an app shares with its driver: one side puts elements in, the other takes
//! them out, without a call and without a lock.
//!
//! A counter of each side says how many elements it has ever put in or taken out. A side keeps its
//! own to itself, and looks at the other's before it believes it.

use std::fmt;
use std::marker::PhantomData;
use std::ops::RangeInclusive;

use crate::region::{Region, Use};
use crate::volatile::{self, Atomic};
use crate::{Check, Checked, Connection, Error, ErrorKind, Memory, Plain, Transport};

/// Where the counters and the elements lie; the driver's generated header says the same.
const PRODUCED: usize = 0;
const CONSUMED: usize = 128;
const ELEMENTS: usize = 256;

/// The most that is believed of a counter.
const MOST: u64 = u64::MAX / 2;

/// The end of a ring that puts elements in; the driver takes them out.
///
/// There is one at a time: mapping a ring that is in use is an error. Dropped and mapped again, it
/// goes on where it was.
///
/// ```
/// # use iigen_client::{Error, RingProducer, Transport};
/// fn play<T: Transport>(
///     ring: &mut RingProducer<f32, 1024, T>,
///     mut samples: &[f32],
/// ) -> Result<(), Error> {
///     while !samples.is_empty() {
///         let pushed = ring.push(samples)?;
///         samples = &samples[pushed..];
///         std::thread::yield_now();
///     }
///     Ok(())
/// }
/// ```
pub struct RingProducer<E: Plain, const N: u64, T: Transport> {
    ring: Ring<E, N, T>,
}

/// The end of a ring that takes elements out; the driver puts them in.
///
/// There is one at a time: mapping a ring that is in use is an error. Dropped and mapped again, it
/// goes on where it was.
///
/// ```
/// # use iigen_client::{Error, RingConsumer, Transport};
/// fn record<T: Transport>(
///     ring: &mut RingConsumer<f32, 1024, T>,
///     sink: &mut Vec<f32>,
/// ) -> Result<(), Error> {
///     let mut samples = [0.0; 64];
///     let popped = ring.pop(&mut samples)?;
///     sink.extend(&samples[..popped]);
///     Ok(())
/// }
/// ```
pub struct RingConsumer<E: Plain, const N: u64, T: Transport> {
    ring: Ring<E, N, T>,
}

/// What both ends have.
struct Ring<E: Plain, const N: u64, T: Transport> {
    region: Region<T>,
    name: &'static str,
    /// What this side has counted.
    own: u64,
    /// What the driver had counted when it was last looked at.
    peer: u64,
    check: fn(&E) -> Result<(), Check>,
    of: PhantomData<fn(E) -> E>,
}

impl<T: Transport> Connection<T> {
    /// Maps a ring to put elements in.
    pub fn ring_producer<E: Plain, const N: u64>(
        &self,
        memory: Memory,
    ) -> Result<RingProducer<E, N, T>, Error> {
        let ring = Ring::map(self, memory, |_| Ok(()))?;
        RingProducer::begin(ring)
    }

    /// Maps a ring to put in elements that the driver accepts.
    pub fn checked_ring_producer<E: Plain + Checked, const N: u64>(
        &self,
        memory: Memory,
    ) -> Result<RingProducer<E, N, T>, Error> {
        let ring = Ring::map(self, memory, E::check)?;
        RingProducer::begin(ring)
    }

    /// Maps a ring to take elements out.
    pub fn ring_consumer<E: Plain, const N: u64>(
        &self,
        memory: Memory,
    ) -> Result<RingConsumer<E, N, T>, Error> {
        let ring = Ring::map(self, memory, |_| Ok(()))?;
        RingConsumer::begin(ring)
    }

    /// Maps a ring to take out elements that are as the spec says.
    pub fn checked_ring_consumer<E: Plain + Checked, const N: u64>(
        &self,
        memory: Memory,
    ) -> Result<RingConsumer<E, N, T>, Error> {
        let ring = Ring::map(self, memory, E::check)?;
        RingConsumer::begin(ring)
    }
}

impl<E: Plain, const N: u64, T: Transport> RingProducer<E, N, T> {
    fn begin(mut ring: Ring<E, N, T>) -> Result<Self, Error> {
        ring.resume(PRODUCED)?;
        ring.peer = ring.own.saturating_sub(N);
        let mut producer = Self { ring };
        producer.consumed()?;
        Ok(producer)
    }

    /// What the driver has taken out, which is at least what it had before.
    fn consumed(&mut self) -> Result<u64, Error> {
        let possible = self.ring.peer..=self.ring.own;
        self.ring.look(CONSUMED, possible)
    }

    /// How many elements there is room for.
    pub fn room(&mut self) -> Result<usize, Error> {
        let held = self.ring.own - self.consumed()?;
        Ok((N - held) as usize)
    }

    /// Puts in as many of the elements as there is room for, and answers how many.
    ///
    /// One that the driver wouldn't accept is an error, and then none is put in.
    pub fn push(&mut self, elements: &[E]) -> Result<usize, Error> {
        let room = self.room()?;
        let elements = &elements[..room.min(elements.len())];
        let ring = &mut self.ring;
        for (index, element) in elements.iter().enumerate() {
            let check = (ring.check)(element);
            let check = check.map_err(|check| check.element(index).within("elements"));
            check.map_err(|check| Error::refused(ring.name, check))?;
        }
        let (first, second) = elements.split_at(ring.contiguous(elements.len()));
        for (at, part) in [(ring.own, first), (ring.own + first.len() as u64, second)] {
            // SAFETY: `contiguous` bounds the first part by the end of the elements, the room bounds
            // both together, and the region holds all elements and is for writing.
            unsafe { volatile::copy_in(ring.element(at), E::slice_as_bytes(part)) };
        }
        ring.advance(PRODUCED, elements.len());
        Ok(elements.len())
    }
}

impl<E: Plain, const N: u64, T: Transport> RingConsumer<E, N, T> {
    fn begin(mut ring: Ring<E, N, T>) -> Result<Self, Error> {
        ring.resume(CONSUMED)?;
        ring.peer = ring.own;
        let mut consumer = Self { ring };
        consumer.produced()?;
        Ok(consumer)
    }

    /// What the driver has put in, which is at least what it had before.
    fn produced(&mut self) -> Result<u64, Error> {
        let possible = self.ring.peer..=self.ring.own + N;
        self.ring.look(PRODUCED, possible)
    }

    /// How many elements there are.
    pub fn count(&mut self) -> Result<usize, Error> {
        Ok((self.produced()? - self.ring.own) as usize)
    }

    /// Takes out as many elements as there are and as there is room for, and answers how many.
    ///
    /// In front of one that isn't as the spec says it stops; when that is the first, it is dropped,
    /// and an error.
    pub fn pop(&mut self, elements: &mut [E]) -> Result<usize, Error> {
        let count = self.count()?;
        let capacity = elements.len();
        let elements = &mut elements[..count.min(capacity)];
        if elements.is_empty() {
            return Ok(0);
        }
        let ring = &mut self.ring;
        let (first, second) = elements.split_at_mut(ring.contiguous(elements.len()));
        for (at, part) in [(ring.own + first.len() as u64, second), (ring.own, first)] {
            // SAFETY: `contiguous` bounds the first part by the end of the elements, the count, which
            // is at most `N`, bounds both together, and the region holds all elements.
            unsafe { volatile::copy_out(ring.element(at), E::slice_as_bytes_mut(part)) };
        }
        let mut checks = elements.iter().map(ring.check).enumerate();
        let bad = checks.find_map(|(index, check)| Some((index, check.err()?)));
        let (taken, answer) = match bad {
            None => (elements.len(), Ok(elements.len())),
            Some((0, check)) => {
                let kind = ErrorKind::Element {
                    field: check.within("element").name(),
                };
                (1, Err(Error::new(ring.name, kind)))
            }
            Some((valid, _)) => (valid, Ok(valid)),
        };
        ring.advance(CONSUMED, taken);
        answer
    }
}

impl<E: Plain, const N: u64, T: Transport> Ring<E, N, T> {
    fn map(
        connection: &Connection<T>,
        memory: Memory,
        check: fn(&E) -> Result<(), Check>,
    ) -> Result<Self, Error> {
        const {
            assert!(
                N.is_power_of_two(),
                "the capacity of a ring is a power of two"
            );
            assert!(align_of::<E>() <= 8 && size_of::<E>() > 0);
        }
        let region = Region::map(connection.shared(), memory, Use::Alone)?;
        let (mapped, expected) = (region.raw().size, ELEMENTS + N as usize * size_of::<E>());
        let expected = expected.max(memory.size);
        if mapped < expected {
            return Err(memory.error(ErrorKind::RegionSize { expected, mapped }));
        }
        let address = region.raw().address;
        if !address.cast::<u64>().is_aligned() {
            let (alignment, address) = (align_of::<u64>(), address.addr());
            return Err(memory.error(ErrorKind::RegionAddress { alignment, address }));
        }
        Ok(Self {
            region,
            name: memory.name,
            own: 0,
            peer: 0,
            check,
            of: PhantomData,
        })
    }

    fn address(&self) -> *mut u8 {
        self.region.raw().address
    }

    /// Goes on where this side was. No ring has counted so far that it comes near to wrapping.
    fn resume(&mut self, counter: usize) -> Result<(), Error> {
        self.own = self.load(counter);
        if self.own > MOST {
            return Err(self.miscounted(self.own, 0, MOST));
        }
        Ok(())
    }

    fn miscounted(&self, counter: u64, least: u64, most: u64) -> Error {
        let kind = ErrorKind::RingCounter {
            counter,
            least,
            most,
        };
        Error::new(self.name, kind)
    }

    /// Reads a counter; what lies in front of it is at least as new.
    fn load(&self, counter: usize) -> u64 {
        // SAFETY: the counters lie in the region, which is aligned.
        unsafe { u64::load_acquire(self.address().add(counter)) }
    }

    /// Looks at the driver's counter, and keeps it if it's one of those that can be.
    fn look(&mut self, counter: usize, possible: RangeInclusive<u64>) -> Result<u64, Error> {
        let seen = self.load(counter);
        if !possible.contains(&seen) {
            return Err(self.miscounted(seen, *possible.start(), *possible.end()));
        }
        self.peer = seen;
        Ok(seen)
    }

    /// Counts elements and tells the driver, after everything that was done with them.
    fn advance(&mut self, counter: usize, by: usize) {
        if by > 0 {
            self.own += by as u64;
            // SAFETY: the counters lie in the region, which is aligned and for writing.
            unsafe { u64::store_release(self.address().add(counter), self.own) }
        }
    }

    /// Of so many elements from here on, how many lie in front of the end of the ring.
    fn contiguous(&self, elements: usize) -> usize {
        elements.min((N - self.own % N) as usize)
    }

    /// Where an element lies, by its number among all that there ever were.
    fn element(&self, number: u64) -> *mut u8 {
        let offset = ELEMENTS + (number % N) as usize * size_of::<E>();
        self.address().wrapping_add(offset)
    }
}

impl<E: Plain, const N: u64, T: Transport> fmt::Debug for Ring<E, N, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (name, capacity) = (&self.name, &N);
        f.debug_struct("Ring")
            .field("name", name)
            .field("capacity", capacity)
            .finish_non_exhaustive()
    }
}

impl<E: Plain, const N: u64, T: Transport> fmt::Debug for RingProducer<E, N, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("RingProducer").field(&self.ring).finish()
    }
}

impl<E: Plain, const N: u64, T: Transport> fmt::Debug for RingConsumer<E, N, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("RingConsumer").field(&self.ring).finish()
    }
}
