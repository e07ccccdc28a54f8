//! The consumer's side of an `IODataQueue`, as `IODataQueueDequeue` does it (IOKitUser
//! `IODataQueueClient.c`; the producer is xnu's `IOSharedDataQueue.cpp`).
//!
//! Entries of any length lie one after the other, each behind its length. One that doesn't fit behind
//! the last lies at the beginning, and the end tells so, if there is room to: the length there, which
//! is the new entry's, goes beyond the end. Head and tail are where the next entry is taken from and
//! put to; equal, the queue is empty, so the producer never fills it quite.
//!
//! Nothing that the memory says is believed to be inside of it. The size is read once, the head is kept
//! here, and an entry must end where the tail or the end of the memory lets it.

use std::marker::PhantomData;
use std::sync::atomic::{Ordering, fence};

use crate::region::Region;
use crate::volatile::{self, Atomic};
use crate::{ErrorKind, Transport};

/// Where a queue has its size, its head, its tail and its entries (`IODataQueueMemory`, xnu
/// `IOKit/IODataQueueShared.h`).
const SIZE: usize = 0;
const HEAD: usize = 4;
const TAIL: usize = 8;
const ENTRIES: usize = 12;

/// What lies in front of an entry's bytes: how many they are (`DATA_QUEUE_ENTRY_HEADER_SIZE`).
const HEADER: u32 = 4;

/// The entries of a mapped queue, whose only consumer this is.
pub(super) struct Entries<T: Transport> {
    region: Region<T>,
    /// How many bytes the entries lie in.
    size: u32,
    /// Where the next one is taken from.
    head: u32,
}

/// The next entry.
pub(super) struct Entry<'a> {
    address: *const u8,
    length: u32,
    /// Where the head goes when it is taken, and whether the queue is empty then.
    next: u32,
    last: bool,
    of: PhantomData<&'a ()>,
}

impl<T: Transport> Entries<T> {
    /// The queue that lies in a region, from the entry on that is the next for any consumer.
    pub(super) fn new(region: Region<T>) -> Result<Self, ErrorKind> {
        let (address, mapped) = (region.raw().address, region.raw().size);
        if !address.cast::<u32>().is_aligned() {
            let (alignment, address) = (align_of::<u32>(), address.addr());
            return Err(ErrorKind::RegionAddress { alignment, address });
        }
        let expected = ENTRIES;
        if mapped < expected {
            return Err(ErrorKind::RegionSize { expected, mapped });
        }
        // SAFETY: both lie in the region, which is aligned.
        let (size, head) = unsafe {
            (
                volatile::read::<u32>(address.add(SIZE)),
                u32::load_acquire(address.add(HEAD)),
            )
        };
        let expected = ENTRIES.saturating_add(size as usize);
        if mapped < expected {
            return Err(ErrorKind::RegionSize { expected, mapped });
        }
        let entries = Self { region, size, head };
        if head > size {
            return Err(entries.broken());
        }
        Ok(entries)
    }

    /// The next entry, if there is one.
    pub(super) fn next(&self) -> Result<Option<Entry<'_>>, ErrorKind> {
        let (head, tail, size) = (self.head, self.tail(), self.size);
        if head == tail {
            return Ok(None);
        }
        if tail > size {
            return Err(self.broken());
        }
        // In front of the tail, everything fits; behind it, what doesn't is at the beginning.
        let (at, length, most) = match self.length(head) {
            Some(length) if head < tail => (head, length, tail),
            Some(length) => (head, length, size),
            None if head < tail => return Err(self.broken()),
            None => (0, self.length(0).ok_or(self.broken())?, tail),
        };
        let next = at + HEADER + length;
        if next > most {
            return Err(self.broken());
        }
        let offset = ENTRIES + (at + HEADER) as usize;
        Ok(Some(Entry {
            address: self.address().wrapping_add(offset),
            length,
            next,
            last: next == tail,
            of: PhantomData,
        }))
    }

    /// Takes the entry out that ended there.
    pub(super) fn take(&mut self, taken: Taken) {
        self.head = taken.next;
        // SAFETY: the head lies in the region, which is aligned and for writing.
        unsafe { u32::store_release(self.address().add(HEAD), taken.next) };
        if taken.last {
            // Either the producer sees that the queue is empty, and tells of the next entry, or the
            // next look here sees that entry. The producer has a fence, too.
            fence(Ordering::SeqCst);
        }
    }

    /// What the error says when the driver's numbers can't be.
    pub(super) fn broken(&self) -> ErrorKind {
        ErrorKind::QueueBroken {
            head: self.head,
            tail: self.tail(),
            size: self.size,
        }
    }

    /// How long the entry is that lies there, if all of it is inside of the queue.
    fn length(&self, at: u32) -> Option<u32> {
        let bytes = at.checked_add(HEADER).filter(|bytes| *bytes <= self.size)?;
        // SAFETY: the length is inside of the queue, and that inside of the region.
        let length: u32 = unsafe { volatile::read(self.address().add(ENTRIES + at as usize)) };
        let end = bytes.checked_add(length)?;
        (end <= self.size).then_some(length)
    }

    /// Where the producer puts the next entry; those in front of it are there.
    fn tail(&self) -> u32 {
        // SAFETY: the tail lies in the region, which is aligned.
        unsafe { u32::load_acquire(self.address().add(TAIL)) }
    }

    fn address(&self) -> *mut u8 {
        self.region.raw().address
    }
}

/// What is left of an entry whose bytes were copied.
pub(super) struct Taken {
    next: u32,
    last: bool,
}

impl Entry<'_> {
    /// How many bytes it has.
    pub(super) fn length(&self) -> usize {
        self.length as usize
    }

    /// Copies its first bytes, as many as there is room for.
    pub(super) fn copy_to(&self, bytes: &mut [u8]) {
        let length = bytes.len().min(self.length());
        // SAFETY: the entry's bytes are inside of the region, which is mapped as long as it's borrowed.
        unsafe { volatile::copy_out(self.address, &mut bytes[..length]) };
    }

    /// To take it out.
    pub(super) fn done(self) -> Taken {
        let Self { next, last, .. } = self;
        Taken { next, last }
    }
}
