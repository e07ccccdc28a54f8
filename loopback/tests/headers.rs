//! Each header compiles alone, and all of them together, for this host and for a Mac.

mod common;

use std::{path::Path, process::Command};

use common::{files, have, root, run};

/// What a dext includes.
const DEXT: (&str, &[&str]) = (
    "include",
    &["DriverKit", "PCIDriverKit", "USBDriverKit", "os"],
);

/// What a kext includes.
const KEXT: (&str, &[&str]) = (
    "include-kernel",
    &["IOKit", "libkern", "libkern/c++", "mach", "kern", "os"],
);

/// A file that includes a header and nothing else.
fn includes((root, folders): (&str, &[&str])) -> Vec<String> {
    let mut includes = Vec::new();
    for folder in folders {
        for header in files(&format!("{root}/{folder}"), "h") {
            let name = header
                .file_name()
                .expect("it has a name")
                .to_string_lossy()
                .into_owned();
            includes.push(format!("#include <{folder}/{name}>\n"));
        }
    }
    includes
}

fn check(text: &str, root: &Path, compiler: &str, flags: &[&str]) {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let source = folder.path().join("includes.cpp");
    std::fs::write(&source, text).expect("it can be written");
    run(Command::new(compiler)
        .args(["-Wall", "-Wextra", "-Wpedantic", "-Werror", "-fsyntax-only"])
        .args(flags)
        .arg("-I")
        .arg(root)
        .arg(&source));
}

/// Whether a header includes what it needs is the same for all compilers: one tells it of each.
fn alone(headers: (&str, &[&str]), compiler: &str, flags: &[&str]) {
    for include in includes(headers) {
        check(&include, &root().join(headers.0), compiler, flags);
    }
}

fn together(headers: (&str, &[&str]), compiler: &str, flags: &[&str]) {
    let text = includes(headers).concat();
    check(&text, &root().join(headers.0), compiler, flags);
}

#[test]
fn under_gcc() {
    if have("g++") {
        for headers in [DEXT, KEXT] {
            alone(headers, "g++", &["-std=c++17"]);
            together(headers, "g++", &["-std=c++20"]);
        }
    }
}

#[test]
fn under_clang() {
    if have("clang++-19") {
        for headers in [DEXT, KEXT] {
            together(headers, "clang++-19", &["-std=c++17"]);
            together(headers, "clang++-19", &["-std=c++20"]);
        }
    }
}

#[test]
fn for_driverkit() {
    if have("clang++-19") {
        let freestanding = root().join("include-freestanding");
        let target = [
            "--target=arm64-apple-driverkit22.0",
            "-std=gnu++20",
            "-ffreestanding",
            "-nostdinc++",
            "-fno-exceptions",
            "-fno-rtti",
            "-I",
            freestanding.to_str().expect("the path is text"),
        ];
        alone(DEXT, "clang++-19", &target);
    }
}

#[test]
fn for_the_kernel() {
    if have("clang++-19") {
        let freestanding = root().join("include-freestanding");
        let target = [
            "--target=arm64-apple-macos",
            "-std=gnu++20",
            "-fapple-kext",
            "-mkernel",
            "-ffreestanding",
            "-nostdinc++",
            "-I",
            freestanding.to_str().expect("the path is text"),
        ];
        alone(KEXT, "clang++-19", &target);
    }
}
