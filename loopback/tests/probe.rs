//! The runtime under a driver that does what a test asks of it: `tests/cpp`, compiled and run.
#![cfg(feature = "runtime")]

mod common;

use std::{
    path::{Path, PathBuf},
    process::Command,
    sync::OnceLock,
};

use common::{compile, files, have, host_compiler, link, run};

/// The probe with the runtime that the build script made.
fn probe() -> &'static Path {
    static PROBE: OnceLock<(tempfile::TempDir, PathBuf)> = OnceLock::new();
    let (_, program) = PROBE.get_or_init(|| {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let compiler = host_compiler();
        compile(&compiler, &[], &files("tests/cpp", "cpp"), folder.path());
        let runtime = Path::new(env!("OUT_DIR")).join("libiigen_loopback_runtime.a");
        let program = link(&compiler, &[], folder.path(), &[runtime]);
        (folder, program)
    });
    program
}

/// The names of the tests of a kind, `test` or `fatal`.
fn names(program: &Path, kind: &str) -> Vec<String> {
    let list = run(Command::new(program).arg("list"));
    let list = String::from_utf8(list.stdout).expect("names are text");
    let names: Vec<_> = list
        .lines()
        .filter_map(|line| line.strip_prefix(kind))
        .map(|name| name.trim().to_owned())
        .collect();
    assert!(!names.is_empty(), "there are {kind} tests");
    names
}

#[test]
fn behaves() {
    for name in names(probe(), "test") {
        run(Command::new(probe()).arg(name));
    }
}

/// What each mistake that can't be carried on from is called.
#[test]
fn mistakes_abort() {
    let expected = [
        ("over_release", "OSData is released once too often"),
        ("use_after_free", "a freed OSData is used"),
        (
            "wrong_length_freed",
            "IOFree of 8 bytes where IOMalloc gave 16",
        ),
        ("freed_twice", "IOFree of memory that IOMalloc didn't give"),
        (
            "client_without_peer",
            "a ProbeUserClient that IOService::Create didn't make",
        ),
        (
            "action_on_a_plain_object",
            "an OSAction's target must be an IOService, not an OSData",
        ),
        ("sync_on_own_queue", "this thread is on that queue already"),
    ];
    let mut names = names(probe(), "fatal");
    names.sort();
    let mut known: Vec<_> = expected
        .iter()
        .map(|(name, _)| (*name).to_owned())
        .collect();
    known.sort();
    assert_eq!(names, known);
    for (name, message) in expected {
        let output = Command::new(probe()).arg(name).output().expect("it runs");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(!output.status.success(), "{name} goes on: {said}");
        assert!(said.contains(message), "{name} says: {said}");
    }
}

#[test]
fn is_clean_under_valgrind() {
    if have("valgrind") {
        // What a thread that is just ending still holds is only possibly lost.
        run(Command::new("valgrind")
            .args(["-q", "--error-exitcode=9", "--leak-check=full"])
            .arg("--errors-for-leak-kinds=definite,indirect")
            .arg(probe())
            .arg("all"));
    }
}

/// The runtime and the probe, both with a sanitizer.
fn is_clean_under(flags: &[&str]) {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let mut sources = files("src", "cpp");
    sources.extend(files("tests/cpp", "cpp"));
    let compiler = host_compiler();
    compile(&compiler, flags, &sources, folder.path());
    let program = link(&compiler, flags, folder.path(), &[]);
    run(Command::new(program).arg("all"));
}

#[test]
fn is_clean_under_address_and_undefined_behaviour_sanitizers() {
    is_clean_under(&["-fsanitize=address,undefined", "-fno-sanitize-recover=all"]);
}

#[test]
fn is_clean_under_the_thread_sanitizer() {
    is_clean_under(&["-fsanitize=thread"]);
}
