//! What tests do with dispatch tables in C++.
#![allow(dead_code, reason = "each test uses a part")]

use std::fs;
use std::path::Path;

use iigen::Whole;
use iigen::diagnostic::Diagnostic;
use iigen::import::import;
use iigen::render::render;
use iigen::span::Sources;
use iigen_parser::import::Options;

/// The text of a file.
pub(crate) fn text(path: &Path) -> String {
    fs::read_to_string(path).expect("the table can be read")
}

/// What is made of a source, and what is said about it.
pub(crate) struct Outcome {
    pub(crate) sources: Sources,
    pub(crate) yaml: Option<String>,
    pub(crate) found: Vec<Diagnostic>,
}

/// What becomes of a source, with options.
pub(crate) fn imported_with(name: &str, text: &str, options: &Options) -> Outcome {
    let mut sources = Sources::default();
    let id = sources.add(name, text);
    let (yaml, found) = import(&mut sources, &[], id, options);
    let is_wrong = found.iter().any(|of| !of.is_warning());
    assert_eq!(
        yaml.is_none(),
        is_wrong,
        "{name}: {}",
        render(&sources, &found, false)
    );
    Outcome {
        sources,
        yaml,
        found,
    }
}

/// What becomes of a source.
pub(crate) fn imported(name: &str, text: &str) -> Outcome {
    imported_with(name, text, &Options::default())
}

/// The spec of a table that has no mistakes.
pub(crate) fn whole(name: &str, text: &str) -> (String, Whole) {
    let Outcome {
        sources,
        yaml,
        found,
    } = imported(name, text);
    let Some(yaml) = yaml else {
        panic!("{}\n{text}", render(&sources, &found, false));
    };
    let mut sources = Sources::default();
    let id = sources.add("imported.yaml", yaml.as_str());
    let whole = iigen::read_whole(&sources, id)
        .unwrap_or_else(|found| panic!("{}", render(&sources, &found, false)));
    (yaml, whole)
}
