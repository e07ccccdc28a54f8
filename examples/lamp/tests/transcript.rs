//! What the example prints is what its story says.

use std::process::Command;

// The driver is linked into every target of the package, and needs its runtime.
use iigen_loopback as _;

#[test]
fn transcript() {
    let output = Command::new(env!("CARGO_BIN_EXE_lamp"))
        .output()
        .expect("the example runs");
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
    insta::assert_snapshot!(String::from_utf8_lossy(&output.stdout));
}
