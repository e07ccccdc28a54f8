//! Queues of a kext in memory that it shares with an app (`IOSharedDataQueue`).

mod bell;
mod content;
mod entries;

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::thread;
use std::time::{Duration, Instant};

use futures_core::Stream;

use crate::cause::Asked;
use crate::region::{Region, Use};
use crate::{Checked, Connection, Error, ErrorKind, Memory, Plain, Transport};
use bell::{Bell, Heard};
use content::Content;
use entries::Entries;

/// What a kext puts into memory that it shares with the app: a [`Stream`], or something to take from
/// [one after the other](Self::next), or to be [called back](Self::for_each) with.
///
/// They come in the kext's order, each once. The kext is told when there is no room for one, and the
/// app isn't. What isn't as the spec says is an error and is taken out; a queue whose own numbers can't
/// be is an error, and is at its end. When the kext has gone, what it has put in is still there, and
/// behind it stands an error that says so.
///
/// There is one at a time: mapping a queue that is in use is an error. Dropped and mapped again, it
/// goes on where it was.
///
/// ```
/// # use iigen_client::{DataQueue, Error, Transport};
/// # use std::time::Duration;
/// fn listen<T: Transport>(events: &mut DataQueue<u64, T>) -> Result<(), Error> {
///     while let Some(event) = events.next(Duration::from_secs(1)) {
///         println!("{}", event?);
///     }
///     Ok(())
/// }
/// ```
pub struct DataQueue<E, T: Transport> {
    /// Who is told of new entries; dropped before their memory is.
    notified: Notified<T>,
    entries: Entries<T>,
    content: Content<E>,
    memory: Memory,
    /// Why there is nothing any more.
    end: Option<Error>,
}

impl<T: Transport> Connection<T> {
    /// Maps a queue of elements.
    pub fn data_queue<E: Plain>(&self, memory: Memory) -> Result<DataQueue<E, T>, Error> {
        DataQueue::map(self, memory, Content::element())
    }

    /// Maps a queue of elements that are as the spec says.
    pub fn checked_data_queue<E: Plain + Checked>(
        &self,
        memory: Memory,
    ) -> Result<DataQueue<E, T>, Error> {
        DataQueue::map(self, memory, Content::checked())
    }

    /// Maps a queue whose entries are up to so many bytes.
    pub fn data_queue_of_bytes(
        &self,
        memory: Memory,
        most: usize,
    ) -> Result<DataQueue<Vec<u8>, T>, Error> {
        DataQueue::map(self, memory, Content::bytes(most))
    }
}

impl<E, T: Transport> DataQueue<E, T> {
    fn map(connection: &Connection<T>, memory: Memory, content: Content<E>) -> Result<Self, Error> {
        let region = Region::map(connection.shared(), memory, Use::Alone)?;
        let (mapped, expected) = (region.raw().size, memory.size);
        if mapped < expected {
            return Err(memory.error(ErrorKind::RegionSize { expected, mapped }));
        }
        let entries = Entries::new(region).map_err(|kind| memory.error(kind))?;
        let notified = Notified::new(connection, memory)?;
        Ok(Self {
            notified,
            entries,
            content,
            memory,
            end: None,
        })
    }

    /// Takes what is there now, if there is something.
    ///
    /// An entry that isn't what the spec says is an error, and is taken out. At the end there is the
    /// same error for ever.
    pub fn try_next(&mut self) -> Result<Option<E>, Error> {
        let mut taken = self.take();
        if taken.is_pending() && self.notified.bell.clear() {
            taken = self.take_or_end();
        }
        match taken {
            Poll::Pending => Ok(None),
            Poll::Ready(Some(entry)) => entry.map(Some),
            Poll::Ready(None) => self.end.map_or(Ok(None), Err),
        }
    }

    /// Waits for the next entry, as long as it takes if there is no timeout; `None` behind the last.
    ///
    /// A [timeout](ErrorKind::Timeout) isn't the end, and neither is an entry that isn't what the spec
    /// says.
    pub fn next(&mut self, timeout: impl Into<Option<Duration>>) -> Option<Result<E, Error>> {
        if let Poll::Ready(taken) = self.take() {
            return taken;
        }
        // A time that is too far away to be told is never over.
        let deadline = (timeout.into()).and_then(|timeout| Instant::now().checked_add(timeout));
        loop {
            let gone = self.notified.bell.clear();
            let taken = if gone {
                self.take_or_end()
            } else {
                self.take()
            };
            if let Poll::Ready(taken) = taken {
                return taken;
            }
            if self.notified.bell.wait(deadline) == Heard::Nothing {
                return Some(Err(self.memory.error(ErrorKind::Timeout)));
            }
            if self.notified.bell.is_closed() {
                return None;
            }
        }
    }

    /// Takes an entry, or the error at the end, or `None` behind it; pending if there is nothing yet.
    fn take(&mut self) -> Poll<Option<Result<E, Error>>> {
        if self.end.is_some() {
            return Poll::Ready(None);
        }
        let entry = match self.entries.next() {
            Ok(Some(entry)) => entry,
            Ok(None) => return Poll::Pending,
            Err(broken) => return self.ended(broken),
        };
        let content = self.content.read(&entry);
        let taken = entry.done();
        self.entries.take(taken);
        Poll::Ready(Some(content.map_err(|kind| self.memory.error(kind))))
    }

    /// Takes an entry, if there is one, of those that there will ever be.
    fn take_or_end(&mut self) -> Poll<Option<Result<E, Error>>> {
        let taken = self.take();
        if taken.is_pending() {
            return self.ended(ErrorKind::Gone);
        }
        taken
    }

    fn ended(&mut self, kind: ErrorKind) -> Poll<Option<Result<E, Error>>> {
        let error = self.memory.error(kind);
        self.end = Some(error);
        Poll::Ready(Some(Err(error)))
    }
}

impl<E: 'static, T: Transport + Send + Sync + 'static> DataQueue<E, T> {
    /// Has each entry brought to `callback`, on a thread of its own, until the last or until the
    /// subscription is dropped. It may call the driver, and take its time.
    pub fn for_each(
        self,
        mut callback: impl FnMut(Result<E, Error>) + Send + 'static,
    ) -> QueueSubscription {
        let bell = Arc::clone(&self.notified.bell);
        let mut queue = self;
        thread::spawn(move || {
            while !queue.notified.bell.is_closed() {
                let Some(entry) = queue.next(None) else {
                    break;
                };
                callback(entry);
            }
        });
        QueueSubscription { bell }
    }
}

/// It never moves what it is polled with.
impl<E, T: Transport> Unpin for DataQueue<E, T> {}

impl<E, T: Transport> Stream for DataQueue<E, T> {
    type Item = Result<E, Error>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        let taken = this.take();
        if taken.is_ready() {
            return taken;
        }
        if this.notified.bell.clear_and_wake(context.waker()) {
            return this.take_or_end();
        }
        this.take()
    }
}

impl<E, T: Transport> fmt::Debug for DataQueue<E, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DataQueue({})", self.memory.name)
    }
}

/// A bell that the driver rings until this is dropped.
struct Notified<T: Transport> {
    connection: Connection<T>,
    memory_type: u32,
    bell: Arc<Bell>,
}

impl<T: Transport> Notified<T> {
    fn new(connection: &Connection<T>, memory: Memory) -> Result<Self, Error> {
        let (memory_type, bell) = (memory.number, Arc::new(Bell::default()));
        connection
            .set_notification_port(memory_type, Some(Arc::clone(&bell) as _))
            .map_err(|code| Error::answered(memory.name, code, Asked::Notify(memory_type)))?;
        Ok(Self {
            connection: connection.same(),
            memory_type,
            bell,
        })
    }
}

impl<T: Transport> Drop for Notified<T> {
    fn drop(&mut self) {
        // There is nobody to tell of a failure; the bell is nobody's then.
        let _ = self
            .connection
            .set_notification_port(self.memory_type, None);
    }
}

/// A queue whose entries are on their way to a callback. Dropped, no more are brought; the one whose
/// callback runs is the last.
#[must_use = "dropped, no entry is brought to the callback"]
pub struct QueueSubscription {
    bell: Arc<Bell>,
}

impl Drop for QueueSubscription {
    fn drop(&mut self) {
        self.bell.close();
    }
}

impl fmt::Debug for QueueSubscription {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("QueueSubscription")
    }
}
