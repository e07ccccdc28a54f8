//! The command line of `iigen iig`, which is that of Apple's `iig`.

use std::io;
use std::path::{Path, PathBuf};

use iigen_parser::diagnostic::Diagnostic;
use iigen_parser::iig::Defines;
use iigen_parser::render::render;
use iigen_parser::span::Sources;

use super::search::SearchPath;
use super::{Options, compile};

/// What `iigen iig` is asked to do.
#[derive(Clone, Debug)]
pub struct Command {
    /// `--def`: the `.iig` file.
    pub def: PathBuf,
    /// `--header`: where the header goes.
    pub header: PathBuf,
    /// `--impl`: where the implementation goes.
    pub implementation: PathBuf,
    /// `--framework-name`
    pub framework_name: Option<String>,
    /// What follows `--`: arguments of clang, of which those that find files and define macros
    /// matter.
    pub clang: Vec<String>,
}

/// Why the command failed.
#[derive(Debug)]
pub enum Failure {
    /// Mistakes in the files.
    Mistakes(Vec<Diagnostic>),
    /// A file that could not be written.
    Write {
        /// Which.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
}

impl Failure {
    /// The failure as a text to print; `color` for a terminal.
    pub fn text(&self, sources: &Sources, color: bool) -> String {
        match self {
            Self::Mistakes(found) => render(sources, found, color),
            Self::Write { path, error } => format!("can't write {}: {error}", path.display()),
        }
    }
}

impl Command {
    /// Does it all: reads, compiles, and hands each output to `write`; nothing is written if
    /// there is a mistake. The sources of mistakes are in `sources` afterwards.
    pub fn run(
        &self,
        sources: &mut Sources,
        write: &mut dyn FnMut(&Path, &str) -> io::Result<()>,
    ) -> Result<(), Failure> {
        let (defines, mut search) = read_arguments(&self.clang);
        let options = Options {
            framework_name: self.framework_name.clone(),
            defines,
        };
        let id = crate::load(&self.def, sources).map_err(Failure::Mistakes)?;
        let output = compile(sources, id, &options, &mut search).map_err(Failure::Mistakes)?;
        for (path, text) in [
            (&self.header, &output.header),
            (&self.implementation, &output.implementation),
        ] {
            if path.as_path() == Path::new("/dev/null") {
                continue;
            }
            write(path, text).map_err(|error| Failure::Write {
                path: path.clone(),
                error,
            })?;
        }
        Ok(())
    }
}

/// Writes a file whole, unless it has the text already.
pub fn write_file(path: &Path, text: &str) -> io::Result<()> {
    crate::write_if_changed(path, text).map(drop)
}

/// The macros and folders that clang's arguments name; all others mean nothing here.
fn read_arguments(arguments: &[String]) -> (Defines, SearchPath) {
    let mut defines = Defines::default();
    let mut search = SearchPath::default();
    let mut rest = arguments.iter().map(String::as_str);
    while let Some(argument) = rest.next() {
        let Some((option, joined)) = option_of(argument) else {
            continue;
        };
        let Some(value) = (if joined.is_empty() {
            rest.next()
        } else {
            Some(joined)
        }) else {
            break;
        };
        match option {
            "-D" => {
                let (name, value) = value.split_once('=').unwrap_or((value, "1"));
                defines.define(name, value);
            }
            "-U" => defines.undefine(value),
            "-I" | "-iquote" => search.folders.push(PathBuf::from(value)),
            "-F" => search.frameworks.push(PathBuf::from(value)),
            "-iframework" => search.system_frameworks.push(PathBuf::from(value)),
            "-isysroot" => search.add_sdk(Path::new(value)),
            _ => search.system_folders.push(PathBuf::from(value)),
        }
    }
    (defines, search)
}

/// The option that an argument begins with, and what is joined to it.
fn option_of(argument: &str) -> Option<(&'static str, &str)> {
    let options = [
        "-isystem",
        "-isysroot",
        "-iframework",
        "-iquote",
        "-idirafter",
        "-D",
        "-U",
        "-I",
        "-F",
    ];
    options
        .into_iter()
        .find_map(|option| Some((option, argument.strip_prefix(option)?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_of_clang() {
        let arguments = [
            "-x",
            "c++",
            "-DONE",
            "-D",
            "TWO=2",
            "-Iinclude",
            "-I",
            "more",
            "-isystem",
            "sys",
            "-F",
            "fw",
            "-isysroot",
            "sdk",
            "-fno-rtti",
            "-I",
        ];
        let (_, search) = read_arguments(&arguments.map(str::to_owned));
        assert_eq!(
            search.folders,
            [PathBuf::from("include"), PathBuf::from("more")]
        );
        assert_eq!(search.frameworks, [PathBuf::from("fw")]);
        assert_eq!(search.system_folders[0], PathBuf::from("sys"));
        assert_eq!(search.system_folders[1], PathBuf::from("sdk/usr/include"));
    }
}
