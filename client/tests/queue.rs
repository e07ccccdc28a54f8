//! Queues of a kext, against a producer that does what the kernel's does.

mod support;

use std::collections::VecDeque;
use std::future::Future;
use std::pin::pin;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Wake, Waker};
use std::thread;
use std::time::{Duration, Instant};

use futures_core::Stream;
use iigen_client::{
    Check, Checked, Connection, DataQueue, Error, ErrorKind, IoReturn, Plain, Service,
};
use support::queue::{Kext, OUTSIDE, Random, connect, memory};

const NOW: Duration = Duration::ZERO;

/// Far more than anything here takes.
const LONG: Duration = Duration::from_secs(60);

fn bytes(kext: &Kext) -> DataQueue<Vec<u8>, &Kext> {
    let queue = connect(kext).data_queue_of_bytes(memory(0), usize::MAX);
    queue.expect("it maps")
}

/// The bytes of the entry with this number.
fn entry(number: usize, length: u32) -> Vec<u8> {
    let byte = |index: u32| (number as u8).wrapping_mul(31).wrapping_add(index as u8) & 0x7f;
    (0..length).map(byte).collect()
}

#[test]
fn entries_of_all_lengths_come_in_order_from_queues_of_all_sizes() {
    let mut random = Random(1);
    let (mut wrapped, mut full) = (0, 0);
    for size in 0..200 {
        let kext = Kext::with_capacity(size);
        let mut queue = bytes(&kext);
        let mut expected = VecDeque::new();
        let most = 1 + random.below(size + 8);
        let mut before = 0;
        for number in 0..400 {
            // As often full as empty.
            if random.below(20) < if number / 50 % 2 == 0 { 12 } else { 8 } {
                let entry = entry(number, random.below(most));
                if kext.enqueue(&entry) {
                    expected.push_back(entry);
                } else {
                    full += 1;
                }
                let tail = kext.number(8).load(Ordering::Relaxed);
                wrapped += usize::from(tail < before);
                before = tail;
            } else {
                assert_eq!(
                    queue.try_next(),
                    Ok(expected.pop_front()),
                    "of {size} bytes"
                );
            }
        }
        for entry in expected {
            assert_eq!(queue.next(NOW), Some(Ok(entry)));
        }
        assert_eq!(queue.try_next(), Ok(None));
    }
    assert!(wrapped > 1000 && full > 1000, "{wrapped}, {full}");
}

/// A queue of so many elements has room for so many, wherever it begins.
#[test]
fn there_is_room_for_the_capacity() {
    for (count, start) in (1..9).flat_map(|count| (0..20).map(move |start| (count, start))) {
        let kext = Kext::with_entries(count, 8);
        let mut queue = connect(&kext).data_queue::<u64>(memory(0)).unwrap();
        for number in 0..start {
            assert!(kext.enqueue(&u64::to_ne_bytes(number)));
            assert_eq!(queue.try_next(), Ok(Some(number)));
        }
        for number in 0..u64::from(count) {
            assert!(kext.enqueue(&number.to_ne_bytes()), "{number} of {count}");
        }
        while kext.enqueue(&[0; 8]) {}
        for number in 0..u64::from(count) {
            assert_eq!(queue.next(NOW), Some(Ok(number)));
        }
    }
}

/// Dropped and mapped again, it goes on where it was; and there is one at a time.
#[test]
fn a_queue_is_mapped_again() {
    let kext = Kext::with_entries(2, 4);
    let connection = connect(&kext);
    let map = || connection.data_queue::<u32>(memory(0));
    let mut first = map().unwrap();
    assert_eq!(map().unwrap_err().kind(), ErrorKind::InUse);
    for number in 0..7_u32 {
        assert!(kext.enqueue(&number.to_ne_bytes()));
        assert!(kext.enqueue(&number.to_ne_bytes()));
        assert_eq!(first.try_next(), Ok(Some(number)));
        drop(first);
        assert_eq!((kext.mapped(), kext.tells()), (0, false));
        first = map().unwrap();
        assert_eq!(first.try_next(), Ok(Some(number)));
        assert_eq!(first.try_next(), Ok(None));
    }
}

#[test]
fn a_driver_that_tells_nothing_has_no_queue() {
    let mut kext = Kext::with_entries(2, 4);
    kext.deaf = true;
    let error = connect(&kext).data_queue::<u32>(memory(0)).unwrap_err();
    assert_eq!(error.io_return(), Some(IoReturn::UNSUPPORTED));
    assert_eq!(
        error.to_string(),
        "events: kIOReturnUnsupported (0xe00002c7): the driver has no queue in its memory of the \
         type 3: its registerNotificationPort refuses it, as that of every dext does"
    );
    assert_eq!(kext.mapped(), 0);
}

/// A level, which has four values.
#[derive(Clone, Copy, Debug, PartialEq)]
#[repr(C)]
struct Level(u32);

// SAFETY: it's a number.
unsafe impl Plain for Level {}

impl Checked for Level {
    fn check(&self) -> Result<(), Check> {
        Check::max("level", self.0, 3)
    }
}

#[test]
fn what_is_not_as_the_spec_says_is_an_error_and_is_taken_out() {
    let kext = Kext::with_capacity(100);
    let mut queue = connect(&kext)
        .checked_data_queue::<Level>(memory(112))
        .unwrap();
    let put = |bytes: &[u8]| assert!(kext.enqueue(bytes));
    put(&4_u32.to_ne_bytes());
    put(&[1; 3]);
    put(&[]);
    put(&[1; 5]);
    put(&3_u32.to_ne_bytes());
    let size = |sent| {
        Err(Error::new(
            "events",
            ErrorKind::EntrySize { expected: 4, sent },
        ))
    };
    let level = ErrorKind::Element { field: "level" };
    assert_eq!(queue.try_next(), Err(Error::new("events", level)));
    assert_eq!(queue.next(NOW), Some(size(3)));
    assert_eq!(queue.next(NOW), Some(size(0)));
    assert_eq!(queue.next(NOW), Some(size(5)));
    assert_eq!(queue.next(NOW), Some(Ok(Level(3))));
    assert_eq!(queue.try_next(), Ok(None));
}

#[test]
fn bytes_have_a_most() {
    let kext = Kext::with_capacity(100);
    let mut queue = connect(&kext).data_queue_of_bytes(memory(0), 5).unwrap();
    for bytes in [&b"12345"[..], b"123456", b""] {
        assert!(kext.enqueue(bytes));
    }
    assert_eq!(queue.try_next(), Ok(Some(b"12345".to_vec())));
    let error = queue.try_next().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::EntryTooLong { most: 5, sent: 6 });
    assert_eq!(queue.try_next(), Ok(Some(vec![])));
}

#[test]
fn a_region_that_cant_be_a_queue_isnt_one() {
    let failed = |kext: &Kext, size| {
        let error = connect(kext).data_queue::<u32>(memory(size)).unwrap_err();
        assert_eq!((kext.mapped(), kext.tells()), (0, false));
        error.kind()
    };
    let kext = Kext::with_capacity(40);
    let (expected, mapped) = (53, 52);
    assert_eq!(
        failed(&kext, 53),
        ErrorKind::RegionSize { expected, mapped }
    );
    kext.number(0).store(41, Ordering::Relaxed);
    assert_eq!(failed(&kext, 0), ErrorKind::RegionSize { expected, mapped });
    kext.number(0).store(u32::MAX, Ordering::Relaxed);
    let (expected, mapped) = (12 + u32::MAX as usize, 52);
    assert_eq!(failed(&kext, 0), ErrorKind::RegionSize { expected, mapped });
    kext.number(0).store(40, Ordering::Relaxed);
    kext.number(4).store(41, Ordering::Relaxed);
    let (head, tail, size) = (41, 0, 40);
    assert_eq!(
        failed(&kext, 0),
        ErrorKind::QueueBroken { head, tail, size }
    );
}

#[test]
fn a_tail_outside_is_an_error_before_anything_is_taken() {
    let kext = Kext::with_capacity(40);
    let mut queue = bytes(&kext);
    kext.number(8).store(41, Ordering::Relaxed);
    let (head, tail, size) = (0, 41, 40);
    let broken = Error::new("events", ErrorKind::QueueBroken { head, tail, size });
    assert_eq!(queue.next(NOW), Some(Err(broken)));
    assert_eq!(queue.next(NOW), None);
    // It stays at its end, even if the numbers can be again.
    kext.number(8).store(4, Ordering::Relaxed);
    assert_eq!(queue.try_next(), Err(broken));
}

/// Whatever the numbers are: nothing outside is read, and it ends.
#[test]
fn a_hostile_queue_ends() {
    let mut random = Random(2);
    let (mut ended, mut taken) = (0, 0);
    for _ in 0..20_000 {
        let size = random.below(64);
        let kext = Kext::with_capacity(size);
        let mut memory = vec![0; kext.length()];
        memory.fill_with(|| random.below(u32::from(OUTSIDE)) as u8);
        memory[..4].copy_from_slice(&size.to_ne_bytes());
        // Lengths are mostly small, and numbers mostly in the queue.
        for at in (4..memory.len().saturating_sub(4)).step_by(4) {
            let most = [size + 8, 12, u32::MAX][random.below(3) as usize];
            memory[at..at + 4].copy_from_slice(&random.below(most).to_ne_bytes());
        }
        for byte in &mut memory[12..] {
            *byte = if *byte == OUTSIDE { 0 } else { *byte };
        }
        kext.fill(0, &memory);
        let queue = connect(&kext).data_queue_of_bytes(support::queue::memory(0), usize::MAX);
        let mut queue = match queue {
            Ok(queue) => queue,
            Err(error) => {
                assert!(matches!(error.kind(), ErrorKind::QueueBroken { .. }));
                continue;
            }
        };
        let mut steps = 0;
        loop {
            match queue.try_next() {
                Ok(Some(bytes)) => {
                    assert!(!bytes.contains(&OUTSIDE));
                    taken += 1;
                }
                Ok(None) => break,
                Err(error) => {
                    assert!(matches!(error.kind(), ErrorKind::QueueBroken { .. }));
                    assert_eq!(queue.try_next(), Err(error));
                    assert_eq!(queue.next(NOW), None);
                    ended += 1;
                    break;
                }
            }
            steps += 1;
            assert!(steps <= size / 4 + 1, "it goes round");
        }
    }
    assert!(ended > 1000 && taken > 500, "{ended}, {taken}");
}

/// The numbers change all the time, to whatever.
#[test]
fn a_queue_that_changes_under_its_consumer_harms_nobody() {
    let kext = Kext::with_capacity(256);
    let over = AtomicBool::new(false);
    thread::scope(|scope| {
        scope.spawn(|| {
            let mut random = Random(3);
            while !over.load(Ordering::Relaxed) {
                let at = random.below(64) as usize * 4;
                let number = [random.below(300), random.below(u32::MAX)];
                let number = number[usize::from(random.below(8) == 0)];
                kext.fill(at, &number.to_ne_bytes());
            }
        });
        let (start, mut broken) = (Instant::now(), 0);
        let connection = connect(&kext);
        while start.elapsed() < Duration::from_millis(500) {
            let Ok(mut queue) = connection.data_queue_of_bytes(memory(0), 256) else {
                continue;
            };
            for _ in 0..100 {
                match queue.try_next() {
                    Ok(Some(bytes)) => assert!(bytes.len() <= 256),
                    Ok(None) => {}
                    Err(_) => broken += 1,
                }
            }
        }
        over.store(true, Ordering::Relaxed);
        assert!(broken > 0);
    });
}

/// Whoever waits is woken, for each of many entries, wherever the two threads are.
#[test]
fn no_entry_is_missed_by_who_waits() {
    const COUNT: u64 = 300_000;
    let kext = Kext::with_entries(3, 8);
    thread::scope(|scope| {
        scope.spawn(|| {
            let mut random = Random(4);
            for number in 0..COUNT {
                while !kext.enqueue(&number.to_ne_bytes()) {
                    thread::yield_now();
                }
                for _ in 0..random.below(64) {
                    std::hint::spin_loop();
                }
            }
        });
        let mut queue = connect(&kext).data_queue::<u64>(memory(0)).unwrap();
        for number in 0..COUNT {
            assert_eq!(queue.next(LONG), Some(Ok(number)));
        }
    });
    let notified = kext.notified.load(Ordering::Relaxed);
    assert!(notified > 100, "it was empty {notified} times");
}

/// Entries of other lengths each time, so that the end of the memory is met at every place.
#[test]
fn bytes_come_over_threads_as_they_were() {
    const COUNT: usize = 200_000;
    let kext = Kext::with_capacity(101);
    thread::scope(|scope| {
        scope.spawn(|| {
            let mut random = Random(5);
            for number in 0..COUNT {
                let entry = entry(number, random.below(40));
                while !kext.enqueue(&entry) {
                    thread::yield_now();
                }
            }
        });
        let mut queue = bytes(&kext);
        let mut random = Random(5);
        for number in 0..COUNT {
            let expected = entry(number, random.below(40));
            assert_eq!(queue.next(LONG), Some(Ok(expected)), "{number}");
        }
    });
}

#[test]
fn nothing_in_time_is_an_error_and_not_the_end() {
    let kext = Kext::with_entries(2, 4);
    let mut queue = connect(&kext).data_queue::<u32>(memory(0)).unwrap();
    let timeout = Error::new("events", ErrorKind::Timeout);
    assert_eq!(queue.next(NOW), Some(Err(timeout)));
    // One that finds nothing behind it.
    kext.notify();
    assert_eq!(queue.next(Duration::from_millis(20)), Some(Err(timeout)));
    assert!(kext.enqueue(&[1, 0, 0, 0]));
    assert_eq!(queue.next(NOW), Some(Ok(u32::from_ne_bytes([1, 0, 0, 0]))));
    assert_eq!(queue.next(Duration::MAX.min(NOW)), Some(Err(timeout)));
}

#[test]
fn what_was_put_in_before_the_driver_went_is_there() {
    let kext = Kext::with_entries(4, 4);
    let mut queue = connect(&kext).data_queue::<u32>(memory(0)).unwrap();
    for number in 1..=2_u32 {
        assert!(kext.enqueue(&number.to_ne_bytes()));
    }
    kext.go();
    let gone = Error::new("events", ErrorKind::Gone);
    assert_eq!(queue.try_next(), Ok(Some(1)));
    assert_eq!(queue.next(None), Some(Ok(2)));
    assert_eq!(queue.next(None), Some(Err(gone)));
    assert_eq!(queue.next(None), None);
    assert_eq!(queue.try_next(), Err(gone));

    // Who waits already is woken.
    drop(queue);
    let mut queue = connect(&kext).data_queue::<u32>(memory(0)).unwrap();
    thread::scope(|scope| {
        scope.spawn(|| {
            thread::sleep(Duration::from_millis(20));
            kext.go();
        });
        assert_eq!(queue.next(LONG), Some(Err(gone)));
    });
    assert_eq!(queue.try_next(), Err(gone));
}

/// Counts how often it's woken.
#[derive(Default)]
struct Woken(AtomicUsize);

impl Wake for Woken {
    fn wake(self: Arc<Self>) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }
}

#[test]
fn a_stream_is_woken_when_there_is_something() {
    let kext = Kext::with_entries(4, 4);
    let mut queue = connect(&kext).data_queue::<u32>(memory(0)).unwrap();
    let woken = Arc::new(Woken::default());
    let waker = Waker::from(Arc::clone(&woken));
    let mut context = Context::from_waker(&waker);
    let mut poll = || pin!(&mut queue).poll_next(&mut context);
    let times = || woken.0.load(Ordering::Relaxed);
    assert_eq!((poll(), poll(), times()), (Poll::Pending, Poll::Pending, 0));
    for number in 1..=3_u32 {
        assert!(kext.enqueue(&number.to_ne_bytes()));
    }
    assert_eq!(times(), 1);
    for number in 1..=3 {
        assert_eq!(poll(), Poll::Ready(Some(Ok(number))));
    }
    assert_eq!((poll(), times()), (Poll::Pending, 1));
    kext.go();
    assert_eq!(times(), 2);
    let gone = Error::new("events", ErrorKind::Gone);
    assert_eq!(poll(), Poll::Ready(Some(Err(gone))));
    assert_eq!((poll(), times()), (Poll::Ready(None), 2));
}

/// The next of a stream, as an executor polls it.
fn block_on<T>(mut poll: impl FnMut(&mut Context<'_>) -> Poll<T>) -> T {
    struct Unpark(thread::Thread);
    impl Wake for Unpark {
        fn wake(self: Arc<Self>) {
            self.0.unpark();
        }
    }
    let waker = Waker::from(Arc::new(Unpark(thread::current())));
    let mut future = pin!(std::future::poll_fn(|context| poll(context)));
    loop {
        match future.as_mut().poll(&mut Context::from_waker(&waker)) {
            Poll::Ready(output) => return output,
            Poll::Pending => thread::park_timeout(LONG),
        }
    }
}

#[test]
fn no_entry_is_missed_by_a_stream() {
    const COUNT: u64 = 100_000;
    let kext = Kext::with_entries(3, 8);
    let start = Instant::now();
    thread::scope(|scope| {
        scope.spawn(|| {
            for number in 0..COUNT {
                while !kext.enqueue(&number.to_ne_bytes()) {
                    thread::yield_now();
                }
            }
        });
        let mut queue = connect(&kext).data_queue::<u64>(memory(0)).unwrap();
        for number in 0..COUNT {
            let next = block_on(|context| pin!(&mut queue).poll_next(context));
            assert_eq!(next, Some(Ok(number)));
        }
    });
    assert!(start.elapsed() < LONG, "a wake-up was missed");
}

#[test]
fn entries_are_brought_until_the_subscription_is_dropped() {
    let kext = Arc::new(Kext::with_entries(8, 4));
    let connection = Connection::open(Arc::clone(&kext), &Service::Class("EventKext"), 0).unwrap();
    let queue = connection.data_queue::<u32>(memory(0)).unwrap();
    let (send, receive) = mpsc::channel();
    let slot = Arc::new(Mutex::new(None));
    let mine = Arc::clone(&slot);
    let subscription = queue.for_each(move |entry| {
        send.send(entry).unwrap();
        if entry == Ok(3) {
            // The one whose callback runs is the last.
            drop(mine.lock().unwrap().take());
        }
    });
    *slot.lock().unwrap() = Some(subscription);
    for number in 1..=2_u32 {
        assert!(kext.enqueue(&number.to_ne_bytes()));
    }
    assert_eq!(receive.recv_timeout(LONG), Ok(Ok(1)));
    assert_eq!(receive.recv_timeout(LONG), Ok(Ok(2)));
    for number in 3..=5_u32 {
        assert!(kext.enqueue(&number.to_ne_bytes()));
    }
    assert_eq!(receive.recv_timeout(LONG), Ok(Ok(3)));
    // Its thread ends, and gives everything back.
    assert_eq!(
        receive.recv_timeout(LONG),
        Err(mpsc::RecvTimeoutError::Disconnected)
    );
    let mut queue = loop {
        match connection.data_queue::<u32>(memory(0)) {
            Ok(queue) => break queue,
            Err(error) => assert_eq!(error.kind(), ErrorKind::InUse),
        }
    };
    assert_eq!(queue.try_next(), Ok(Some(4)));
    // One that waits is ended, too.
    assert_eq!(queue.try_next(), Ok(Some(5)));
    let (send, receive) = mpsc::channel::<()>();
    let subscription = queue.for_each(move |_| drop(send.clone()));
    thread::sleep(Duration::from_millis(20));
    drop(subscription);
    assert_eq!(
        receive.recv_timeout(LONG),
        Err(mpsc::RecvTimeoutError::Disconnected)
    );
}
