//! Memory that an app and its driver share.

use std::fmt;
use std::marker::PhantomData;

use crate::region::{Region, Use};
use crate::volatile::{self, Atomic};
use crate::{
    Access, Cache, Check, Connection, Error, ErrorKind, Field, Plain, ReadWrite, Transport,
};

/// Memory of a driver: its name and number in the spec, and how much there is at least.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Memory {
    /// As the spec names it; errors begin with it.
    pub name: &'static str,
    /// The type that the driver knows it by.
    pub number: u32,
    /// A smaller region is an error; 0 if the spec doesn't say.
    pub size: usize,
    /// How the app's processor caches it.
    pub cache: Cache,
}

impl Memory {
    /// The memory of an index, from `first` to `last`, of a family: this one's number is the base.
    pub const fn at(self, index: u32, first: u32, last: u32) -> Result<Self, Error> {
        let check = if index < first {
            Check::at_least("index", index as u64, first as u64)
        } else if index > last {
            Check::at_most("index", index as u64, last as u64)
        } else {
            let number = self.number | index;
            return Ok(Self { number, ..self });
        };
        Err(self.error(ErrorKind::Refused(check)))
    }

    /// The error of memory that failed in this way.
    pub(crate) const fn error(self, kind: ErrorKind) -> Error {
        Error::new(self.name, kind)
    }
}

/// Mapped memory with the layout `L`, or bytes if `L` is `[u8]`; unmapped when it's dropped.
///
/// `A` is [`ReadOnly`](crate::ReadOnly) or [`ReadWrite`]. It must be what the driver maps: a write
/// to memory that is mapped read-only ends the app.
///
/// Access is volatile, by value, and never by reference, because the driver or its device may
/// change the memory at any time. A number at an aligned address is read or written at once; a
/// record may be part old and part new. [`get_acquire`](Self::get_acquire) and
/// [`set_release`](Self::set_release) give an order to what lies around an index or a flag.
///
/// # Threads
///
/// A mapping can be shared and sent as far as the transport can. The memory is never behind a
/// reference and isn't Rust's, each access is volatile or atomic, and any bytes are a value. So
/// another thread of the app is what the driver is anyway: somebody else who writes.
///
/// # Only what the access allows
///
/// ```
/// # use iigen_client::{Field, Mapping, ReadWrite, Transport};
/// fn start<T: Transport>(ring: &Mapping<[u32; 4], ReadWrite, T>) {
///     ring.set(Field::<_, u32>::new(0), 1);
/// }
/// ```
///
/// ```compile_fail,E0599
/// # use iigen_client::{Field, Mapping, ReadOnly, Transport};
/// fn start<T: Transport>(ring: &Mapping<[u32; 4], ReadOnly, T>) {
///     ring.set(Field::<_, u32>::new(0), 1);
/// }
/// ```
///
/// ```compile_fail,E0599
/// # use iigen_client::{Mapping, ReadOnly, Transport};
/// fn start<T: Transport>(ring: &Mapping<[u32; 4], ReadOnly, T>) {
///     ring.write(&[0; 4]);
/// }
/// ```
///
/// ```compile_fail,E0599
/// # use iigen_client::{Mapping, ReadOnly, Transport};
/// fn start<T: Transport>(bar: &Mapping<[u8], ReadOnly, T>) {
///     let _ = bar.copy_from(0, &[1]);
/// }
/// ```
pub struct Mapping<L: ?Sized, A: Access, T: Transport> {
    region: Region<T>,
    name: &'static str,
    of: PhantomData<fn(&L, A)>,
}

impl<T: Transport> Connection<T> {
    /// Maps memory with a layout.
    pub fn map<L: Plain, A: Access>(&self, memory: Memory) -> Result<Mapping<L, A, T>, Error> {
        let mapping = Mapping::new(
            self,
            Memory {
                size: memory.size.max(size_of::<L>()),
                ..memory
            },
        )?;
        mapping.check_alignment::<L>()?;
        Ok(mapping)
    }

    /// Maps memory that is an array from its start to its end.
    pub fn map_elements<E: Plain, A: Access>(
        &self,
        memory: Memory,
    ) -> Result<Mapping<[E], A, T>, Error> {
        let mapping = Mapping::new(self, memory)?;
        mapping.check_alignment::<E>()?;
        Ok(mapping)
    }

    /// Maps memory as bytes.
    pub fn map_bytes<A: Access>(&self, memory: Memory) -> Result<Mapping<[u8], A, T>, Error> {
        Mapping::new(self, memory)
    }
}

impl<L: Plain, A: Access, T: Transport> Mapping<L, A, T> {
    /// Reads the whole layout.
    pub fn read(&self) -> L {
        self.get(Field::new(0))
    }

    /// Reads a field.
    pub fn get<F: Plain>(&self, field: Field<L, F>) -> F {
        // SAFETY: the field is inside of `L`, and the region isn't smaller.
        unsafe { volatile::read(self.address().add(field.offset())) }
    }

    /// Reads an index or a flag that the driver writes last: what is read after it is at least as
    /// new as what the driver wrote before it.
    ///
    /// # Panics
    ///
    /// If the field isn't aligned, as it can be in a packed layout.
    pub fn get_acquire<F: Atomic>(&self, field: Field<L, F>) -> F {
        // SAFETY: the field is inside of `L`, and the region isn't smaller.
        unsafe { F::load_acquire(self.aligned(field)) }
    }

    /// The address of a field that is used as an atomic.
    fn aligned<F: Atomic>(&self, field: Field<L, F>) -> *mut u8 {
        let address = self.address().wrapping_add(field.offset());
        assert!(
            address.cast::<F>().is_aligned(),
            "{}: the field isn't aligned",
            self.name
        );
        address
    }
}

impl<L: Plain, T: Transport> Mapping<L, ReadWrite, T> {
    /// Writes the whole layout.
    pub fn write(&self, value: &L) {
        self.set(Field::new(0), *value);
    }

    /// Writes a field.
    pub fn set<F: Plain>(&self, field: Field<L, F>, value: F) {
        // SAFETY: the field is inside of `L`, and the region isn't smaller.
        unsafe { volatile::write(self.address().add(field.offset()), value) }
    }

    /// Writes an index or a flag that the driver reads first: it sees what was written before.
    ///
    /// # Panics
    ///
    /// If the field isn't aligned, as it can be in a packed layout.
    pub fn set_release<F: Atomic>(&self, field: Field<L, F>, value: F) {
        // SAFETY: the field is inside of `L`, and the region isn't smaller.
        unsafe { F::store_release(self.aligned(field), value) }
    }
}

impl<L: ?Sized, A: Access, T: Transport> Mapping<L, A, T> {
    fn new(connection: &Connection<T>, memory: Memory) -> Result<Self, Error> {
        let region = Region::map(connection.shared(), memory, Use::Shared)?;
        let (mapped, expected) = (region.raw().size, memory.size);
        if mapped < expected {
            return Err(memory.error(ErrorKind::RegionSize { expected, mapped }));
        }
        Ok(Self {
            region,
            name: memory.name,
            of: PhantomData,
        })
    }

    /// The region begins where an `F` can lie.
    fn check_alignment<F>(&self) -> Result<(), Error> {
        let address = self.address();
        if address.cast::<F>().is_aligned() {
            return Ok(());
        }
        let (alignment, address) = (align_of::<F>(), address.addr());
        let kind = ErrorKind::RegionAddress { alignment, address };
        Err(Error::new(self.name, kind))
    }

    /// The size of the whole region, which may be larger than the layout.
    pub fn size(&self) -> usize {
        self.region.raw().size
    }

    /// Copies bytes of the region, from `offset` on, to `bytes`.
    pub fn copy_to(&self, offset: usize, bytes: &mut [u8]) -> Result<(), Error> {
        let from = self.bounded(offset, bytes.len())?;
        // SAFETY: the bytes are inside of the region.
        unsafe { volatile::copy_out(from, bytes) };
        Ok(())
    }

    /// The address of so many bytes at `offset`, if they are inside of the region.
    fn bounded(&self, offset: usize, length: usize) -> Result<*mut u8, Error> {
        let size = self.size();
        if length > size || offset > size - length {
            return Err(Error::new(
                self.name,
                ErrorKind::Bounds {
                    offset,
                    length,
                    size,
                },
            ));
        }
        Ok(self.address().wrapping_add(offset))
    }

    pub(crate) fn address(&self) -> *mut u8 {
        self.region.raw().address
    }

    pub(crate) fn name(&self) -> &'static str {
        self.name
    }
}

impl<L: ?Sized, T: Transport> Mapping<L, ReadWrite, T> {
    /// Copies `bytes` into the region, from `offset` on.
    pub fn copy_from(&self, offset: usize, bytes: &[u8]) -> Result<(), Error> {
        let to = self.bounded(offset, bytes.len())?;
        // SAFETY: the bytes are inside of the region, and it's mapped for writing.
        unsafe { volatile::copy_in(to, bytes) };
        Ok(())
    }
}

impl<L: ?Sized, A: Access, T: Transport> fmt::Debug for Mapping<L, A, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = self.name;
        f.debug_struct("Mapping")
            .field("name", &name)
            .field("size", &self.size())
            .finish()
    }
}
