//! One interface as YAML and as a module of Rust: all outputs are the same, byte for byte.

#[path = "support/pairs.rs"]
mod pairs;

use std::path::Path;

use iigen::span::Sources;
use iigen::{Interface, OutputFile, generate, load, read, render::render};
use pairs::pairs;

// The specs of tests/spec, as the compiler sees them: what the macro makes of them is used as it is.
#[path = "spec/about.rs"]
mod about;
#[path = "../../tests/convert/all.rs"]
mod all;
#[path = "spec/callbacks.rs"]
mod callbacks;
#[path = "spec/completions.rs"]
mod completions;
#[path = "spec/memory.rs"]
mod memory;
#[path = "spec/queues.rs"]
mod queues;
#[path = "spec/ring.rs"]
mod ring;
#[path = "spec/scalars.rs"]
mod scalars;
#[path = "spec/structures.rs"]
mod structures;
#[path = "spec/types.rs"]
mod types;

fn interface(path: &Path) -> Interface {
    let mut sources = Sources::default();
    let interface = load(path, &mut sources).and_then(|id| read(&sources, id));
    interface.unwrap_or_else(|found| panic!("{}", render(&sources, &found, false)))
}

#[test]
fn all_outputs() {
    let pairs = pairs();
    for theirs in [
        "tests/spec/ring.yaml",
        "examples/ring/ring.yaml",
        "tests/driver/shapes.yaml",
        "tests/driver/structs.yaml",
    ] {
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
