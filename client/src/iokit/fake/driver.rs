//! The driver of the played kernel: what a test says.

use std::sync::Arc;

use super::Fake;
use crate::IoReturn;
use crate::iokit::functions::{Arguments, Port};

/// What a driver does when it's called.
pub(super) type Driver = Arc<dyn Fn(&Fake, &Called) -> Answer + Send + Sync>;

/// How it was called.
#[derive(Clone, Debug)]
pub(in crate::iokit) struct Called {
    pub(in crate::iokit) selector: u32,
    pub(in crate::iokit) scalars: Vec<u64>,
    pub(in crate::iokit) structure: Vec<u8>,
    /// The room for scalars and for the structure.
    pub(in crate::iokit) room: (u32, usize),
    /// Where completions go.
    pub(in crate::iokit) wake: Option<Port>,
    /// How many references come with them.
    pub(in crate::iokit) references: usize,
}

/// What it answers.
#[derive(Clone, Debug, Default)]
pub(in crate::iokit) struct Answer {
    pub(in crate::iokit) code: i32,
    pub(in crate::iokit) scalars: Vec<u64>,
    pub(in crate::iokit) structure: Vec<u8>,
    /// What is said of the numbers of scalars and bytes instead of the truth.
    pub(in crate::iokit) counts: Option<(u32, usize)>,
}

impl Answer {
    pub(in crate::iokit) fn code(code: IoReturn) -> Self {
        Self {
            code: code.0,
            ..Self::default()
        }
    }

    pub(in crate::iokit) fn scalars(scalars: &[u64]) -> Self {
        Self {
            scalars: scalars.to_vec(),
            ..Self::default()
        }
    }

    pub(in crate::iokit) fn structure(structure: impl Into<Vec<u8>>) -> Self {
        Self {
            structure: structure.into(),
            ..Self::default()
        }
    }
}

impl Called {
    pub(super) fn new(arguments: &Arguments<'_>, wake: Option<Port>, references: usize) -> Self {
        Self {
            selector: arguments.selector,
            scalars: arguments.scalar_input.to_vec(),
            structure: arguments.structure_input.to_vec(),
            room: (
                *arguments.scalar_output_count,
                *arguments.structure_output_size,
            ),
            wake,
            references,
        }
    }
}

impl Fake {
    /// Says what the driver does; without it, it answers with nothing.
    pub(in crate::iokit) fn drive(
        &self,
        driver: impl Fn(&Fake, &Called) -> Answer + Send + Sync + 'static,
    ) {
        self.world().driver = Arc::new(driver);
    }
}

pub(super) fn silent() -> Driver {
    Arc::new(|_, _| Answer::default())
}
