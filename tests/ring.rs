//! The generated rings of C++, under the sanitizers of threads and of addresses.

mod support;

use std::process::Command;

use support::{cases, have, root, run};

#[test]
fn both_ends_in_two_threads() {
    if !have("clang++-19") {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder can be made");
    let case = cases().into_iter().find(|case| case.name == "memory_rings");
    for output in case.expect("the case of rings").outputs() {
        std::fs::write(folder.path().join(&output.name), output.text).expect("it can be written");
    }
    for sanitizer in ["thread", "address,undefined"] {
        let program = folder.path().join("threads");
        let mut compiler = Command::new("clang++-19");
        compiler
            .args([
                "-std=c++17",
                "-O1",
                "-g",
                "-Wall",
                "-Wextra",
                "-Wpedantic",
                "-Werror",
            ])
            .arg(format!("-fsanitize={sanitizer}"))
            .args(["-fno-sanitize-recover=all", "-pthread", "-I"])
            .arg(root().join("loopback/include"))
            .arg("-I")
            .arg(folder.path())
            .arg(root().join("tests/ring/threads.cpp"))
            .arg("-o")
            .arg(&program);
        run(&mut compiler);
        run(&mut Command::new(&program));
    }
}
