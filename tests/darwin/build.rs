//! Generates the clients of all examples and of all cases, each in a module with a function that
//! opens it by IOKit.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use iigen::span::Sources;

fn main() {
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    let mut clients = String::new();
    // The clients are used on a Mac alone; elsewhere tests/compile_outputs.rs compiles them.
    if env::var("CARGO_CFG_TARGET_VENDOR").is_ok_and(|vendor| vendor == "apple") {
        for spec in specs() {
            module(&spec, &out, &mut clients);
        }
    }
    fs::write(out.join("clients.rs"), clients).expect("OUT_DIR can be written");
}

/// The YAML of each example and of each case.
fn specs() -> Vec<PathBuf> {
    let folders = entries("../../examples")
        .into_iter()
        .chain(entries("../cases"));
    let yaml = |folder: PathBuf| {
        let is_yaml = |file: &PathBuf| file.extension().is_some_and(|ending| ending == "yaml");
        entries(folder).into_iter().find(is_yaml)
    };
    folders.filter_map(yaml).collect()
}

/// Writes a module with the client of a spec. It's named as the spec's folder, and whence that is:
/// an example may be a case as well.
fn module(spec: &Path, out: &Path, clients: &mut String) {
    println!("cargo::rerun-if-changed={}", spec.display());
    let mut sources = Sources::default();
    let interface = iigen::load(spec, &mut sources)
        .and_then(|id| iigen::read(&sources, id))
        .unwrap_or_else(|found| panic!("{}", iigen::render::render(&sources, &found, false)));
    let folder = spec.parent().expect("a spec is in a folder");
    let [of, folder] = [folder.parent().expect("and that in another"), folder].map(file_name);
    let module = format!("{of}_{folder}").replace('-', "_");
    let files = iigen::generate(&interface);
    let generated = files.iter().find(|file| file.name.ends_with(".rs"));
    let client = out.join(format!("{module}.rs"));
    fs::write(&client, &generated.expect("a client is one of them").text)
        .expect("OUT_DIR can be written");
    let class = interface.class;
    let _ = write!(
        clients,
        "/// The client of {class}, and how an app opens it.\n\
         #[allow(missing_docs)]\n\
         pub mod {module} {{\n\
         \x20   include!({client:?});\n\n\
         \x20   pub fn open(io_kit: ::iigen_client::IoKit) -> \
         Result<{class}<::iigen_client::IoKit>, ::iigen_client::Error> {{\n\
         \x20       {class}::open(io_kit)\n\
         \x20   }}\n\
         }}\n"
    );
}

/// What a folder holds, sorted.
fn entries(folder: impl AsRef<Path>) -> Vec<PathBuf> {
    let folder = folder.as_ref();
    println!("cargo::rerun-if-changed={}", folder.display());
    let entries = fs::read_dir(folder).into_iter().flatten();
    let mut entries: Vec<_> = entries
        .map(|entry| entry.expect("it can be read").path())
        .collect();
    entries.sort();
    entries
}

/// The last part of a path.
fn file_name(path: &Path) -> String {
    let name = path.file_name().expect("it has a name");
    name.to_string_lossy().into_owned()
}
