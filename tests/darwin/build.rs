//! Puts the clients of all cases, as their snapshots have them, into modules.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() {
    // The linker is called again when its libraries have changed.
    println!("cargo::rerun-if-changed=link");
    println!("cargo::rerun-if-changed=sdk");
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    let mut clients = String::new();
    for case in entries("../cases") {
        let is_client = |file: &PathBuf| file.to_string_lossy().ends_with(".rs.snap");
        for snapshot in entries(&case).into_iter().filter(is_client) {
            module(&case, &snapshot, &out, &mut clients);
        }
    }
    assert!(!clients.is_empty(), "there are cases");
    fs::write(out.join("clients.rs"), clients).expect("OUT_DIR can be written");
}

/// Writes a module, named as the case, with a client and how an app opens it.
fn module(case: &Path, snapshot: &Path, out: &Path, clients: &mut String) {
    let text = fs::read_to_string(snapshot).expect("a snapshot is a text");
    // Before the text, insta writes whence it is.
    let (_, text) = text[3..]
        .split_once("\n---\n")
        .expect("a snapshot has a head");
    let case = case.file_name().expect("a case has a name");
    let case = case.to_string_lossy();
    let client = out.join(format!("{case}.rs"));
    fs::write(&client, text).expect("OUT_DIR can be written");
    // The client's own type is the only one that is generic over nothing but the transport.
    let class = text
        .lines()
        .filter_map(|line| line.strip_suffix("<T: ::iigen_client::Transport> {"))
        .find_map(|line| line.strip_prefix("pub struct "))
        .expect("a client is a struct");
    let _ = write!(
        clients,
        "/// The client of a case.\n\
         // The text of a spec's documentation is its author's.\n\
         #[allow(missing_docs, clippy::doc_lazy_continuation)]\n\
         pub mod {case} {{\n\
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
    let entries = fs::read_dir(folder).expect("the folder can be read");
    let mut entries: Vec<_> = entries
        .map(|entry| entry.expect("it can be read").path())
        .collect();
    entries.sort();
    entries
}
