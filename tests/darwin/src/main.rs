//! A program for a Mac, which does with the driver of examples/ring, and with a kext that has a queue,
//! what an app can do over IOKit: every C function that the client calls is needed to link it.

#[cfg(target_vendor = "apple")]
mod queue;
#[cfg(target_vendor = "apple")]
mod ring;

#[cfg(target_vendor = "apple")]
fn main() -> Result<(), iigen_client::Error> {
    let io_kit = iigen_client::IoKit::new();
    ring::run(io_kit.clone())?;
    queue::listen(io_kit)
}

#[cfg(not(target_vendor = "apple"))]
fn main() -> std::process::ExitCode {
    eprintln!("there is no IOKit but on a Mac");
    std::process::ExitCode::FAILURE
}
