//! What every [`Transport`](iigen_client::Transport) has to do, and whether one does it.
//!
//! [`BEHAVIOURS`] are small functions with a name each. They reach the driver in `driver/` through the
//! transport alone, so that they run against the loopback on any machine and against IOKit on a Mac;
//! the README says how.
//!
//! ```no_run
//! # fn transport() -> std::sync::Arc<dyn iigen_client::Transport + Send + Sync> { unimplemented!() }
//! let report = conformance::run(&conformance::Stage::new(transport()));
//! print!("{report}");
//! assert!(report.passed());
//! ```

mod behaviours;
#[allow(unreachable_pub)]
mod client {
    include!(concat!(env!("OUT_DIR"), "/conformance_user_client.rs"));
}
mod door;
mod ear;
#[cfg(not(target_vendor = "apple"))]
mod loopback;
mod report;
mod stage;
mod trouble;

pub use behaviours::{BEHAVIOURS, Behaviour};
pub use door::Door;
#[cfg(not(target_vendor = "apple"))]
pub use loopback::{finish, start};
pub use report::{Outcome, Report};
pub use stage::Stage;
pub use trouble::Trouble;

/// Checks every behaviour, in the order of [`BEHAVIOURS`].
pub fn run(stage: &Stage) -> Report {
    let mut report = Report::default();
    for behaviour in BEHAVIOURS {
        let outcome = match (behaviour.check)(stage) {
            Ok(()) => Outcome::Passed,
            Err(Trouble::Failed(why)) => Outcome::Failed(why),
            Err(Trouble::Cannot(why)) => Outcome::Skipped(why),
        };
        report.add(behaviour.name, outcome);
    }
    report
}
