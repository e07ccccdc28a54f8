//! Specs, by their kind.

use std::path::Path;

use iigen_parser::codes;
use iigen_parser::diagnostic::{Diagnostic, Diagnostics};
use iigen_parser::interface::Interface;
use iigen_parser::span::{SourceId, Sources, Span};
use iigen_parser::spec::Spec;
use iigen_parser::{check, rust, yaml};

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
