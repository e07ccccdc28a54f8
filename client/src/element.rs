//! Elements of arrays in mapped memory.

use std::fmt;
use std::marker::PhantomData;

use crate::volatile;
use crate::{Access, Error, ErrorKind, Field, Mapping, Plain, ReadWrite, Transport};

/// An element of an array in mapped memory, which is known to be there.
///
/// ```
/// # iigen_client::plain! { Slot: 8 { tag as TAG: u32 = 0, length as LENGTH: u32 = 4 } }
/// # #[derive(Clone, Copy)]
/// # #[repr(C)]
/// # pub struct Slot { pub tag: u32, pub length: u32 }
/// # use iigen_client::{Error, Mapping, ReadWrite, Transport};
/// fn clear<T: Transport>(slots: &Mapping<[Slot], ReadWrite, T>, index: usize) -> Result<u32, Error> {
///     let slot = slots.at(index)?;
///     let length = slot.get(Slot::LENGTH);
///     slot.set(Slot::LENGTH, 0);
///     Ok(length)
/// }
/// ```
///
/// Of memory that is read-only, it can be read:
///
/// ```compile_fail,E0599
/// # use iigen_client::{Error, Mapping, ReadOnly, Transport};
/// fn clear<T: Transport>(words: &Mapping<[u32], ReadOnly, T>) -> Result<(), Error> {
///     words.at(0)?.write(&0);
///     Ok(())
/// }
/// ```
pub struct Element<'m, E, A> {
    /// Where it is, in memory that stays mapped during `'m`.
    address: *mut u8,
    mapped: PhantomData<&'m ()>,
    of: PhantomData<fn(E, A)>,
}

// SAFETY: access is volatile and any bytes are a value, as for the mapping that it's a part of.
unsafe impl<E, A> Send for Element<'_, E, A> {}
// SAFETY: as above.
unsafe impl<E, A> Sync for Element<'_, E, A> {}

impl<E: Plain, A: Access, T: Transport> Mapping<[E], A, T> {
    /// How many elements there are.
    pub fn count(&self) -> usize {
        const {
            assert!(
                size_of::<E>() > 0,
                "an element without bytes can't be counted"
            )
        };
        self.size() / size_of::<E>()
    }

    /// An element, if there is one with that index.
    pub fn at(&self, index: usize) -> Result<Element<'_, E, A>, Error> {
        element(self, index, self.count())
    }
}

impl<E: Plain, const N: usize, A: Access, T: Transport> Mapping<[E; N], A, T> {
    /// An element, if there is one with that index.
    pub fn at(&self, index: usize) -> Result<Element<'_, E, A>, Error> {
        element(self, index, N)
    }
}

/// The element with an index, of `count` in the mapping.
fn element<L: ?Sized, E, A: Access, T: Transport>(
    mapping: &Mapping<L, A, T>,
    index: usize,
    count: usize,
) -> Result<Element<'_, E, A>, Error> {
    if index >= count {
        let kind = ErrorKind::Index { index, count };
        return Err(Error::new(mapping.name(), kind));
    }
    let address = mapping.address().wrapping_add(index * size_of::<E>());
    Ok(Element {
        address,
        mapped: PhantomData,
        of: PhantomData,
    })
}

impl<E: Plain, A: Access> Element<'_, E, A> {
    /// Reads it.
    pub fn read(&self) -> E {
        self.get(Field::new(0))
    }

    /// Reads a field of it.
    pub fn get<F: Plain>(&self, field: Field<E, F>) -> F {
        // SAFETY: the field is inside of the element, and that inside of the mapping.
        unsafe { volatile::read(self.address.add(field.offset())) }
    }
}

impl<E: Plain> Element<'_, E, ReadWrite> {
    /// Writes it.
    pub fn write(&self, value: &E) {
        self.set(Field::new(0), *value);
    }

    /// Writes a field of it.
    pub fn set<F: Plain>(&self, field: Field<E, F>, value: F) {
        // SAFETY: the field is inside of the element, and that inside of the mapping, which is
        // for writing.
        unsafe { volatile::write(self.address.add(field.offset()), value) }
    }
}

impl<E, A> Clone for Element<'_, E, A> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<E, A> Copy for Element<'_, E, A> {}

impl<E, A> fmt::Debug for Element<'_, E, A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Element").finish_non_exhaustive()
    }
}
