//! Runs the suite: against IOKit on a Mac, where the driver has to be active, and against the loopback
//! elsewhere. Fails if a behaviour isn't there.

use std::error::Error;
use std::process::ExitCode;
use std::sync::Arc;

use conformance::{Report, Stage};

#[cfg(target_vendor = "apple")]
fn run() -> Result<Report, Box<dyn Error>> {
    Ok(conformance::run(&Stage::new(Arc::new(
        iigen_client::IoKit::new(),
    ))))
}

#[cfg(not(target_vendor = "apple"))]
fn run() -> Result<Report, Box<dyn Error>> {
    let loopback = Arc::new(conformance::start()?);
    let report = conformance::run(&Stage::new(Arc::clone(&loopback) as _));
    conformance::finish(loopback)?;
    Ok(report)
}

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let report = run()?;
    print!("{report}");
    Ok(match report.passed() {
        true => ExitCode::SUCCESS,
        false => ExitCode::FAILURE,
    })
}
