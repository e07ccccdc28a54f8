//! `iigen diff`.

use std::io::IsTerminal as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use iigen_parser::diagnostic::Diagnostic;
use iigen_parser::digest::Digests;
use iigen_parser::render::render;
use iigen_parser::span::Sources;

use super::print;
use crate::diff::{Difference, Level, compare};
use crate::{Whole, load, read_whole};

#[derive(Args)]
pub(super) struct Diff {
    /// The one spec: a .yaml file, or a .rs file with a #[user_client] module
    first: PathBuf,
    /// The other
    second: PathBuf,
    /// The weakest differences that count; those that don't are only counted
    #[arg(long, value_enum, default_value_t = Depth::Source)]
    level: Depth,
}

/// How deep the comparison goes.
#[derive(Clone, Copy, ValueEnum)]
enum Depth {
    /// What goes over the wire: whether a client and a driver of the two understand each other
    Wire,
    /// Also names: whether code for the one works with the other
    Source,
    /// Also documentation, reserved selectors and what is frozen
    All,
}

impl Diff {
    pub(super) fn run(self) -> ExitCode {
        let mut sources = Sources::default();
        let (first, second) = match (
            read(&self.first, &mut sources),
            read(&self.second, &mut sources),
        ) {
            (Ok(first), Ok(second)) => (first, second),
            (first, second) => {
                let mistakes = [first.err(), second.err()].into_iter().flatten();
                let mistakes: Vec<_> = mistakes.flatten().collect();
                let color = std::io::stderr().is_terminal();
                eprintln!("{}nothing was compared", render(&sources, &mistakes, color));
                return ExitCode::from(2);
            }
        };
        let level = match self.level {
            Depth::Wire => Level::Wire,
            Depth::Source => Level::Source,
            Depth::All => Level::Text,
        };
        let (told, untold): (Vec<_>, Vec<_>) = compare(&first, &second)
            .into_iter()
            .partition(|difference| difference.level <= level);
        let outcome = if told.is_empty() {
            let digest = Digests::of(&first.interface.types).interface(&first.interface);
            format!(
                "{} and {} mean the same: the interface {digest:#018x}",
                self.first.display(),
                self.second.display()
            )
        } else {
            let found: Vec<_> = told.iter().map(|of| of.diagnostic.clone()).collect();
            let color = std::io::stdout().is_terminal();
            format!("{}{}", render(&sources, &found, color), summary(&told))
        };
        match print(&format!("{outcome}{}\n", silent(&untold))) {
            Ok(()) => ExitCode::from(u8::from(!told.is_empty())),
            Err(message) => {
                eprintln!("{message}");
                ExitCode::from(2)
            }
        }
    }
}

fn read(path: &Path, sources: &mut Sources) -> Result<Whole, Vec<Diagnostic>> {
    load(path, sources).and_then(|id| read_whole(sources, id))
}

/// "2 differences: 1 wire, 1 source".
fn summary(found: &[Difference]) -> String {
    let all = match found.len() {
        1 => "1 difference".to_owned(),
        count => format!("{count} differences"),
    };
    format!("{all}: {}", counts(found))
}

/// What isn't shown.
fn silent(found: &[Difference]) -> String {
    if found.is_empty() {
        return String::new();
    }
    format!(" (not counting {}: see --level)", counts(found))
}

fn counts(found: &[Difference]) -> String {
    let levels = [Level::Wire, Level::Source, Level::Text];
    let counts = levels.iter().filter_map(|level| {
        let count = found.iter().filter(|of| of.level == *level).count();
        (count > 0).then(|| format!("{count} {}", level.word()))
    });
    counts.collect::<Vec<_>>().join(", ")
}
