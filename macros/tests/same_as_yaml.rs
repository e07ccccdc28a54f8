//! One interface as YAML and as a module of Rust: all outputs are the same, byte for byte.

use std::collections::BTreeMap;
use std::fs::read_dir;
use std::path::{Path, PathBuf};

use iigen::span::Sources;
use iigen::{Interface, OutputFile, generate, load, read, render::render};

// The specs of tests/spec, as the compiler sees them: what the macro makes of them is used as it is.
#[path = "spec/about.rs"]
mod about;
#[path = "spec/callbacks.rs"]
mod callbacks;
#[path = "spec/completions.rs"]
mod completions;
#[path = "spec/memory.rs"]
mod memory;
#[path = "spec/ring.rs"]
mod ring;
#[path = "spec/scalars.rs"]
mod scalars;
#[path = "spec/structures.rs"]
mod structures;
#[path = "spec/types.rs"]
mod types;

/// The specs of tests/spec, and those of the examples: YAML, and the same in Rust.
fn pairs() -> BTreeMap<PathBuf, PathBuf> {
    let macros = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut pairs = BTreeMap::new();
    for yaml in yaml_files(&macros.join("tests/spec")) {
        let rust = yaml.with_extension("rs");
        pairs.insert(yaml, rust);
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

fn interface(path: &Path) -> Interface {
    let mut sources = Sources::default();
    let interface = load(path, &mut sources).and_then(|id| read(&sources, id));
    interface.unwrap_or_else(|found| panic!("{}", render(&sources, &found, false)))
}

#[test]
fn all_outputs() {
    let pairs = pairs();
    for theirs in ["tests/spec/ring.yaml", "examples/ring/ring.yaml"] {
        assert!(pairs.keys().any(|yaml| yaml.ends_with(theirs)), "{theirs}");
    }
    for (yaml, rust) in pairs {
        let spec = yaml.display();
        let (yaml, rust) = (interface(&yaml), interface(&rust));
        assert_eq!(format!("{yaml:#?}"), format!("{rust:#?}"), "{spec}");
        let (yaml, rust): (Vec<OutputFile>, Vec<OutputFile>) = (generate(&yaml), generate(&rust));
        assert_eq!(yaml.len(), rust.len(), "{spec}");
        for (yaml, rust) in yaml.iter().zip(&rust) {
            assert_eq!(yaml.name, rust.name, "{spec}");
            for (line, (yaml, rust)) in yaml.text.lines().zip(rust.text.lines()).enumerate() {
                assert_eq!(yaml, rust, "{spec}, line {}", line + 1);
            }
            assert_eq!(yaml, rust, "{spec}");
        }
    }
}

#[test]
fn the_client_alone() {
    for (yaml, rust) in pairs() {
        let files = generate(&interface(&yaml));
        let client = files.iter().find(|file| file.name.ends_with(".rs"));
        let alone = iigen_rust::client(&interface(&rust));
        assert_eq!(client.expect("the client").text, alone);
    }
}
