//! The `.iig` language: DriverKit's classes, whose methods become messages between processes.
//!
//! [`parse`] reads one file; [`check`](check::check) gives it a meaning, with what it includes and
//! with Apple's own classes.

mod apple;
pub mod ast;
mod canonical;
pub mod check;
mod classify;
pub(crate) mod condition;
mod declarations;
mod defines;
mod documentation;
mod grammar;
mod id;
pub mod model;
mod read;
mod scan;
mod types;
pub mod world;

pub use declarations::{Declaration, Declarations};
pub use defines::Defines;

use ast::File;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::span::{SourceId, Sources};

/// Reads a file, as iig sees it without further macros.
pub fn parse(sources: &Sources, id: SourceId) -> Result<File, Vec<Diagnostic>> {
    parse_with(sources, id, &Defines::default())
}

/// Reads a file under the macros of a command line.
pub fn parse_with(
    sources: &Sources,
    id: SourceId,
    defines: &Defines,
) -> Result<File, Vec<Diagnostic>> {
    let text = sources.get(id).text.as_str();
    let scan = scan::scan(id, text, defines.clone())?;
    let items = grammar::items(id, &scan.text)?;
    let mut reader = read::Reader {
        source: id,
        text,
        comments: &scan.comments,
        declarations: Declarations::default(),
        classes: Vec::new(),
        diagnostics: Diagnostics::default(),
        refused: false,
    };
    reader.items(items);
    reader.diagnostics.propagate()?;
    Ok(File {
        source: id,
        includes: scan.includes,
        declarations: reader.declarations,
        classes: reader.classes,
    })
}
