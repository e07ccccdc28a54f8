//! Drivers of the same classes in one program, built by `Driver` as a build script does it.
#![cfg(all(feature = "runtime", feature = "build"))]

mod common;

use std::{env, ffi::OsStr, path::Path, process::Command};

use common::{have, root, run};
use iigen_loopback::Driver;

/// What a build script is told; the test runs itself as one.
const BUILD: &str = "IIGEN_LOOPBACK_TEST_BUILD";

fn build_script() {
    let file = |name: &str| root().join("tests").join(name);
    Driver::new("dext")
        .file(file("cpp/probe.cpp"))
        .file(file("both/dext.cpp"))
        .compile();
    for (name, answer) in [("one", "2"), ("two", "3")] {
        Driver::kext(name)
            .define("ANSWER", Some(answer))
            .file(file("kext/probe.cpp"))
            .file(file("both/kext.cpp"))
            .compile();
    }
}

/// Builds the drivers into a folder, in a process that has a build script's environment.
fn build(compiler: &str, flags: &str, folder: &Path) {
    let target = format!("{}-unknown-linux-gnu", env::consts::ARCH);
    run(Command::new(env::current_exe().expect("the test runs"))
        .args(["--exact", "drivers_have_classes_of_their_own"])
        .env(BUILD, "1")
        .env("OUT_DIR", folder)
        .env("TARGET", &target)
        .env("HOST", &target)
        .env("OPT_LEVEL", "1")
        .env("DEBUG", "true")
        .env("CXX", compiler)
        .env("CXXFLAGS", flags));
}

fn check(compiler: &str, flags: &str) {
    let folder = tempfile::tempdir().expect("a folder can be made");
    build(compiler, flags, folder.path());
    let program = folder.path().join("program");
    run(Command::new(compiler)
        .arg("-std=c++17")
        .args(flags.split_whitespace())
        .args(["main.cpp", "../cpp/test.cpp"].map(|name| root().join("tests/both").join(name)))
        .arg("-Wl,--whole-archive")
        .args(["dext", "one", "two"].map(|name| folder.path().join(format!("lib{name}.a"))))
        .arg("-Wl,--no-whole-archive")
        .arg(Path::new(env!("OUT_DIR")).join("libiigen_loopback_runtime.a"))
        .arg("-lpthread")
        .args([OsStr::new("-o"), program.as_os_str()]));
    run(Command::new(&program).arg("all"));
}

#[test]
fn drivers_have_classes_of_their_own() {
    if env::var_os(BUILD).is_some() {
        build_script();
        return;
    }
    // Not with the thread sanitizer, which has to see the runtime, too: `tests/driver` does that.
    let sanitizers = ["", "-fsanitize=address,undefined -fno-sanitize-recover=all"];
    for compiler in ["g++", "clang++-19"] {
        if have(compiler) {
            for flags in sanitizers {
                check(compiler, flags);
            }
        }
    }
}
