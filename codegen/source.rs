//! Specs in files.

use std::io::Read as _;
use std::path::Path;

use iigen_parser::codes;
use iigen_parser::diagnostic::{Diagnostic, Diagnostics};
use iigen_parser::interface::Interface;
use iigen_parser::span::{SourceId, Sources, Span};
use iigen_parser::spec::Spec;
use iigen_parser::{check, rust, yaml};

/// No spec is larger; a file that is has been named by mistake.
const MAX_SIZE: u64 = 16 << 20;

/// Reads a file whole; what is wrong with it is a diagnostic.
pub fn load(path: &Path, sources: &mut Sources) -> Result<SourceId, Vec<Diagnostic>> {
    let name = path.display().to_string();
    let mut bytes = Vec::new();
    let outcome =
        std::fs::File::open(path).and_then(|file| file.take(MAX_SIZE + 1).read_to_end(&mut bytes));
    let refuse = |sources: &mut Sources, code, message: String| {
        let id = sources.add(name.clone(), "");
        Err(vec![Diagnostic::new(code, Span::new(id, 0..0), message)])
    };
    if let Err(error) = outcome {
        return refuse(
            sources,
            &codes::UNREADABLE,
            format!("can't read {name}: {error}"),
        );
    }
    if bytes.len() as u64 > MAX_SIZE {
        return refuse(
            sources,
            &codes::TOO_LARGE,
            format!("{name} is larger than 16 MiB"),
        );
    }
    match String::from_utf8(bytes) {
        Ok(text) => Ok(sources.add(name, text)),
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            refuse(
                sources,
                &codes::NOT_UTF8,
                format!("{name} is not UTF-8: see its byte {at}"),
            )
        }
    }
}

/// Reads and checks a spec: YAML, or a module of Rust, by the ending of its file's name.
pub fn read(sources: &Sources, id: SourceId) -> Result<Interface, Vec<Diagnostic>> {
    read_whole(sources, id).map(|whole| whole.interface)
}

/// A spec that has been checked: as it was written, and what it means.
#[derive(Debug)]
pub struct Whole {
    /// As it was written.
    pub spec: Spec,
    /// What it means.
    pub interface: Interface,
}

/// Reads and checks a spec, and keeps what was written beside what it means.
pub fn read_whole(sources: &Sources, id: SourceId) -> Result<Whole, Vec<Diagnostic>> {
    let source = sources.get(id);
    let mut found = Diagnostics::default();
    let spec = match Path::new(&source.name)
        .extension()
        .and_then(|ending| ending.to_str())
    {
        Some("yaml" | "yml") => yaml::parse(&source.text, id, &mut found),
        Some("rs") => rust::parse(&source.text, id, &mut found),
        _ => {
            let span = Span::new(id, 0..0);
            let message = format!("{} is neither .yaml nor .rs", source.name);
            found.push(Diagnostic::new(&codes::SOURCE_KIND, span, message));
            None
        }
    };
    match spec {
        Some(spec) => {
            let interface = check::check(&spec, found)?;
            Ok(Whole { spec, interface })
        }
        None => Err(found.into_sorted()),
    }
}
