//! Interfaces that people have published, and odd ones that nobody has: their drivers, their
//! generated clients, and the rows of their dispatch tables.

/// An interface that has a spec in tests/cases.
#[derive(Clone, Copy, Debug)]
pub struct Case {
    /// The folder, and the case in the tables.
    pub name: &'static str,
    /// The user client's class.
    pub class: &'static str,
    /// The driver's class.
    pub provider: &'static str,
}

include!(concat!(env!("OUT_DIR"), "/clients.rs"));

// Links the runtime that the drivers call.
pub use iigen_loopback::Loopback;

unsafe extern "C" {
    fn published_row(case: usize, selector: u64, row: *mut u32) -> bool;
}

/// The five checks of a selector's row (completion, scalars in, structure in, scalars out,
/// structure out) in the driver of a case, an index into [`CASES`].
pub fn row(case: usize, selector: u32) -> Option<[u32; 5]> {
    assert!(case < CASES.len(), "the driver has as many tables");
    let mut row = [0; 5];
    // SAFETY: the driver writes five numbers, and reads inside of its tables.
    let found = unsafe { published_row(case, selector.into(), row.as_mut_ptr()) };
    found.then_some(row)
}
