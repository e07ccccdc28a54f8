//! What drivers leave behind.

use std::{error::Error, fmt};

/// What is left when the drivers have stopped, and the rules that they broke.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Leaks {
    /// Objects by class.
    pub objects: Vec<Objects>,
    /// Pieces of memory from `IOMalloc`, and their bytes.
    pub memory: Option<(usize, usize)>,
    /// Rules that were broken, as the runtime put it.
    pub faults: Vec<String>,
}

/// Objects of a class that nobody released.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Objects {
    /// Their class.
    pub class: String,
    /// How many.
    pub count: usize,
    /// How many of them were released, but their `free` didn't end in `super::free()`.
    pub unfinished: usize,
}

impl Leaks {
    pub(super) fn is_empty(&self) -> bool {
        self.objects.is_empty() && self.memory.is_none() && self.faults.is_empty()
    }
}

impl fmt::Display for Leaks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut separator = "";
        for Objects {
            class,
            count,
            unfinished,
        } in &self.objects
        {
            write!(f, "{separator}{count} {class} leaked")?;
            if *unfinished > 0 {
                write!(
                    f,
                    " ({unfinished} in a free() that didn't end in super::free())"
                )?;
            }
            separator = "; ";
        }
        if let Some((pieces, bytes)) = self.memory {
            write!(
                f,
                "{separator}{bytes} bytes of IOMalloc leaked in {pieces} pieces"
            )?;
            separator = "; ";
        }
        for fault in &self.faults {
            write!(f, "{separator}{fault}")?;
            separator = "; ";
        }
        Ok(())
    }
}

impl Error for Leaks {}
