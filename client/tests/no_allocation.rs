//! Calls without variable data don't allocate.

mod support;

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::time::Duration;

use iigen_client::{
    Cache, Call, IoReturn, Plain, RawConnection, RawMapping, Returned, Service, StructureOutput,
    Transport,
};
use support::queue::{Kext, connect, memory};
use support::ring::{Record, RingPage, RingUserClient, TransferRequest};

/// The system's allocator, which counts for each thread.
struct Counting;

thread_local! {
    static ALLOCATIONS: Cell<usize> = const { Cell::new(0) };
}

// SAFETY: the system's allocator does it all.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        ALLOCATIONS.set(ALLOCATIONS.get() + 1);
        // SAFETY: the caller's promises are the same.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        // SAFETY: the caller's promises are the same.
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

fn allocations(work: impl FnOnce()) -> usize {
    let before = ALLOCATIONS.get();
    work();
    ALLOCATIONS.get() - before
}

/// Answers with ones, as many as there is room for.
struct Ones(RawMapping);

// SAFETY: the memory is the test's, which keeps it.
unsafe impl Transport for Ones {
    fn open(&self, _: &Service<'_>, _: u32) -> Result<RawConnection, IoReturn> {
        Ok(RawConnection(1))
    }

    fn call(&self, _: RawConnection, call: Call<'_>) -> Result<Returned, IoReturn> {
        let StructureOutput::Buffer(buffer) = call.structure_output else {
            return Err(IoReturn::UNSUPPORTED);
        };
        buffer.fill(1);
        call.scalar_output.fill(1);
        Ok(Returned {
            scalars: call.scalar_output.len(),
            structure: buffer.len(),
        })
    }

    fn map(&self, _: RawConnection, _: u32, _: Cache) -> Result<RawMapping, IoReturn> {
        Ok(self.0)
    }

    unsafe fn unmap(&self, _: RawConnection, _: u32, _: RawMapping) -> Result<(), IoReturn> {
        Ok(())
    }

    unsafe fn close(&self, _: RawConnection) -> Result<(), IoReturn> {
        Ok(())
    }
}

#[test]
fn calls_and_memory_dont_allocate() {
    let mut words = [0u64; 8];
    let memory = RawMapping {
        address: words.as_mut_ptr().cast(),
        size: 64,
    };
    let client = RingUserClient::open(Ones(memory)).unwrap();
    let ring = client.ring().unwrap();
    let mut records = [Record::zeroed(); 4];

    let count = allocations(|| {
        client.reset().unwrap();
        assert_eq!(client.set_rate(48_000), Ok(1));
        assert_eq!(client.submit(1, &TransferRequest::zeroed()).unwrap().tag, 1);
        client.submit_all(&[TransferRequest::zeroed(); 2]).unwrap();
        client.load(&[1, 2, 3]).unwrap();
        assert_eq!(client.read_log(&mut records), Ok(4));
        assert!(client.set_rate(0).is_err());
        ring.set(RingPage::HEAD, 1);
        assert_eq!(ring.read().head, 1);
    });
    assert_eq!(count, 0);
    assert_eq!(allocations(|| drop(vec![1])), 1);
}

/// An element takes no memory, whether it is there or has to be waited for.
#[test]
fn queues_of_elements_dont_allocate() {
    let kext = Kext::with_entries(8, 8);
    let mut queue = connect(&kext).data_queue::<u64>(memory(0)).unwrap();
    let count = allocations(|| {
        for number in 0..100_u64 {
            assert!(kext.enqueue(&number.to_ne_bytes()));
            assert!(kext.enqueue(&[0; 3]));
            assert_eq!(queue.next(None), Some(Ok(number)));
            assert!(queue.try_next().is_err());
            assert_eq!(queue.try_next(), Ok(None));
            assert!(matches!(queue.next(Duration::ZERO), Some(Err(_))));
        }
    });
    assert_eq!(count, 0);
}
