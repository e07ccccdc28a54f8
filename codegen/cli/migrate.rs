//! `iigen migrate`.

use std::io::IsTerminal as _;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use iigen_parser::render;
use iigen_parser::span::Sources;

use super::{print, target};
use crate::migrate::{Verdict, migrate, origin, render as report};
use crate::{Target, load, read_whole};

#[derive(Args)]
pub(super) struct Migrate {
    /// The spec: a .yaml file, or a .rs file with a #[user_client] module
    spec: PathBuf,
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
                let found = migrate(&whole, &sources, self.to)?;
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
