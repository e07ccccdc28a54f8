//! Where a field of a record lies.

use std::fmt;
use std::marker::PhantomData;

use crate::Plain;

/// A field of type `F` in a record or region `L`: an offset that is known to lie inside.
///
/// [`plain!`](crate::plain) makes one for each field that it's given a name for:
/// `mapping.get(RingPage::HEAD)`.
pub struct Field<L, F> {
    offset: usize,
    of: PhantomData<fn(L) -> F>,
}

impl<L: Plain, F: Plain> Field<L, F> {
    /// The field at an offset in bytes.
    ///
    /// # Panics
    ///
    /// If it doesn't lie inside of `L`; in a constant, that is an error of the compiler.
    pub const fn new(offset: usize) -> Self {
        let (size, length) = (size_of::<L>(), size_of::<F>());
        assert!(
            length <= size && offset <= size - length,
            "the field isn't inside of the record"
        );
        Self {
            offset,
            of: PhantomData,
        }
    }

    /// The offset in bytes.
    pub const fn offset(self) -> usize {
        self.offset
    }

    /// A field of this field: `RingPage::HEADER.field(Header::LENGTH)`.
    pub const fn field<G: Plain>(self, inner: Field<F, G>) -> Field<L, G> {
        Field {
            offset: self.offset + inner.offset,
            of: PhantomData,
        }
    }
}

impl<L: Plain, E: Plain, const N: usize> Field<L, [E; N]> {
    /// An element of an array, if there is one with that index.
    pub const fn at(self, index: usize) -> Option<Field<L, E>> {
        if index < N {
            Some(Field {
                offset: self.offset + index * size_of::<E>(),
                of: PhantomData,
            })
        } else {
            None
        }
    }
}

impl<L, F> Clone for Field<L, F> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<L, F> Copy for Field<L, F> {}

impl<L, F> fmt::Debug for Field<L, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Field")
            .field("offset", &self.offset)
            .finish()
    }
}
