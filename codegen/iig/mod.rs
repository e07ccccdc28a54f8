//! `iigen iig`: the header and the implementation of an `.iig` file.
//!
//! [`compile`] is pure but for the files that it includes; [`command`] does what the command line
//! says.

mod carrier;
mod class;
pub mod command;
mod header;
mod implementation;
mod includes;
mod message;
mod names;
mod search;

pub use includes::{Included, Includes, NoIncludes};
pub use search::SearchPath;

use iigen_parser::diagnostic::Diagnostic;
use iigen_parser::iig::{Defines, check, parse_with};
use iigen_parser::span::{SourceId, Sources};

/// What a command line says besides files.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The framework that the class belongs to: its header is included as `<Framework/F.h>`.
    pub framework_name: Option<String>,
    /// Macros.
    pub defines: Defines,
}

/// What is made of an `.iig` file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Output {
    /// `F.h`
    pub header: String,
    /// `F.iig.cpp`
    pub implementation: String,
}

/// Makes the header and the implementation of the file `id`. What it includes is added to
/// `sources`, so that mistakes can point there.
pub fn compile(
    sources: &mut Sources,
    id: SourceId,
    options: &Options,
    includes: &mut dyn Includes,
) -> Result<Output, Vec<Diagnostic>> {
    let file = parse_with(sources, id, &options.defines)?;
    let mut world = includes::world(sources, &file, &options.defines, includes)?;
    world.add(&file);
    let unit = check::check(&file, &world)?;
    let source = sources.get(id);
    let name = names::file_name(&source.name);
    let classes: Vec<_> = unit.classes.iter().map(class::View::new).collect();
    Ok(Output {
        header: header::emit(name, &source.text, &unit, &classes),
        implementation: implementation::emit(name, &source.text, options, &unit, &classes),
    })
}
