//! A dext and kexts of the same classes and inline variables in one program, joined as `Driver` joins them.
#![cfg(feature = "runtime")]

mod common;
#[path = "../src/kext.rs"]
mod kext;

use std::{
    ffi::OsString,
    path::{Path, PathBuf},
    process::Command,
};

use common::{compile, have, link, objects, root, run};

/// Files of the tests.
fn tests(names: &[&str]) -> Vec<PathBuf> {
    let folder = root().join("tests");
    names.iter().map(|name| folder.join(name)).collect()
}

fn check(compiler: &str, flags: &[&str]) {
    let compiler = OsString::from(compiler);
    let folder = || tempfile::tempdir().expect("a folder can be made");
    let program = folder();
    let sources = tests(&[
        "cpp/probe.cpp",
        "both/dext.cpp",
        "both/main.cpp",
        "cpp/test.cpp",
    ]);
    compile(&compiler, flags, "include", &sources, program.path());
    for (name, answer) in [("one", "2"), ("two", "3")] {
        let own = folder();
        let defines = [
            format!("-DLOOPBACK_KEXT=\"{name}\""),
            format!("-DANSWER={answer}"),
        ];
        let mut flags = flags.to_vec();
        flags.extend(defines.iter().map(String::as_str));
        if compiler == "g++" {
            flags.push(kext::NOTHING_UNIQUE); // unknown to clang, which needs none
        }
        let sources = tests(&["both/kext.cpp"]);
        compile(&compiler, &flags, "include-kernel", &sources, own.path());
        kext::join(name, &objects(own.path()), program.path()).expect("binutils are there");
    }
    let runtime = Path::new(env!("OUT_DIR")).join("libiigen_loopback_runtime.a");
    let program_file = link(&compiler, flags, program.path(), &[runtime]);
    run(Command::new(program_file).arg("all"));
}

// Not with the thread sanitizer, which has to see the runtime, too: that's what the tests of drivers
// are run with.
#[test]
fn drivers_have_classes_and_variables_of_their_own() {
    for compiler in ["g++", "clang++-19"] {
        if have(compiler) {
            check(compiler, &[]);
            check(
                compiler,
                &["-fsanitize=address,undefined", "-fno-sanitize-recover=all"],
            );
        }
    }
}
