//! Compilers and what the tests do with them.
#![allow(dead_code, reason = "each test uses a part")]

use std::{
    ffi::OsString,
    io::Write as _,
    path::{Path, PathBuf},
    process::{Command, Output},
};

/// The C++ compiler of this host.
pub(crate) fn host_compiler() -> OsString {
    std::env::var_os("CXX").unwrap_or_else(|| "c++".into())
}

/// Whether a program is here. If not, says that what needs it is skipped, which `IIGEN_NO_SKIP`
/// forbids.
pub(crate) fn have(program: &str) -> bool {
    let found = Command::new(program)
        .arg("--version")
        .output()
        .is_ok_and(|output| output.status.success());
    if !found {
        let message = format!("SKIPPED: {program} is not installed; what it checks is not checked");
        assert!(std::env::var_os("IIGEN_NO_SKIP").is_none(), "{message}");
        // Not `eprintln!`, which a passing test keeps to itself.
        let _ = writeln!(std::io::stderr(), "{message}");
    }
    found
}

pub(crate) fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The files of a folder of the crate with an ending, sorted.
pub(crate) fn files(folder: &str, extension: &str) -> Vec<PathBuf> {
    let mut files: Vec<_> = std::fs::read_dir(root().join(folder))
        .expect("the folder is there")
        .map(|entry| entry.expect("it can be read").path())
        .filter(|path| path.extension().is_some_and(|is| is == extension))
        .collect();
    files.sort();
    assert!(!files.is_empty(), "{folder} has .{extension} files");
    files
}

/// The C++ files of a folder of the crate as two files in another one, as its build script makes such:
/// most of the time goes into the headers of C++, which each file would read again.
pub(crate) fn units(folder: &str, to: &Path) -> [PathBuf; 2] {
    let sources = files(folder, "cpp");
    let (one, other) = sources.split_at(sources.len() / 2);
    [("one", one), ("other", other)].map(|(name, sources)| {
        let include = |source: &PathBuf| format!("#include {source:?}\n");
        let unit = to.join(format!("{name}.cpp"));
        std::fs::write(&unit, sources.iter().map(include).collect::<String>())
            .expect("it can be written");
        unit
    })
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

/// Compiles C++ files against the headers of a folder, two at a time, to objects in `folder`.
pub(crate) fn compile(
    compiler: &OsString,
    flags: &[&str],
    headers: &str,
    sources: &[PathBuf],
    folder: &Path,
) {
    let compile_one = |source: &Path| {
        // Files of the runtimes for dexts and for kexts have the same names.
        let name = source.file_stem().expect("it has a name").to_string_lossy();
        let object = folder.join(format!("{headers}.{name}.o"));
        run(Command::new(compiler)
            .args([
                "-std=c++17",
                "-Wall",
                "-Wextra",
                "-Wpedantic",
                "-Werror",
                "-g",
                "-c",
            ])
            .args(flags)
            .arg("-I")
            .arg(root().join(headers))
            .arg(source)
            .arg("-o")
            .arg(object));
    };
    let (one, other) = sources.split_at(sources.len() / 2);
    std::thread::scope(|scope| {
        scope.spawn(|| one.iter().for_each(|source| compile_one(source)));
        other.iter().for_each(|source| compile_one(source));
    });
}

/// The objects in a folder.
pub(crate) fn objects(folder: &Path) -> Vec<PathBuf> {
    let mut objects: Vec<_> = std::fs::read_dir(folder)
        .expect("the folder is there")
        .map(|entry| entry.expect("it can be read").path())
        .filter(|path| path.extension().is_some_and(|is| is == "o"))
        .collect();
    objects.sort();
    objects
}

/// Links the objects of a folder into a program.
pub(crate) fn link(
    compiler: &OsString,
    flags: &[&str],
    folder: &Path,
    libraries: &[PathBuf],
) -> PathBuf {
    let program = folder.join("probe");
    run(Command::new(compiler)
        .args(flags)
        .args(objects(folder))
        .args(libraries)
        .arg("-o")
        .arg(&program)
        .arg("-lpthread"));
    program
}
