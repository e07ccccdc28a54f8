//! The `iigen` command: arguments, files, what is printed, and the exit code.

mod convert;
mod diff;
mod headers;
mod import;
mod migrate;

use std::io::{IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use clap::{Args, Parser, Subcommand};
use iigen_parser::codes::{self, Code};
use iigen_parser::diagnostic::Diagnostic;
use iigen_parser::interface::Interface;
use iigen_parser::render::render;
use iigen_parser::span::{Sources, Span};

use crate::{Folders, Target, generate, generate_for, iig, load, read};

/// One spec for both sides of a macOS user client.
#[derive(Parser)]
#[command(name = "iigen", version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Check a spec and write nothing
    Check {
        /// The spec: a .yaml file, or a .rs file with a #[user_client] module
        spec: PathBuf,
    },
    /// Write the driver's class, its C++ dispatch, the shared types and the Rust client
    Generate(Generate),
    /// Tell whether two specs mean the same interface, and where not
    ///
    /// Methods are compared by their selectors, memory by its types, fields by their offsets and
    /// values by their numbers; the order of a spec makes no difference. Exits with 0 where the
    /// specs mean the same, with 1 where they differ, and with 2 where one of them can't be read.
    Diff(diff::Diff),
    /// Write YAML from Rust, or Rust from YAML
    ///
    /// The meaning stays, and so do documentation, constants, the order of declarations and the way
    /// numbers are written. Comments that are no documentation are lost, and so are the items of a
    /// Rust module that are no part of its spec.
    Convert(convert::Convert),
    /// Write YAML from a dispatch table in C++
    ///
    /// Reads a table of IOUserClientMethodDispatch, IOExternalMethodDispatch or
    /// IOExternalMethodDispatch2022, prints the spec that its rows imply, and says on standard error
    /// what is wrong with them, or is to be filled in.
    Import(import::Import),
    /// Tell what becomes of a kext's driver that moves to a dext, or back
    ///
    /// The list says what carries over, what changes, with what to do about it, and what the other kind of
    /// driver can't have, each with its place in the spec. Exits with 0, with 1 where there is something
    /// that can't be, and with 2 where the spec can't be read or has no other target to come from.
    Migrate(migrate::Migrate),
    /// Compile an .iig file to C++, as Apple's iig does
    Iig(Iig),
}

/// The arguments of Apple's `iig`.
#[derive(Args)]
struct Iig {
    /// The .iig file
    #[arg(long)]
    def: PathBuf,
    /// The header to write
    #[arg(long)]
    header: PathBuf,
    /// The C++ source to write
    #[arg(long = "impl")]
    implementation: PathBuf,
    /// The framework that the header belongs to
    #[arg(long)]
    framework_name: Option<String>,
    /// Accepted for Apple's build rule; the output is the same for all versions
    #[arg(long)]
    deployment_target: Option<String>,
    /// Arguments of clang: -I, -isystem, -iquote, -F, -isysroot, -D and -U have a meaning
    #[arg(last = true)]
    clang: Vec<String>,
}

#[derive(Args)]
struct Generate {
    /// The spec: a .yaml file, or a .rs file with a #[user_client] module
    spec: PathBuf,
    /// The folder for all files; it is made if it isn't there
    #[arg(long)]
    out: PathBuf,
    /// Another folder for the file that is yours: it is written once, if it isn't there
    #[arg(long)]
    user_dir: Option<PathBuf>,
    /// Only the driver of this target (dext, kext or kext-2022); otherwise each of the spec's, in
    /// folders of their own where there are several
    #[arg(long, value_parser = target)]
    target: Option<Target>,
    /// Write nothing, and fail if a file is missing or not what the spec makes
    #[arg(long)]
    check: bool,
    /// Print how long each stage took, on standard error
    #[arg(long)]
    timings: bool,
}

/// Runs the command: 0 for success, 1 for mistakes in the spec or stale files, 2 for wrong usage; `diff`
/// and `migrate` have codes of their own.
pub fn run() -> ExitCode {
    let arguments = Arguments::parse();
    let outcome = match arguments.command {
        Command::Check { spec } => check(spec),
        Command::Generate(arguments) => arguments.run(),
        Command::Diff(arguments) => return arguments.run(),
        Command::Migrate(arguments) => return arguments.run(),
        Command::Convert(arguments) => arguments.run(),
        Command::Import(arguments) => arguments.run(),
        Command::Iig(arguments) => arguments.run(),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{}", message.trim_end());
            ExitCode::FAILURE
        }
    }
}

fn check(spec: PathBuf) -> Result<(), String> {
    let mut sources = Sources::default();
    let interface = load(&spec, &mut sources).and_then(|id| read(&sources, id));
    interface.map(drop).map_err(|found| text(&sources, &found))
}

/// Prints what was asked for. Nobody may be there to read all of it.
fn print(text: &str) -> Result<(), String> {
    match std::io::stdout().write_all(text.as_bytes()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            Err(format!("can't print: {error}"))
        }
        _ => Ok(()),
    }
}

fn text(sources: &Sources, found: &[Diagnostic]) -> String {
    format!(
        "{}{}; nothing was written",
        render(sources, found, std::io::stderr().is_terminal()),
        counted(found)
    )
}

/// `3 mistakes`, `1 mistake and 2 warnings`.
fn counted(found: &[Diagnostic]) -> String {
    let warnings = found.iter().filter(|of| of.is_warning()).count();
    let counts = [(found.len() - warnings, "mistake"), (warnings, "warning")];
    let counts = counts.into_iter().filter(|(count, _)| *count > 0);
    let counts = counts.map(|(count, what)| match count {
        1 => format!("1 {what}"),
        _ => format!("{count} {what}s"),
    });
    counts.collect::<Vec<_>>().join(" and ")
}

/// A mistake about a file as a whole.
fn about(sources: &mut Sources, code: &'static Code, path: &Path, message: String) -> Diagnostic {
    let id = sources.add(path.display().to_string(), "");
    Diagnostic::new(code, Span::new(id, 0..0), message)
}

/// The target with this name.
fn target(name: &str) -> Result<Target, String> {
    let names = Target::ALL.map(Target::name).join(", ");
    Target::named(name).ok_or_else(|| format!("a target is one of {names}"))
}

/// A target that the spec doesn't have.
fn no_target(sources: &mut Sources, spec: &Path, has: &Interface, target: Target) -> Diagnostic {
    let has: Vec<_> = has.targets.iter().map(|of| of.name()).collect();
    let message = format!("the spec has no target {}", target.name());
    about(sources, &codes::NO_TARGET, spec, message).note(format!("it is for {}", has.join(", ")))
}

impl Generate {
    fn run(self) -> Result<(), String> {
        let mut timings = Timings::new(self.timings);
        let mut sources = Sources::default();
        let interface = load(&self.spec, &mut sources)
            .and_then(|id| read(&sources, id))
            .map_err(|found| text(&sources, &found))?;
        timings.stage("read and check");
        let files = match self.target {
            None => generate(&interface),
            Some(target) if interface.targets.contains(&target) => generate_for(&interface, target),
            Some(target) => {
                let missing = no_target(&mut sources, &self.spec, &interface, target);
                return Err(text(&sources, &[missing]));
            }
        };
        timings.stage("generate");
        let user = self.user_dir.unwrap_or_else(|| self.out.clone());
        let folders = Folders {
            generated: self.out,
            user,
        };
        if self.check {
            let stale = folders.stale(&files).map_err(|error| error.to_string())?;
            timings.stage("compare");
            if stale.is_empty() {
                return Ok(());
            }
            let found = stale.iter().map(|path| {
                let message = format!("{} is stale", path.display());
                about(&mut sources, &codes::STALE, path, message)
            });
            let found: Vec<_> = found.collect();
            return Err(text(&sources, &found));
        }
        let written = folders.write(&files).map_err(|error| {
            let found = about(&mut sources, &codes::OUTPUT, &error.path, error.to_string());
            text(&sources, &[found])
        })?;
        timings.stage("write");
        for path in written {
            println!("{}", path.display());
        }
        Ok(())
    }
}

impl Iig {
    fn run(self) -> Result<(), String> {
        let command = iig::command::Command {
            def: self.def,
            header: self.header,
            implementation: self.implementation,
            framework_name: self.framework_name,
            clang: self.clang,
        };
        let mut sources = Sources::default();
        let outcome = command.run(&mut sources, &mut iig::command::write_file);
        outcome.map_err(|failure| failure.text(&sources, std::io::stderr().is_terminal()))
    }
}

/// Prints how long the stages of a run take, when it is asked to.
struct Timings {
    enabled: bool,
    since: Instant,
}

impl Timings {
    fn new(enabled: bool) -> Self {
        Self {
            enabled,
            since: Instant::now(),
        }
    }

    fn stage(&mut self, name: &str) {
        if self.enabled {
            eprintln!("{name}: {:.2} ms", self.since.elapsed().as_secs_f64() * 1e3);
            self.since = Instant::now();
        }
    }
}
