//! The cases, and what tests do with them.
#![allow(dead_code, reason = "each test uses a part")]

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use iigen::diagnostic::Diagnostic;
use iigen::span::Sources;
use iigen::{Interface, OutputFile};
use iigen_parser::codes::{self, Code};

/// Mistakes that no text of a spec has: those of files and outputs, and differences of two specs, which
/// are in tests/diff.
pub(crate) const NOT_OF_A_SPEC: &[&Code] = &[
    &codes::UNREADABLE,
    &codes::NOT_UTF8,
    &codes::TOO_LARGE,
    &codes::SOURCE_KIND,
    &codes::OUTPUT,
    &codes::STALE,
    &codes::NO_TARGET,
    &codes::CONVERT_EXISTS,
    &codes::CONVERT_MEANING,
    &codes::DIFF_INTERFACE,
    &codes::DIFF_METHOD,
    &codes::DIFF_SCALAR,
    &codes::DIFF_STRUCTURE,
    &codes::DIFF_COMPLETION,
    &codes::DIFF_TYPE,
    &codes::DIFF_MEMORY,
    &codes::DIFF_CONSTANT,
    &codes::DIFF_CALLBACK,
    &codes::DIFF_TEXT,
    &codes::MIGRATE_TARGET,
    &codes::MIGRATE_CODE,
];

/// A spec and its outputs: a folder of tests/cases.
pub(crate) struct Case {
    /// The folder's name.
    pub(crate) name: String,
    /// The folder.
    pub(crate) folder: PathBuf,
}

impl Case {
    /// The spec's file.
    pub(crate) fn spec(&self) -> PathBuf {
        self.folder.join("spec.yaml")
    }

    /// The spec's text.
    pub(crate) fn text(&self) -> String {
        fs::read_to_string(self.spec()).expect("the spec can be read")
    }

    /// What the spec means; panics with its mistakes.
    pub(crate) fn interface(&self) -> Interface {
        let mut sources = Sources::default();
        read(
            &mut sources,
            &format!("{}/spec.yaml", self.name),
            &self.text(),
        )
        .unwrap_or_else(|found| panic!("{}", iigen::render::render(&sources, &found, false)))
    }

    /// The files that iigen makes of it.
    pub(crate) fn outputs(&self) -> Vec<OutputFile> {
        iigen::generate(&self.interface())
    }
}

/// All cases, by name.
pub(crate) fn cases() -> Vec<Case> {
    let mut folders = entries(&root().join("tests/cases"));
    folders.retain(|folder| folder.is_dir());
    assert!(folders.len() >= 10, "the cases are in tests/cases");
    let case = |folder: PathBuf| Case {
        name: file_name(&folder),
        folder,
    };
    folders.into_iter().map(case).collect()
}

/// Reads and checks a spec that is in no file.
pub(crate) fn read(
    sources: &mut Sources,
    name: &str,
    text: &str,
) -> Result<Interface, Vec<Diagnostic>> {
    let id = sources.add(name, text);
    iigen::read(sources, id)
}

/// The folder of the workspace.
pub(crate) fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// What a folder holds, sorted.
pub(crate) fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("the folder can be read");
    let mut entries: Vec<_> = entries
        .map(|entry| entry.expect("it can be read").path())
        .collect();
    entries.sort();
    entries
}

/// The last part of a path.
pub(crate) fn file_name(path: &Path) -> String {
    let name = path.file_name().expect("it has a name");
    name.to_string_lossy().into_owned()
}

/// Whether a program is here. If not, says that what needs it is skipped, which
/// `IIGEN_NO_SKIP` forbids.
pub(crate) fn have(program: &str) -> bool {
    let output = Command::new(program).arg("--version").output();
    let found = output.is_ok_and(|output| output.status.success());
    if !found {
        let message = format!("SKIPPED: {program} is not installed; what it checks is not checked");
        assert!(std::env::var_os("IIGEN_NO_SKIP").is_none(), "{message}");
        // Not `eprintln!`, which a passing test keeps to itself.
        let _ = writeln!(std::io::stderr(), "{message}");
    }
    found
}

/// Runs a command that must succeed.
pub(crate) fn run(command: &mut Command) -> Output {
    let output = command
        .output()
        .unwrap_or_else(|error| panic!("{command:?}: {error}"));
    assert!(
        output.status.success(),
        "{command:?}: {}\n{}{}",
        output.status,
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
    output
}
