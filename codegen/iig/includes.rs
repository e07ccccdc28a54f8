//! What a file includes: the classes and types that it can refer to.

use std::collections::HashSet;

use iigen_parser::diagnostic::Diagnostic;
use iigen_parser::iig::ast::{File, Include};
use iigen_parser::iig::world::World;
use iigen_parser::iig::{Defines, parse_with};
use iigen_parser::span::Sources;

/// How many files one file may include, directly or not.
const MAX_FILES: usize = 4096;

/// Where included files come from.
pub trait Includes {
    /// The file that `include` names in the file `from`, if it's there.
    fn read(&mut self, include: &Include, from: &str) -> Option<Included>;
}

/// A file that was found.
#[derive(Clone, Debug)]
pub struct Included {
    /// Its path: the same for the same file.
    pub name: String,
    /// Its text.
    pub text: String,
    /// It belongs to an SDK: mistakes in it are nobody's to mend, so that it's left out instead.
    pub system: bool,
}

/// Nothing is found: only Apple's classes are known.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoIncludes;

impl Includes for NoIncludes {
    fn read(&mut self, _: &Include, _: &str) -> Option<Included> {
        None
    }
}

/// The world that `file` sees through its includes, without itself.
pub(super) fn world(
    sources: &mut Sources,
    file: &File,
    defines: &Defines,
    includes: &mut dyn Includes,
) -> Result<World, Vec<Diagnostic>> {
    let mut world = World::default();
    let mut mistakes = Vec::new();
    let mut seen = HashSet::new();
    // A superclass may be added after its subclass: nothing looks before all are there.
    let mut waiting = found(file, &sources.get(file.source).name, includes);
    while let Some((included, is_iig)) = waiting.pop() {
        if seen.len() >= MAX_FILES || !seen.insert(included.name.clone()) {
            continue;
        }
        let id = sources.add(included.name, included.text);
        match parse_with(sources, id, defines) {
            Ok(found_file) => {
                if is_iig {
                    world.add(&found_file);
                } else {
                    world.add_declarations(&found_file);
                }
                waiting.extend(found(&found_file, &sources.get(id).name, includes));
            }
            // A header is C++, of which the grammar knows only what an .iig needs.
            Err(_) if included.system || !is_iig => {}
            Err(found) => mistakes.extend(found),
        }
    }
    if mistakes.is_empty() {
        Ok(world)
    } else {
        Err(mistakes)
    }
}

fn found(file: &File, name: &str, includes: &mut dyn Includes) -> Vec<(Included, bool)> {
    let read = |include| Some((includes.read(include, name)?, include.is_iig()));
    file.includes.iter().rev().filter_map(read).collect()
}
