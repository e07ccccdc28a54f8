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

#[test]
fn all_outputs() {
    let yaml: Vec<OutputFile> = generate(&interface("ring.yaml"));
    let rust: Vec<OutputFile> = generate(&interface("ring.rs"));
    assert_eq!(yaml.len(), rust.len());
    for (yaml, rust) in yaml.iter().zip(&rust) {
        assert_eq!(yaml.name, rust.name);
        for (line, (yaml, rust)) in yaml.text.lines().zip(rust.text.lines()).enumerate() {
            assert_eq!(yaml, rust, "line {}", line + 1);
        }
        assert_eq!(yaml, rust);
    }
}

#[test]
fn the_client_alone() {
    let interface = interface("ring.rs");
    let files = generate(&interface);
    let file = files.iter().find(|file| file.name == "ring_user_client.rs");
    assert_eq!(file.expect("the client").text, iigen::client(&interface));
}
