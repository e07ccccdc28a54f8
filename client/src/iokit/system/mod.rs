//! The functions themselves.

mod connections;
mod dispatch;
mod mach;
mod objects;
mod registry;

use dispatch2::{DispatchQoS, DispatchQueue, DispatchRetained, GlobalQueueIdentifier};
use mach2::port::mach_port_t;
use mach2::traps::mach_task_self;

/// The functions of the system.
#[derive(Clone, Copy)]
pub(super) struct System;

/// Where work is done that nobody else waits for.
fn queue() -> DispatchRetained<DispatchQueue> {
    DispatchQueue::global_queue(GlobalQueueIdentifier::QualityOfService(
        DispatchQoS::Default,
    ))
}

/// This task (`mach_task_self`).
fn task() -> mach_port_t {
    // SAFETY: libSystem has set it before the program begins.
    unsafe { mach_task_self() }
}
