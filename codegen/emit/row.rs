//! A row of the dispatch table: what DriverKit checks before it calls a function, and what the
//! handshake tells of a method.

use iigen_parser::interface::{Method, Scalar, Shape, Structure};

use crate::cpp::Cpp;

/// All that is checked, in the order of `IOUserClientMethodDispatch` (IOUserClient.iig): the completion,
/// scalars in, the structure in, scalars out, the structure out.
pub(crate) struct Row(pub(crate) [Check; 5]);

/// One of the numbers of a row.
pub(crate) enum Check {
    /// The row doesn't check it.
    Any,
    /// A structure of a size that depends on the call.
    Variable,
    /// Whether there has to be a completion.
    Flag(bool),
    /// A number of scalars.
    Count(u64),
    /// The size of a structure, as one writes it in C++, and in bytes.
    Size(String, u64),
}

impl Row {
    /// The row of a method.
    pub(crate) fn of(method: &Method, cpp: Cpp<'_>) -> Self {
        if !method.checked {
            return Self(std::array::from_fn(|_| Check::Any));
        }
        let words = |scalars: &[Scalar]| Check::Count(scalars.iter().map(Scalar::words).sum());
        let size = |structure: &Option<Structure>| match structure {
            None => Check::Count(0),
            Some(Structure {
                shape: Shape::Fixed(ty),
                ..
            }) => Check::Size(cpp.sizeof(ty), cpp.interface.layout(ty).size),
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

    /// The row in C++, of the function `call`.
    pub(crate) fn cpp(&self, call: &str) -> String {
        format!("{{ {call}, {} }}", self.checks())
    }

    /// What is checked, in C++.
    pub(crate) fn checks(&self) -> String {
        let checks: Vec<_> = self.0.iter().map(Check::cpp).collect();
        checks.join(", ")
    }

    /// Whether there is something that the row doesn't check.
    pub(crate) fn has_any(&self) -> bool {
        self.0.iter().any(|check| matches!(check, Check::Any))
    }
}

impl Check {
    fn cpp(&self) -> String {
        match self {
            Check::Any => "kAny".to_owned(),
            Check::Variable => "kIOUserClientVariableStructureSize".to_owned(),
            Check::Flag(flag) => flag.to_string(),
            Check::Count(count) => count.to_string(),
            Check::Size(text, _) => text.clone(),
        }
    }

    /// The number in the row; `None` where all bits are set, and nothing is checked.
    pub(crate) fn number(&self) -> Option<u64> {
        match self {
            Check::Any | Check::Variable => None,
            Check::Flag(flag) => Some(u64::from(*flag)),
            Check::Count(number) | Check::Size(_, number) => Some(*number),
        }
    }
}
