//! The transport over a kernel that is played.

mod answers;
mod calls;
// Apps have macros of another crate, for which nobody is warned.
#[allow(dead_code, unreachable_pub)]
#[cfg(feature = "macros")]
mod client;
mod completions;
mod failures;
mod find;
mod meanwhile;
mod memory;
mod messages;
mod notifications;
mod sizes;
mod steps;
mod strays;
mod threads;
mod watch;

use std::sync::{Arc, Mutex, PoisonError};

use super::fake::{Fake, FakeService};
use super::kit::Kit;
use crate::{
    Call, CompletionSink, Connection, IoReturn, RawConnection, Service, ServiceId, ServiceSink,
    StructureOutput, Transport,
};

const RING: Service<'_> = Service::Class("RingDriver");

/// A kernel with a dext's service.
fn ring() -> Fake {
    Fake::new([FakeService::dext(7, "RingDriver")])
}

fn open(kit: &Kit<Fake>) -> RawConnection {
    kit.open(&RING, 0).expect("it opens")
}

fn close(kit: &Kit<Fake>, connection: RawConnection) {
    // SAFETY: the tests map nothing that they use after this.
    unsafe { kit.close(connection) }.expect("it closes");
}

/// A connection that is closed when it's dropped.
fn connected(kit: &Kit<Fake>) -> Connection<Kit<Fake>> {
    Connection::open(kit.clone(), &RING, 0).expect("it opens")
}

/// A call without anything.
fn bare<'a>(selector: u32) -> Call<'a> {
    Call {
        selector,
        scalar_input: &[],
        structure_input: &[],
        scalar_output: &mut [],
        structure_output: StructureOutput::none(),
    }
}

/// Keeps what it's told.
#[derive(Debug)]
struct Told<T>(Mutex<Vec<T>>);

impl<T> Told<T> {
    fn new() -> Arc<Self> {
        Arc::new(Self(Mutex::default()))
    }

    fn tell(&self, what: T) {
        let mut told = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        told.push(what);
    }

    /// What was told since the last time.
    fn take(&self) -> Vec<T> {
        let mut told = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::take(&mut told)
    }
}

/// What a completion's sink is told.
#[derive(Debug, PartialEq)]
enum Answered {
    With(IoReturn, Vec<u64>),
    Gone,
}

impl CompletionSink for Told<Answered> {
    fn complete(&self, status: IoReturn, words: &[u64]) {
        self.tell(Answered::With(status, words.to_vec()));
    }

    fn gone(&self) {
        self.tell(Answered::Gone);
    }
}

/// What a watch's sink is told.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Seen {
    Arrived(u64),
    Removed(u64),
}

impl ServiceSink for Told<Seen> {
    fn arrived(&self, service: ServiceId) {
        self.tell(Seen::Arrived(service.0));
    }

    fn removed(&self, service: ServiceId) {
        self.tell(Seen::Removed(service.0));
    }
}
