//! `iigen import`.

use std::collections::HashSet;
use std::io::IsTerminal as _;
use std::path::{Path, PathBuf};

use clap::Args;
use iigen_parser::codes;
use iigen_parser::diagnostic::Diagnostic;
use iigen_parser::import::{Options, includes};
use iigen_parser::render::render;
use iigen_parser::span::{SourceId, Sources};

use super::{about, counted, print, text};
use crate::files::write_if_missing;
use crate::import::import;
use crate::load;

#[derive(Args)]
pub(super) struct Import {
    /// The C++ file with the table
    table: PathBuf,
    /// The name of the table, where the file has several
    #[arg(long = "table", value_name = "NAME")]
    name: Option<String>,
    /// A file with enums, constants and structs that the table needs; those that it includes by `"…"` and
    /// that lie beside it are found
    #[arg(long, value_name = "FILE")]
    header: Vec<PathBuf>,
    /// The user client's class, if it isn't in the source
    #[arg(long)]
    class: Option<String>,
    /// The driver's class, which a client opens, if it isn't in the source
    #[arg(long)]
    provider: Option<String>,
    /// A macro of the compiler's command line, NAME or NAME=VALUE
    #[arg(short = 'D', value_name = "NAME[=VALUE]")]
    define: Vec<String>,
    /// A macro that isn't there
    #[arg(short = 'U', value_name = "NAME")]
    undefine: Vec<String>,
    /// The file to write, which must not be there yet; otherwise it is printed
    #[arg(long)]
    out: Option<PathBuf>,
}

impl Import {
    pub(super) fn run(self) -> Result<(), String> {
        let mut sources = Sources::default();
        let mut headers = Vec::new();
        let mut seen = HashSet::new();
        let outcome = self.read(&mut sources, &mut headers, &mut seen);
        let id = outcome.map_err(|found| text(&sources, &found))?;
        let defined = self.define.iter().map(|define| {
            let (name, value) = define.split_once('=').unwrap_or((define, "1"));
            (name.to_owned(), Some(value.to_owned()))
        });
        let undefined = self.undefine.iter().map(|name| (name.clone(), None));
        let options = Options {
            table: self.name,
            class: self.class,
            provider: self.provider,
            macros: defined.chain(undefined).collect(),
        };
        let (yaml, found) = import(&mut sources, &headers, id, &options);
        let Some(yaml) = yaml else {
            return Err(text(&sources, &found));
        };
        if !found.is_empty() {
            let color = std::io::stderr().is_terminal();
            eprintln!("{}{}", render(&sources, &found, color), counted(&found));
        }
        let Some(path) = self.out else {
            return print(&yaml);
        };
        let refused = match write_if_missing(&path, &yaml) {
            Ok(true) => {
                println!("{}", path.display());
                return Ok(());
            }
            Ok(false) => (
                &codes::IMPORT_EXISTS,
                format!("{} is there already", path.display()),
            ),
            Err(error) => (
                &codes::OUTPUT,
                format!("can't write {}: {error}", path.display()),
            ),
        };
        let found = about(&mut sources, refused.0, &path, refused.1);
        Err(text(&sources, &[found]))
    }

    /// Loads the headers, each once and behind those that it includes, and the table.
    fn read(
        &self,
        sources: &mut Sources,
        headers: &mut Vec<SourceId>,
        seen: &mut HashSet<PathBuf>,
    ) -> Result<SourceId, Vec<Diagnostic>> {
        let table = load(&self.table, sources)?;
        seen.insert(real(&self.table));
        for header in &self.header {
            if seen.insert(real(header)) {
                let id = load(header, sources)?;
                beside(header, id, sources, headers, seen);
                headers.push(id);
            }
        }
        beside(&self.table, table, sources, headers, seen);
        Ok(table)
    }
}

/// The file that a path leads to.
fn real(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| path.to_owned())
}

/// Loads what a file includes and what lies beside it. One that can't be read is one that isn't there: if it is
/// needed, that is said where.
fn beside(
    path: &Path,
    id: SourceId,
    sources: &mut Sources,
    headers: &mut Vec<SourceId>,
    seen: &mut HashSet<PathBuf>,
) {
    let folder = path.parent().unwrap_or(Path::new(""));
    let names = sources.get(id).text.clone();
    for name in includes(&names) {
        let header = folder.join(name);
        if header.is_file()
            && seen.insert(real(&header))
            && let Ok(of) = load(&header, sources)
        {
            beside(&header, of, sources, headers, seen);
            headers.push(of);
        }
    }
}
