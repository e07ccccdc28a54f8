//! What is named is no file of YAML, or no name.

#[iigen_client::user_client(spec = "ring.rs")]
mod ring {}

#[iigen_client::user_client(spec = good)]
mod unquoted {}

#[iigen_client::user_client(spec = "latin1.yaml")]
mod encoded {}

#[iigen_client::user_client(spec = "list.yaml")]
mod list {}

fn main() {}
