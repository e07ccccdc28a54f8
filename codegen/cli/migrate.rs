//! `iigen migrate`.

use std::io::IsTerminal as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use iigen_parser::codes;
use iigen_parser::diagnostic::Diagnostic;
use iigen_parser::render;
use iigen_parser::span::{SourceId, Sources, Span};

use super::{print, target};
use crate::migrate::{Verdict, migrate, origin, render as report};
use crate::{Target, load, read_whole};

#[derive(Args)]
pub(super) struct Migrate {
    /// The spec: a .yaml file, or a .rs file with a #[user_client] module
    spec: PathBuf,
    /// The kext's own C++ files, in which names of the kernel's are looked for
    code: Vec<PathBuf>,
    /// What the driver becomes: dext, kext or kext-2022
    #[arg(long, value_parser = target)]
    to: Target,
}

impl Migrate {
    pub(super) fn run(self) -> ExitCode {
        let mut sources = Sources::default();
        let outcome = load(&self.spec, &mut sources)
            .and_then(|id| read_whole(&sources, id))
            .and_then(|whole| {
                let code = load_all(&self.code, &mut sources)?;
                let found = migrate(&whole, &sources, self.to, &code)?;
                let from = origin(&whole, self.to)?;
                let is_whole = found.iter().all(|of| of.verdict != Verdict::Cant);
                Ok((report(&sources, &found, from, self.to), is_whole))
            });
        let (text, is_whole) = match outcome {
            Ok(outcome) => outcome,
            Err(mistakes) => {
                let color = std::io::stderr().is_terminal();
                let text = render::render(&sources, &mistakes, color);
                eprintln!("{text}nothing was looked at");
                return ExitCode::from(2);
            }
        };
        match print(&text) {
            Ok(()) => ExitCode::from(u8::from(!is_whole)),
            Err(message) => {
                eprintln!("{message}");
                ExitCode::from(2)
            }
        }
    }
}

fn is_spec(path: &Path) -> bool {
    let extension = path.extension().and_then(|of| of.to_str());
    matches!(extension, Some("yaml" | "yml" | "rs"))
}

/// All of them, or all that is wrong with any.
fn load_all(paths: &[PathBuf], sources: &mut Sources) -> Result<Vec<SourceId>, Vec<Diagnostic>> {
    let mut ids = Vec::new();
    let mut found = Vec::new();
    for path in paths {
        match load(path, sources) {
            Ok(id) if is_spec(path) => {
                let message = format!("{} is a spec, and no C++", path.display());
                let mistake = Diagnostic::new(&codes::MIGRATE_CODE, Span::new(id, 0..0), message);
                found.push(mistake.note("each spec has a list of its own: name them one by one"));
            }
            Ok(id) => ids.push(id),
            Err(mut mistakes) => found.append(&mut mistakes),
        }
    }
    if found.is_empty() {
        Ok(ids)
    } else {
        Err(found)
    }
}
