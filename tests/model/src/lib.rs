//! Random specs, generated and compiled by `build.rs`: their drivers give back what they get.
//!
//! `IIGEN_MODEL_SEED` asks for other specs than the usual ones, `IIGEN_MODEL_COUNT` for more.

pub mod typed;

// Links the runtime that the drivers call.
pub use iigen_loopback::{Builder, Loopback};
use random_specs::spec::Spec;
use std::sync::atomic::{AtomicU64, Ordering};

include!(concat!(env!("OUT_DIR"), "/models.rs"));

static ENTERED: AtomicU64 = AtomicU64::new(0);

/// Every handler says with this that it has been entered.
#[unsafe(no_mangle)]
extern "C" fn model_entered() {
    ENTERED.fetch_add(1, Ordering::SeqCst);
}

/// How many handlers have been entered.
pub fn entered() -> u64 {
    ENTERED.load(Ordering::SeqCst)
}

/// The specs that the drivers are made of.
pub fn specs() -> Vec<Spec> {
    random_specs::spec::batch(SEED, OPENERS.len())
}
