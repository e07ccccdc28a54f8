//! iigen
fn main() {}
