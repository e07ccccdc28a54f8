//! Structures and types: values come back as they went, and what no value is doesn't reach a handler.

mod descriptors;
mod raw;
mod texts;
mod unions;
mod versions;

use driver_tests::Loopback;
use driver_tests::structs::StructsUserClient;

/// The driver, with its user client.
fn start() -> Loopback {
    Loopback::builder()
        .provider("StructsDriver")
        .user_client("StructsProperties", "StructsUserClient")
        .start()
        .expect("the driver starts")
}

fn open(loopback: &Loopback) -> StructsUserClient<&Loopback> {
    StructsUserClient::open(loopback).expect("the user client opens")
}
