//! Random specs: their text, drivers for them that give back what they get, and calls, valid and
//! not. Nothing of iigen is used, so that what the specs mean is written down twice.

pub mod adapters;
pub mod choices;
pub mod echo;
pub mod methods;
pub mod scalars;
pub mod spec;
pub mod structures;
pub mod types;
