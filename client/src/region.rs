//! The memory that a connection has mapped, counted.

use std::sync::{Arc, Mutex, PoisonError};

use crate::cause::Asked;
use crate::{Cache, Error, ErrorKind, Memory, RawMapping, Transport, connection::Inner};

/// What a connection has mapped.
///
/// The kernel maps a descriptor once: mapped again, it answers with the same address, and the first
/// unmap destroys it for all. So each mapping is counted here and unmapped with its last user.
#[derive(Default)]
pub(crate) struct Mapped {
    mappings: Mutex<Vec<Counted>>,
}

/// One mapping of the kernel's and how many regions use it.
struct Counted {
    memory_type: u32,
    cache: Cache,
    raw: RawMapping,
    users: usize,
    /// Whether the one user that there is must stay the only one.
    alone: bool,
}

/// Whether a region may be used by others of this app.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Use {
    /// It may.
    Shared,
    /// It's an end of a ring, which there can be one of.
    Alone,
}

/// A use of mapped memory; the last one unmaps it.
pub(crate) struct Region<T: Transport> {
    connection: Arc<Inner<T>>,
    raw: RawMapping,
}

impl<T: Transport> Region<T> {
    /// Maps the memory, or shares a mapping that is there.
    pub(crate) fn map(connection: Arc<Inner<T>>, memory: Memory, how: Use) -> Result<Self, Error> {
        // Held during the call, so that nobody unmaps in between what the kernel answers with.
        let mut mappings = connection.mapped.lock();
        let same_type = mappings
            .iter_mut()
            .find(|of| of.memory_type == memory.number && of.cache == memory.cache);
        let raw = if let Some(counted) = same_type {
            counted.join(memory, how)?;
            counted.raw
        } else {
            let raw = connection
                .transport
                .map(connection.raw, memory.number, memory.cache)
                .map_err(|code| Error::answered(memory.name, code, Asked::Map(memory.number)))?;
            // A driver may answer two types with one descriptor.
            match mappings
                .iter_mut()
                .find(|counted| counted.raw.address == raw.address)
            {
                Some(counted) => counted.join(memory, how)?,
                None => mappings.push(Counted {
                    memory_type: memory.number,
                    cache: memory.cache,
                    raw,
                    users: 1,
                    alone: how == Use::Alone,
                }),
            }
            raw
        };
        drop(mappings);
        Ok(Self { connection, raw })
    }

    /// Where it is and how long.
    pub(crate) fn raw(&self) -> RawMapping {
        self.raw
    }
}

impl Counted {
    /// One more user, if there may be.
    fn join(&mut self, memory: Memory, how: Use) -> Result<(), Error> {
        if self.alone || how == Use::Alone {
            return Err(memory.error(ErrorKind::InUse));
        }
        self.users += 1;
        Ok(())
    }
}

impl<T: Transport> Drop for Region<T> {
    fn drop(&mut self) {
        let mut mappings = self.connection.mapped.lock();
        let Some(index) = mappings
            .iter()
            .position(|it| it.raw.address == self.raw.address)
        else {
            return;
        };
        mappings[index].users -= 1;
        if mappings[index].users == 0 {
            let Counted {
                memory_type, raw, ..
            } = mappings.swap_remove(index);
            let Inner {
                transport,
                raw: connection,
                ..
            } = &*self.connection;
            // SAFETY: the transport mapped it for this type, and this was its last user.
            // There is nobody to tell of a failure; the memory goes with the connection then.
            let _ = unsafe { transport.unmap(*connection, memory_type, raw) };
        }
    }
}

impl Mapped {
    fn lock(&self) -> std::sync::MutexGuard<'_, Vec<Counted>> {
        // A transport that panicked left the list as it was.
        self.mappings.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
