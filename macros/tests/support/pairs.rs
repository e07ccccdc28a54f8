//! Specs that are there as YAML and as a module of Rust.

use std::collections::BTreeMap;
use std::fs::read_dir;
use std::path::{Path, PathBuf};

/// The specs of tests/spec, of the examples, and some of tests/driver: YAML, and the same in Rust.
pub(crate) fn pairs() -> BTreeMap<PathBuf, PathBuf> {
    let macros = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut pairs = BTreeMap::new();
    for yaml in yaml_files(&macros.join("tests/spec")) {
        let rust = yaml.with_extension("rs");
        pairs.insert(yaml, rust);
    }
    for yaml in yaml_files(&macros.join("../tests/driver")) {
        let rust = yaml.with_extension("rs");
        if rust.exists() {
            pairs.insert(yaml, rust);
        }
    }
    for example in folder(&macros.join("../examples")) {
        for yaml in yaml_files(&example) {
            let name = yaml.file_stem().expect("a name").to_string_lossy();
            let rust = example.join(format!("src/bin/{name}_in_rust.rs"));
            pairs.insert(yaml, rust);
        }
    }
    pairs
}

fn yaml_files(path: &Path) -> Vec<PathBuf> {
    let mut files = folder(path);
    files.retain(|path| path.extension().is_some_and(|of| of == "yaml"));
    files
}

fn folder(path: &Path) -> Vec<PathBuf> {
    let files = read_dir(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    files.map(|file| file.expect("a file").path()).collect()
}
