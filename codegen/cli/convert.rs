//! `iigen convert`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use iigen_parser::codes;
use iigen_parser::span::Sources;
use iigen_parser::spec::Language as SpecLanguage;

use super::{about, print, text};
use crate::convert::{Language, convert};
use crate::files::write_if_missing;
use crate::{load, read_whole};

#[derive(Args)]
pub(super) struct Convert {
    /// The spec: a .yaml file, or a .rs file with a #[user_client] module
    spec: PathBuf,
    /// The language to write; the other one, unless it is said
    #[arg(long, value_enum)]
    to: Option<To>,
    /// The file to write, which must not be there yet; otherwise it is printed
    #[arg(long)]
    out: Option<PathBuf>,
}

#[derive(Clone, Copy, ValueEnum)]
enum To {
    Yaml,
    Rust,
}

impl Convert {
    pub(super) fn run(self) -> Result<(), String> {
        let mut sources = Sources::default();
        let whole = load(&self.spec, &mut sources)
            .and_then(|id| read_whole(&sources, id))
            .map_err(|found| text(&sources, &found))?;
        let is_rust = whole.spec.language == SpecLanguage::Rust;
        let to = match self.to {
            Some(To::Yaml) => Language::Yaml,
            Some(To::Rust) => Language::Rust,
            None if is_rust => Language::Yaml,
            None => Language::Rust,
        };
        let written = convert(&whole, &mut sources, to).map_err(|found| text(&sources, &found))?;
        let Some(path) = self.out else {
            return print(&written);
        };
        match write_if_missing(&path, &written) {
            Ok(true) => {
                println!("{}", path.display());
                Ok(())
            }
            Ok(false) => {
                let message = format!("{} is there already", path.display());
                let found = about(&mut sources, &codes::CONVERT_EXISTS, &path, message);
                Err(text(&sources, &[found]))
            }
            Err(error) => {
                let message = format!("can't write {}: {error}", path.display());
                let found = about(&mut sources, &codes::OUTPUT, &path, message);
                Err(text(&sources, &[found]))
            }
        }
    }
}
