//! The runtime under a driver that does what a test asks of it: `tests/cpp`, compiled and run.
#![cfg(feature = "runtime")]

mod common;

use std::{
    ffi::OsString,
    path::{Path, PathBuf},
    process::Command,
    sync::OnceLock,
};

use common::{compile, files, have, host_compiler, link, root, run};

/// The drivers that the tests are of.
#[derive(Clone, Copy)]
enum Drivers {
    Dexts,
    Kexts,
}

impl Drivers {
    /// Compiles the tests.
    fn compile(self, compiler: &OsString, flags: &[&str], folder: &Path) {
        match self {
            Self::Dexts => {
                let tests = files("tests/cpp", "cpp");
                compile(compiler, flags, "include", &tests, folder);
            }
            Self::Kexts => {
                let mut tests = files("tests/kext", "cpp");
                tests.push(root().join("tests/cpp/test.cpp"));
                compile(compiler, flags, "include-kernel", &tests, folder);
            }
        }
    }

    /// The tests with the runtime that the build script made.
    fn probe(self) -> &'static Path {
        static DEXTS: OnceLock<(tempfile::TempDir, PathBuf)> = OnceLock::new();
        static KEXTS: OnceLock<(tempfile::TempDir, PathBuf)> = OnceLock::new();
        let place = match self {
            Self::Dexts => &DEXTS,
            Self::Kexts => &KEXTS,
        };
        let (_, program) = place.get_or_init(|| {
            let folder = tempfile::tempdir().expect("a folder can be made");
            let compiler = host_compiler();
            self.compile(&compiler, &[], folder.path());
            let runtime = Path::new(env!("OUT_DIR")).join("libiigen_loopback_runtime.a");
            let program = link(&compiler, &[], folder.path(), &[runtime]);
            (folder, program)
        });
        program
    }
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

fn behave(program: &Path) {
    for name in names(program, "test") {
        run(Command::new(program).arg(name));
    }
}

#[test]
fn behaves() {
    behave(Drivers::Dexts.probe());
}

#[test]
fn behaves_for_kexts() {
    behave(Drivers::Kexts.probe());
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
    aborts(Drivers::Dexts.probe(), &expected);
}

#[test]
fn mistakes_of_kexts_abort() {
    let expected = [
        ("over_release", "OSString is released once too often"),
        ("use_after_free", "a freed OSString is called"),
        (
            "bytes_of_memory_that_is_not_prepared",
            "readBytes() of memory that isn't prepared",
        ),
        (
            "wake_port_released_twice",
            "a wake port is released once too often",
        ),
        (
            "wake_port_used_after_its_release",
            "a wake port that was released is sent to",
        ),
    ];
    aborts(Drivers::Kexts.probe(), &expected);
}

/// These are all the fatal tests, and each ends with its message.
fn aborts(program: &Path, expected: &[(&str, &str)]) {
    let mut names = names(program, "fatal");
    names.sort();
    let mut known: Vec<_> = expected
        .iter()
        .map(|(name, _)| (*name).to_owned())
        .collect();
    known.sort();
    assert_eq!(names, known);
    for (name, message) in expected.iter().copied() {
        let output = Command::new(program).arg(name).output().expect("it runs");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(!output.status.success(), "{name} goes on: {said}");
        assert!(said.contains(message), "{name} says: {said}");
    }
}

/// What a thread that is just ending still holds is only possibly lost.
fn is_clean_in_valgrind(drivers: Drivers) {
    if have("valgrind") {
        run(Command::new("valgrind")
            .args(["-q", "--error-exitcode=9", "--leak-check=full"])
            .arg("--errors-for-leak-kinds=definite,indirect")
            .arg(drivers.probe())
            .arg("all"));
    }
}

#[test]
fn is_clean_under_valgrind() {
    is_clean_in_valgrind(Drivers::Dexts);
}

#[test]
fn is_clean_under_valgrind_for_kexts() {
    is_clean_in_valgrind(Drivers::Kexts);
}

/// The runtime and the tests, both with a sanitizer.
fn is_clean_under(flags: &[&str]) {
    let compiler = host_compiler();
    let runtime = tempfile::tempdir().expect("a folder can be made");
    for (headers, sources) in [("include", "src"), ("include-kernel", "src/kernel")] {
        let units = common::units(sources, runtime.path());
        compile(&compiler, flags, headers, &units, runtime.path());
    }
    for drivers in [Drivers::Dexts, Drivers::Kexts] {
        let tests = tempfile::tempdir().expect("a folder can be made");
        drivers.compile(&compiler, flags, tests.path());
        let objects = common::objects(runtime.path());
        let program = link(&compiler, flags, tests.path(), &objects);
        run(Command::new(program).arg("all"));
    }
}

#[test]
fn is_clean_under_address_and_undefined_behaviour_sanitizers() {
    is_clean_under(&["-fsanitize=address,undefined", "-fno-sanitize-recover=all"]);
}

#[test]
fn is_clean_under_the_thread_sanitizer() {
    is_clean_under(&["-fsanitize=thread"]);
}
