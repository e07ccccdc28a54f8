//! The `iigen` command.

use std::process::ExitCode;

fn main() -> ExitCode {
    iigen::cli::run()
}
