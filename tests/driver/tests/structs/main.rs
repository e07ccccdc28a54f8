//! Structures and types: values come back as they went, and what no value is doesn't reach a handler.

mod descriptors;
mod raw;
mod texts;
mod unions;
mod versions;

use driver_tests::Loopback;
use driver_tests::structs::StructsUserClient;
use driver_tests::targets::{self, Target};

/// The driver of every kind, with its user client.
fn each() -> impl Iterator<Item = (Target, Loopback)> {
    const CLIENTS: [(&str, &str); 1] = [("StructsProperties", "StructsUserClient")];
    targets::each("StructsDriver", &CLIENTS)
}

/// The same, for what doesn't ask which it is.
fn start() -> impl Iterator<Item = Loopback> {
    each().map(|(_, loopback)| loopback)
}

fn open(loopback: &Loopback) -> StructsUserClient<&Loopback> {
    StructsUserClient::open(loopback).expect("the user client opens")
}
