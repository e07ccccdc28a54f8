//! One interface as YAML and as a module of Rust: all outputs are the same, byte for byte.

use std::path::Path;

use iigen::span::Sources;
use iigen::{Interface, OutputFile, generate, load, read, render::render};

fn interface(name: &str) -> Interface {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/spec")
        .join(name);
    let mut sources = Sources::default();
    let interface = load(&path, &mut sources).and_then(|id| read(&sources, id));
    interface.unwrap_or_else(|found| panic!("{}", render(&sources, &found, false)))
}

/// The names of the specs that are there in both languages.
fn pairs() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/spec");
    let files = std::fs::read_dir(folder).expect("the specs are there");
    let mut names: Vec<_> = files
        .filter_map(|file| {
            let name = file.expect("a file").file_name().into_string().ok()?;
            Some(name.strip_suffix(".yaml")?.to_owned())
        })
        .collect();
    names.sort();
    names
}

#[test]
fn all_outputs() {
    let pairs = pairs();
    assert!(pairs.contains(&"ring".to_owned()), "{pairs:?}");
    for pair in pairs {
        let yaml: Vec<OutputFile> = generate(&interface(&format!("{pair}.yaml")));
        let rust: Vec<OutputFile> = generate(&interface(&format!("{pair}.rs")));
        assert_eq!(yaml.len(), rust.len(), "{pair}");
        for (yaml, rust) in yaml.iter().zip(&rust) {
            assert_eq!(yaml.name, rust.name, "{pair}");
            for (line, (yaml, rust)) in yaml.text.lines().zip(rust.text.lines()).enumerate() {
                assert_eq!(yaml, rust, "{pair}, line {}", line + 1);
            }
            assert_eq!(yaml, rust, "{pair}");
        }
    }
}

#[test]
fn the_client_alone() {
    let interface = interface("ring.rs");
    let files = generate(&interface);
    let file = files.iter().find(|file| file.name == "ring_user_client.rs");
    assert_eq!(file.expect("the client").text, iigen::client(&interface));
}
