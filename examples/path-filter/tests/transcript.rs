//! What the example prints is what its story says, with its spec in YAML and in Rust.

use std::process::Command;

// The driver is linked into every target of the package, and needs its runtime.
use iigen_loopback as _;

#[test]
fn spec_in_yaml() {
    transcript(env!("CARGO_BIN_EXE_path-filter"));
}

#[test]
fn spec_in_rust() {
    transcript(env!("CARGO_BIN_EXE_path_filter_in_rust"));
}

fn transcript(app: &str) {
    let output = Command::new(app).output().expect("the example runs");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    assert_eq!(
        String::from_utf8_lossy(&output.stderr),
        "",
        "nothing is reported"
    );
    insta::assert_snapshot!("transcript", String::from_utf8_lossy(&output.stdout));
}
