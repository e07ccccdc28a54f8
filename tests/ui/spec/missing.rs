//! There is no such file.

#[iigen_client::user_client(spec = "mistake.yaml")]
mod ring {}

fn main() {}
