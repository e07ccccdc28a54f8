//! A kext with a queue: the producer as xnu's `IOSharedDataQueue::enqueue` is, in Rust.

use std::sync::atomic::{AtomicU32, AtomicUsize, Ordering, fence};
use std::sync::{Arc, Mutex};

use iigen_client::{
    Cache, Call, Connection, IoReturn, Memory, NotificationSink, RawConnection, RawMapping,
    Returned, Service, Transport,
};

/// What surrounds the memory, and is never in an entry.
pub const OUTSIDE: u8 = 0xee;

/// How much of that there is on each side.
const MARGIN: usize = 256;

/// The type of the memory.
pub const TYPE: u32 = 3;

/// The queue's memory, in the middle of some that isn't its own.
pub struct Kext {
    words: *mut [u64],
    size: u32,
    sink: Mutex<Option<Arc<dyn NotificationSink>>>,
    /// How often it told of something.
    pub notified: AtomicUsize,
    /// Refuses notifications.
    pub deaf: bool,
    mapped: Mutex<usize>,
}

// SAFETY: the words are used as raw memory only.
unsafe impl Send for Kext {}
// SAFETY: as above.
unsafe impl Sync for Kext {}

impl Kext {
    /// `IOSharedDataQueue::withCapacity`.
    pub fn with_capacity(size: u32) -> Self {
        let length = 2 * MARGIN + 12 + size as usize;
        let words = vec![u64::from_ne_bytes([OUTSIDE; 8]); length.div_ceil(8)].into_boxed_slice();
        let this = Self {
            words: Box::into_raw(words),
            size,
            sink: Mutex::default(),
            notified: AtomicUsize::new(0),
            deaf: false,
            mapped: Mutex::new(0),
        };
        this.fill(0, &vec![0; 12 + size as usize]);
        this.number(0).store(size, Ordering::Relaxed);
        this
    }

    /// `IOSharedDataQueue::withEntries`.
    pub fn with_entries(count: u32, size: u32) -> Self {
        Self::with_capacity((count + 1) * (4 + size))
    }

    /// How much of the memory there is.
    pub fn length(&self) -> usize {
        12 + self.size as usize
    }

    fn at(&self, offset: usize) -> *mut u8 {
        self.words.cast::<u8>().wrapping_add(MARGIN + offset)
    }

    /// A number at an aligned place.
    pub fn number(&self, offset: usize) -> &AtomicU32 {
        assert!(offset.is_multiple_of(4) && offset < 12);
        // SAFETY: it's in the memory, aligned, and used atomically only while there are threads.
        unsafe { AtomicU32::from_ptr(self.at(offset).cast()) }
    }

    /// Writes bytes.
    pub fn fill(&self, offset: usize, bytes: &[u8]) {
        assert!(offset + bytes.len() <= self.length());
        for (index, byte) in bytes.iter().enumerate() {
            // SAFETY: it's in the memory.
            unsafe { self.at(offset + index).write_volatile(*byte) };
        }
    }

    fn entry(&self, at: u32, bytes: &[u8]) {
        let length = bytes.len() as u32;
        self.fill(12 + at as usize, &length.to_ne_bytes());
        self.fill(12 + at as usize + 4, bytes);
    }

    /// Whether there was room.
    pub fn enqueue(&self, bytes: &[u8]) -> bool {
        let (tail, head) = (
            self.number(8).load(Ordering::Relaxed),
            self.number(4).load(Ordering::Acquire),
        );
        let entry = 4 + bytes.len() as u32;
        if tail > self.size || head > self.size {
            return false;
        }
        let end = if tail >= head && tail + entry <= self.size {
            self.entry(tail, bytes);
            tail + entry
        } else if tail >= head && head > entry {
            if self.size - tail >= 4 {
                self.fill(12 + tail as usize, &(entry - 4).to_ne_bytes());
            }
            self.entry(0, bytes);
            entry
        } else if tail < head && head - tail > entry {
            self.entry(tail, bytes);
            tail + entry
        } else {
            return false;
        };
        self.number(8).store(end, Ordering::Release);
        fence(Ordering::SeqCst);
        if head == tail || self.number(4).load(Ordering::Relaxed) == tail {
            self.notify();
        }
        true
    }

    /// Tells that there is something.
    pub fn notify(&self) {
        self.notified.fetch_add(1, Ordering::Relaxed);
        let sink = self.sink.lock().unwrap().clone();
        if let Some(sink) = sink {
            sink.notified();
        }
    }

    /// Goes away.
    pub fn go(&self) {
        let sink = self.sink.lock().unwrap().take();
        if let Some(sink) = sink {
            sink.gone();
        }
    }

    /// Whether somebody is told.
    pub fn tells(&self) -> bool {
        self.sink.lock().unwrap().is_some()
    }

    /// How often the memory is mapped.
    pub fn mapped(&self) -> usize {
        *self.mapped.lock().unwrap()
    }
}

impl Drop for Kext {
    fn drop(&mut self) {
        // SAFETY: they came from a box, and are dropped once.
        drop(unsafe { Box::from_raw(self.words) });
    }
}

// SAFETY: the memory lives as long as this, and is readable and writable.
unsafe impl Transport for Kext {
    fn open(&self, _: &Service<'_>, _: u32) -> Result<RawConnection, IoReturn> {
        Ok(RawConnection(1))
    }

    fn call(&self, _: RawConnection, _: Call<'_>) -> Result<Returned, IoReturn> {
        Err(IoReturn::UNSUPPORTED)
    }

    fn map(&self, _: RawConnection, memory_type: u32, _: Cache) -> Result<RawMapping, IoReturn> {
        if memory_type != TYPE {
            return Err(IoReturn::BAD_ARGUMENT);
        }
        *self.mapped.lock().unwrap() += 1;
        Ok(RawMapping {
            address: self.at(0),
            size: self.length(),
        })
    }

    unsafe fn unmap(&self, _: RawConnection, _: u32, _: RawMapping) -> Result<(), IoReturn> {
        assert!(!self.tells(), "it's told of memory that isn't mapped");
        *self.mapped.lock().unwrap() -= 1;
        Ok(())
    }

    fn set_notification_port(
        &self,
        _: RawConnection,
        notification_type: u32,
        sink: Option<Arc<dyn NotificationSink>>,
    ) -> Result<(), IoReturn> {
        if self.deaf || notification_type != TYPE {
            return Err(IoReturn::UNSUPPORTED);
        }
        let before = std::mem::replace(&mut *self.sink.lock().unwrap(), sink);
        if let Some(before) = before {
            before.gone();
        }
        Ok(())
    }

    unsafe fn close(&self, _: RawConnection) -> Result<(), IoReturn> {
        self.go();
        Ok(())
    }
}

/// The memory as a spec has it.
pub const fn memory(size: usize) -> Memory {
    Memory {
        name: "events",
        number: TYPE,
        size,
        cache: Cache::Default,
    }
}

/// A connection to it.
pub fn connect(kext: &Kext) -> Connection<&Kext> {
    Connection::open(kext, &Service::Class("EventKext"), 0).expect("it opens")
}

/// Numbers that look random.
pub struct Random(pub u64);

impl Random {
    /// One below `end`.
    pub fn below(&mut self, end: u32) -> u32 {
        // Steele, Lea and Flood: SplitMix64.
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) % u64::from(end)) as u32
    }
}
