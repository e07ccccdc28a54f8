//! The driver compiles for DriverKit's own target, against the loopback's headers.
#![cfg(not(target_vendor = "apple"))]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The C++ files of a folder.
fn sources(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("the folder can be read");
    entries
        .map(|entry| entry.expect("the folder can be read").path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "cpp"))
        .collect()
}

#[test]
fn the_driver_compiles_for_driverkit() {
    let compiler = "clang++-19";
    if Command::new(compiler).arg("--version").output().is_err() {
        let must = std::env::var_os("IIGEN_NO_SKIP").is_some();
        assert!(!must, "{compiler} is missing");
        return;
    }
    let (own, generated) = (Path::new("driver"), Path::new(env!("OUT_DIR")));
    let files = [sources(own), sources(generated)].concat();
    assert!(files.len() > 3, "the driver is {files:?}");
    let output = Command::new(compiler)
        .args(["--target=arm64-apple-driverkit22.0", "-std=gnu++20"])
        .args([
            "-ffreestanding",
            "-nostdinc++",
            "-fno-exceptions",
            "-fno-rtti",
        ])
        .args(["-Wall", "-Wextra", "-Werror", "-fsyntax-only"])
        .args(["-I", iigen_loopback::INCLUDE])
        .args(["-I", iigen_loopback::INCLUDE_FREESTANDING])
        .arg("-I")
        .arg(own)
        .arg("-I")
        .arg(generated)
        .args(files)
        .output()
        .expect("the compiler runs");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
}
