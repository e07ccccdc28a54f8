//! Specs in the other language: YAML from Rust, and Rust from YAML.
//!
//! What is written comes from the spec as its author wrote it, so that a constant as a length stays
//! one, and a number keeps its digits. Comments that aren't documentation are lost.

mod names;
mod numbers;
mod rust;
mod words;
mod yaml;

use iigen_parser::codes;
use iigen_parser::diagnostic::Diagnostic;
use iigen_parser::span::Sources;
use iigen_parser::spec::Spec;

use crate::diff::compare;
use crate::{Whole, read_whole};

/// A language of specs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// YAML.
    Yaml,
    /// A module of Rust.
    Rust,
}

/// A spec as YAML, which nobody has read again.
pub(crate) fn yaml_text(spec: &Spec, sources: &Sources) -> Result<String, serde_yaml::Error> {
    yaml::write(spec, sources)
}

/// A spec in another language. It has been read again, and means the same; its text is among the
/// sources afterwards.
pub fn convert(
    whole: &Whole,
    sources: &mut Sources,
    to: Language,
) -> Result<String, Vec<Diagnostic>> {
    let (name, written) = match to {
        Language::Yaml => ("converted.yaml", yaml::write(&whole.spec, sources)),
        Language::Rust => ("converted.rs", Ok(rust::write(&whole.spec, sources))),
    };
    let refuse = |message: &str, note: &str| {
        let class = whole.spec.class.span;
        Diagnostic::new(&codes::CONVERT_MEANING, class, message).note(note)
    };
    let written =
        written.map_err(|error| vec![refuse("the spec can't be written", &error.to_string())])?;
    let id = sources.add(name, written.clone());
    // A mistake of the converted spec stands at a place that the user can't see without it.
    let again = read_whole(sources, id).map_err(|mut found| {
        found.insert(
            0,
            refuse("the converted spec has mistakes", "they are shown below"),
        );
        found
    })?;
    let differences = compare(whole, &again);
    if differences.is_empty() {
        return Ok(written);
    }
    let mut found = vec![refuse(
        "the converted spec would not mean the same",
        "the differences are shown below",
    )];
    found.extend(differences.into_iter().map(|of| of.diagnostic));
    Err(found)
}
