//! `iigen import`.

use std::io::IsTerminal as _;
use std::path::PathBuf;

use clap::Args;
use iigen_parser::codes;
use iigen_parser::diagnostic::Diagnostic;
use iigen_parser::import::Options;
use iigen_parser::render::render;
use iigen_parser::span::Sources;

use super::headers::Headers;
use super::{about, counted, print, text};
use crate::files::write_if_missing;
use crate::import::import;

/// How many headers that weren't found are named.
const MOST_NAMED: usize = 6;

#[derive(Args)]
pub(super) struct Import {
    /// The C++ file with the table
    table: PathBuf,
    /// The name of the table, where the file has several
    #[arg(long = "table", value_name = "NAME")]
    name: Option<String>,
    /// A file with enums, constants and structs that the table needs; those that it includes by `"…"` are
    /// found beside it and in its project
    #[arg(long, value_name = "FILE")]
    header: Vec<PathBuf>,
    /// The user client's class, if it isn't in the source
    #[arg(long)]
    class: Option<String>,
    /// The driver's class, which a client opens, if it isn't in the source
    #[arg(long)]
    provider: Option<String>,
    /// A macro of the compiler's command line, NAME or NAME=VALUE
    #[arg(short = 'D', value_name = "NAME[=VALUE]", value_parser = defined)]
    define: Vec<(String, String)>,
    /// A macro that isn't there
    #[arg(short = 'U', value_name = "NAME", value_parser = macro_name)]
    undefine: Vec<String>,
    /// The file to write, which must not be there yet; otherwise it is printed
    #[arg(long)]
    out: Option<PathBuf>,
}

impl Import {
    pub(super) fn run(self) -> Result<(), String> {
        let mut sources = Sources::default();
        let defined = self.define.into_iter();
        let defined = defined.map(|(name, value)| (name, Some(value)));
        let undefined = self.undefine.into_iter().map(|name| (name, None));
        let options = Options {
            table: self.name,
            class: self.class,
            provider: self.provider,
            macros: defined.chain(undefined).collect(),
        };
        let outcome = Headers::read(&self.table, &self.header, &options, &mut sources);
        let (id, headers, missing) = match outcome {
            Ok((id, Headers { ids, missing, .. })) => (id, ids, missing),
            Err(found) => return Err(text(&sources, &found)),
        };
        let (yaml, found) = import(&mut sources, &headers, id, &options);
        let found = with_missing(found, &missing);
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
}

/// `NAME`, or `NAME=VALUE`.
fn defined(text: &str) -> Result<(String, String), String> {
    let (name, value) = text.split_once('=').unwrap_or((text, "1"));
    Ok((macro_name(name)?, value.to_owned()))
}

/// The name of a macro.
fn macro_name(text: &str) -> Result<String, String> {
    let is_word = |of: char| of.is_alphanumeric() || of == '_' || of == '$';
    let begins = text.starts_with(|of: char| is_word(of) && !of.is_numeric());
    if begins && text.chars().all(is_word) {
        Ok(text.to_owned())
    } else {
        Err("a macro has a name of letters, digits and underscores".to_owned())
    }
}

/// Says which headers weren't found, where one of them may have what isn't known.
fn with_missing(found: Vec<Diagnostic>, missing: &[String]) -> Vec<Diagnostic> {
    let mut names: Vec<_> = missing.iter().map(|name| format!("`{name}`")).collect();
    if names.len() > MOST_NAMED {
        let more = names.len() - MOST_NAMED;
        names.truncate(MOST_NAMED);
        names.push(format!("{more} more"));
    }
    let mut note = Some(format!("not found: {}", names.join(", "))).filter(|_| !names.is_empty());
    let needs = |of: &Diagnostic| [&codes::IMPORT_VALUE, &codes::IMPORT_TYPE].contains(&of.code);
    let each = found
        .into_iter()
        .map(|of| match note.take_if(|_| needs(&of)) {
            Some(note) => of.note(note),
            None => of,
        });
    each.collect()
}
