//! Mistakes in modules under `#[user_client]`, as the compiler shows them. No module here may be without
//! one: then trybuild checks all of them at once.

use std::fs;
use std::path::Path;

#[test]
fn ui() {
    let ui = Path::new(env!("CARGO_MANIFEST_DIR"));
    specs(&ui.join("spec"));
    let cases = trybuild::TestCases::new();
    let is_topic = |name: &String| name != "tests" && ui.join(name).is_dir();
    let mut topics: Vec<_> = names(ui).filter(is_topic).collect();
    topics.sort();
    assert!(topics.len() >= 19, "{topics:?}");
    for topic in topics {
        cases.compile_fail(format!("{topic}/*.rs"));
    }
}

/// Copies the files that `spec = "…"` names to where trybuild's own crate is.
fn specs(folder: &Path) {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent();
    let own = target.expect("it has a folder for tests");
    let own = own.join("tests/trybuild").join(env!("CARGO_PKG_NAME"));
    fs::create_dir_all(&own).expect("it can be made");
    for name in names(folder).filter(|name| name.ends_with(".yaml")) {
        fs::copy(folder.join(&name), own.join(&name)).expect("it can be copied");
    }
}

fn names(folder: &Path) -> impl Iterator<Item = String> {
    let entries = fs::read_dir(folder).expect("the folder is there");
    entries.map(|entry| {
        let name = entry.expect("it can be read").file_name();
        name.into_string().expect("it is text")
    })
}
