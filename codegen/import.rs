//! Specs of dispatch tables in C++.

use std::collections::HashMap;

use iigen_parser::codes;
use iigen_parser::diagnostic::Diagnostic;
use iigen_parser::import::{self, Comment, Imported, Options, Place};
use iigen_parser::span::{SourceId, Sources, Span};

use crate::{convert, read_whole};

/// The YAML of the table in the source `id`, and what is to be said about it: warnings, if there is YAML. It has
/// been read again, and has the rows of the table.
pub fn import(
    sources: &mut Sources,
    headers: &[SourceId],
    id: SourceId,
    options: &Options,
) -> (Option<String>, Vec<Diagnostic>) {
    let (imported, mut found) = import::import(sources, headers, id, options);
    let Some(imported) = imported else {
        return (None, found);
    };
    match written(&imported, sources, id) {
        Ok(text) => (Some(text), found),
        Err(mistakes) => {
            found.extend(mistakes);
            (None, found)
        }
    }
}

fn written(
    imported: &Imported,
    sources: &mut Sources,
    id: SourceId,
) -> Result<String, Vec<Diagnostic>> {
    let text = convert::yaml_text(&imported.spec, sources);
    let text = text.map_err(|error| {
        let start = Span::new(id, 0..0);
        let message = "the spec can't be written";
        vec![Diagnostic::new(&codes::IMPORT_MEANING, start, message).note(error.to_string())]
    })?;
    let text = with_comments(&text, &imported.comments);
    let again = sources.add("imported.yaml", text.clone());
    let whole = read_whole(sources, again)?;
    let differences = imported.differences(&whole.interface);
    if differences.is_empty() {
        Ok(text)
    } else {
        Err(differences)
    }
}

/// Puts comments in front of the lines that they are about.
fn with_comments(text: &str, comments: &[Comment]) -> String {
    let mut places: HashMap<(&str, &str), Vec<&str>> = HashMap::new();
    for Comment { place, text } in comments {
        let place = match place {
            Place::Key(key) => ("", *key),
            Place::Type(name) => ("types", name.as_str()),
            Place::Method(name) => ("methods", name.as_str()),
        };
        places.entry(place).or_default().push(text);
    }
    let mut whole = String::with_capacity(text.len() + text.len() / 4);
    let mut section = "";
    for line in text.lines() {
        let inner = line.trim_start_matches(' ');
        let indent = line.len() - inner.len();
        // Only keys stand that far left; texts of several lines stand further right.
        let key = inner.split_once(':').map(|of| of.0);
        let of = match (indent, key) {
            (0, Some(key)) => {
                section = key;
                places.remove(&("", key))
            }
            (2, Some(key)) => places.remove(&(section, key)),
            _ => None,
        };
        for comment in of.into_iter().flatten() {
            whole.push_str(&format!("{}# {comment}\n", " ".repeat(indent)));
        }
        whole.push_str(line);
        whole.push('\n');
    }
    whole
}
