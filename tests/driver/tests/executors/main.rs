//! The client on executors: on none, and on both of tokio's.

mod anywhere;
#[path = "../support/block_on.rs"]
mod block_on;
mod tokio;

use std::sync::Arc;
use std::time::Duration;

use driver_tests::targets::Target;
use driver_tests::{Loopback, stream::StreamUserClient};

/// Long enough for anything that comes at all.
const LONG: Duration = Duration::from_secs(60);

/// Too short for what doesn't come.
const SHORT: Duration = Duration::from_millis(20);

/// A client as tasks share it.
type Client = Arc<StreamUserClient<Arc<Loopback>>>;

// A generated client, and all that its methods answer, goes to other threads.
const _: () = {
    const fn on_threads<T: Send + Sync + 'static>() {}
    on_threads::<StreamUserClient<Arc<Loopback>>>();
    on_threads::<StreamUserClient<&'static Loopback>>();
    on_threads::<iigen_client::Completion<driver_tests::stream::LaterEvent>>();
    on_threads::<iigen_client::Events<driver_tests::stream::Status>>();
    on_threads::<iigen_client::ServiceWatch<Arc<Loopback>>>();
    on_threads::<driver_tests::mapped::MappedUserClient<Arc<Loopback>>>();
    on_threads::<driver_tests::mapped::ChannelsMapping<Arc<Loopback>>>();
    on_threads::<driver_tests::mapped::SamplesRing<Arc<Loopback>>>();
    on_threads::<driver_tests::mapped::OrdersRing<Arc<Loopback>>>();
};

/// A driver and a client of it.
fn start(target: Target) -> (Arc<Loopback>, Client) {
    println!("the driver is {target}");
    let clients = [("StreamProperties", "StreamUserClient")];
    let loopback = Arc::new(target.start("StreamDriver", &clients));
    let client = StreamUserClient::open(Arc::clone(&loopback)).expect("it opens");
    (loopback, Arc::new(client))
}

/// Ends the driver, and all of it: a dext crashes, and a kext goes as when its device is unplugged.
fn end_driver(target: Target, loopback: &Loopback, client: &StreamUserClient<Arc<Loopback>>) {
    match target {
        Target::Dext => loopback.crash_driver(),
        Target::Kext | Target::Kext2022 => client.leave().expect("it leaves"),
    }
}

/// Stops the driver, which must have nothing left; everything that held it is dropped.
fn finish(loopback: Arc<Loopback>) {
    let loopback = Arc::into_inner(loopback).expect("nobody holds it");
    loopback.finish().expect("nothing is left");
}
