//! A row of the dispatch table: what DriverKit checks before it calls a function, and what the
//! handshake tells of a method.

use crate::interface::{Interface, Method, Scalar, Shape, Structure, Type};

/// All that is checked, in the order of `IOUserClientMethodDispatch` (IOUserClient.iig): the completion,
/// scalars in, the structure in, scalars out, the structure out.
#[derive(Clone, Debug)]
pub struct Row<'i>(pub [Check<'i>; 5]);

/// One of the numbers of a row.
#[derive(Clone, Debug)]
pub enum Check<'i> {
    /// The row doesn't check it.
    Any,
    /// A structure of a size that depends on the call.
    Variable,
    /// Whether there has to be a completion.
    Flag(bool),
    /// A number of scalars.
    Count(u64),
    /// The size of a structure: that of a type, in bytes.
    Size(&'i Type, u64),
}

impl<'i> Row<'i> {
    /// The row of a method.
    pub fn of(method: &'i Method, interface: &Interface) -> Self {
        if !method.checked {
            return Self(std::array::from_fn(|_| Check::Any));
        }
        let words = |scalars: &[Scalar]| Check::Count(scalars.iter().map(Scalar::words).sum());
        let size = |structure: &'i Option<Structure>| match structure {
            None => Check::Count(0),
            Some(Structure {
                shape: Shape::Fixed(ty),
                ..
            }) => Check::Size(ty, interface.layout(ty).size),
            Some(_) => Check::Variable,
        };
        let completion = match &method.completion {
            None => Check::Flag(false),
            Some(completion) if completion.required => Check::Flag(true),
            Some(_) => Check::Any,
        };
        Self([
            completion,
            if method.has_fixed_count() {
                words(&method.scalars_in)
            } else {
                Check::Any
            },
            size(&method.struct_in),
            if method.at_least.out {
                Check::Any
            } else {
                words(&method.scalars_out)
            },
            if method.at_least.struct_out {
                Check::Variable
            } else {
                size(&method.struct_out)
            },
        ])
    }

    /// Whether there is something that the row doesn't check.
    pub fn has_any(&self) -> bool {
        self.0.iter().any(|check| matches!(check, Check::Any))
    }
}

impl Check<'_> {
    /// The number in the row; `None` where all bits are set, and nothing is checked.
    pub fn number(&self) -> Option<u64> {
        match self {
            Check::Any | Check::Variable => None,
            Check::Flag(flag) => Some(u64::from(*flag)),
            Check::Count(number) | Check::Size(_, number) => Some(*number),
        }
    }
}
