//! The `iigen` command and `iigen::Builder`: what they write, print and exit with.

mod support;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::SystemTime;

use iigen::{Builder, Target};
use support::{entries, file_name, root, run};

const OUTPUTS: &[&str] = &[
    "ScalarsUserClient.cpp",
    "ScalarsUserClient.iig",
    "ScalarsUserClientDispatch.cpp",
    "ScalarsUserClientDispatch.h",
    "ScalarsUserClientTypes.h",
    "scalars_user_client.rs",
];

/// A folder with a spec in it.
struct Place {
    folder: tempfile::TempDir,
}

impl Place {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let spec = root().join("tests/cases/scalars/spec.yaml");
        fs::copy(spec, folder.path().join("spec.yaml")).expect("the spec can be copied");
        Self { folder }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn iigen(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_iigen"));
        command.args(arguments).current_dir(self.folder.path());
        command.output().expect("iigen runs")
    }

    /// Runs the command, which must exit with `code`, and answers what it says of mistakes.
    fn fails(&self, code: i32, arguments: &[&str]) -> String {
        let output = self.iigen(arguments);
        let text = String::from_utf8(output.stderr).expect("it prints text");
        assert_eq!(output.status.code(), Some(code), "{arguments:?}: {text}");
        assert!(output.stdout.is_empty(), "{arguments:?}");
        text
    }

    /// Runs the command, which must succeed, and answers the lines it prints.
    fn succeeds(&self, arguments: &[&str]) -> Vec<String> {
        let output = self.iigen(arguments);
        let text = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(0), "{arguments:?}: {text}");
        let printed = String::from_utf8(output.stdout).expect("it prints text");
        printed.lines().map(str::to_owned).collect()
    }

    fn spoil(&self, name: &str) {
        fs::write(self.path(name), "not what it was\n").expect("it can be written");
    }
}

fn names(folder: &Path) -> Vec<String> {
    entries(folder).iter().map(|path| file_name(path)).collect()
}

fn times(folder: &Path) -> Vec<SystemTime> {
    let time = |path: &PathBuf| fs::metadata(path).and_then(|data| data.modified());
    let times = entries(folder).iter().map(time).collect::<Result<_, _>>();
    times.expect("files have times")
}

#[test]
fn generate_writes_all_files_and_names_them() {
    let place = Place::new();
    let mut printed = place.succeeds(&["generate", "spec.yaml", "--out", "new/folder"]);
    printed.sort();
    let expected: Vec<_> = OUTPUTS
        .iter()
        .map(|name| format!("new/folder/{name}"))
        .collect();
    assert_eq!(printed, expected);
    assert_eq!(names(&place.path("new/folder")), OUTPUTS);
}

#[test]
fn a_second_run_touches_nothing() {
    let place = Place::new();
    place.succeeds(&["generate", "spec.yaml", "--out", "out"]);
    let before = times(&place.path("out"));
    let printed = place.succeeds(&["generate", "spec.yaml", "--out", "out"]);
    assert_eq!(printed, Vec::<String>::new());
    assert_eq!(times(&place.path("out")), before);
}

#[test]
fn only_what_changes_is_written() {
    let place = Place::new();
    place.succeeds(&["generate", "spec.yaml", "--out", "out"]);
    place.spoil("out/ScalarsUserClient.iig");
    let printed = place.succeeds(&["generate", "spec.yaml", "--out", "out"]);
    assert_eq!(printed, ["out/ScalarsUserClient.iig"]);
}

#[test]
fn the_users_file_is_written_once() {
    let place = Place::new();
    let arguments = [
        "generate",
        "spec.yaml",
        "--out",
        "out",
        "--user-dir",
        "driver",
    ];
    place.succeeds(&arguments);
    assert_eq!(names(&place.path("driver")), ["ScalarsUserClient.cpp"]);
    assert!(!place.path("out/ScalarsUserClient.cpp").exists());
    place.spoil("driver/ScalarsUserClient.cpp");
    place.succeeds(&arguments);
    let text = fs::read_to_string(place.path("driver/ScalarsUserClient.cpp"));
    assert_eq!(text.expect("it is there"), "not what it was\n");
}

#[test]
fn check_mode_names_what_is_stale_and_writes_nothing() {
    let place = Place::new();
    let generate = ["generate", "spec.yaml", "--out", "out"];
    let check = ["generate", "spec.yaml", "--out", "out", "--check"];
    let all = format!("{} mistakes; nothing was written", OUTPUTS.len());
    assert!(place.fails(1, &check).ends_with(&format!("{all}\n")));
    assert!(!place.path("out").exists());
    place.succeeds(&generate);
    place.succeeds(&check);
    // What the user makes of their own file is their business.
    place.spoil("out/ScalarsUserClient.cpp");
    place.succeeds(&check);
    place.spoil("out/ScalarsUserClientTypes.h");
    let one = "error[IIG0007]: out/ScalarsUserClientTypes.h is stale\n";
    let said = place.fails(1, &check);
    assert!(said.starts_with(one) && said.ends_with("1 mistake; nothing was written\n"));
    let text = fs::read_to_string(place.path("out/ScalarsUserClientTypes.h"));
    assert_eq!(text.expect("it is there"), "not what it was\n");
}

#[test]
fn check_reads_and_writes_nothing() {
    let place = Place::new();
    assert_eq!(
        place.succeeds(&["check", "spec.yaml"]),
        Vec::<String>::new()
    );
    assert_eq!(names(place.folder.path()), ["spec.yaml"]);
}

#[test]
fn a_bad_spec_writes_nothing() {
    let place = Place::new();
    let bad = root().join("tests/bad/three_mistakes.yaml");
    fs::copy(bad, place.path("bad.yaml")).expect("the spec can be copied");
    for arguments in [
        ["generate", "bad.yaml", "--out", "out"].as_slice(),
        &["generate", "bad.yaml", "--out", "out", "--check"],
        &["check", "bad.yaml"],
    ] {
        let text = place.fails(1, arguments);
        assert!(
            text.ends_with("3 mistakes; nothing was written\n"),
            "{text}"
        );
        assert!(text.contains(" --> bad.yaml:5:25"), "{text}");
        assert_eq!(names(place.folder.path()), ["bad.yaml", "spec.yaml"]);
    }
}

#[test]
fn no_bad_spec_writes_a_file() {
    let place = Place::new();
    for spec in entries(&root().join("tests/bad")) {
        if spec.extension().is_some_and(|ending| ending == "yaml") {
            place.fails(1, &["generate", &spec.to_string_lossy(), "--out", "out"]);
        }
    }
    assert_eq!(names(place.folder.path()), ["spec.yaml"]);
}

#[test]
fn a_missing_spec_is_one_mistake() {
    let place = Place::new();
    let text = place.fails(1, &["generate", "missing.yaml", "--out", "out"]);
    assert!(
        text.contains("IIG0001") && text.contains("missing.yaml"),
        "{text}"
    );
    assert!(text.ends_with("1 mistake; nothing was written\n"), "{text}");
    assert!(!place.path("out").exists());
}

#[test]
fn wrong_usage_exits_with_2() {
    let place = Place::new();
    for arguments in [
        [].as_slice(),
        &["generate"],
        &["generate", "spec.yaml"],
        &["generate", "spec.yaml", "--out"],
        &["generate", "spec.yaml", "--out", "out", "--fast"],
        &["check"],
        &["destroy", "spec.yaml"],
    ] {
        assert!(
            place.fails(2, arguments).contains("--help"),
            "{arguments:?}"
        );
    }
    assert_eq!(names(place.folder.path()), ["spec.yaml"]);
}

#[test]
fn an_output_that_cannot_be_written_is_named() {
    let place = Place::new();
    // A file where a folder should be: nobody, root neither, can write below it.
    place.spoil("file");
    let text = place.fails(1, &["generate", "spec.yaml", "--out", "file/out"]);
    assert!(text.contains("file/out/ScalarsUserClient.iig"), "{text}");
    // A folder where a file should be.
    fs::create_dir_all(place.path("out/ScalarsUserClientTypes.h")).expect("it can be made");
    let text = place.fails(1, &["generate", "spec.yaml", "--out", "out"]);
    assert!(text.contains("out/ScalarsUserClientTypes.h"), "{text}");
    let left = names(&place.path("out"));
    assert!(!left.iter().any(|name| name.starts_with('.')), "{left:?}");
}

#[test]
fn timings_are_printed_on_request() {
    let place = Place::new();
    let output = place.iigen(&["generate", "spec.yaml", "--out", "out", "--timings"]);
    let text = String::from_utf8(output.stderr).expect("it prints text");
    for stage in ["read and check: ", "generate: ", "write: "] {
        assert!(text.contains(stage), "{text}");
    }
}

/// As a `build.rs` calls it; the process is this test's own, started again.
#[test]
fn builder_tells_cargo_what_it_read() {
    if let Some(spec) = std::env::var_os("IIGEN_TEST_SPEC") {
        Builder::new(spec).user_dir("driver").generate();
        return;
    }
    let place = Place::new();
    let build = |spec: &str| {
        let mut command = Command::new(std::env::current_exe().expect("the test has a file"));
        command.args(["--exact", "builder_tells_cargo_what_it_read", "--nocapture"]);
        command
            .env("IIGEN_TEST_SPEC", spec)
            .env("OUT_DIR", place.path("out"));
        command.current_dir(place.folder.path());
        command
    };
    let output = run(&mut build("spec.yaml"));
    let printed = String::from_utf8(output.stdout).expect("it prints text");
    assert!(
        printed.contains("cargo::rerun-if-changed=spec.yaml\n"),
        "{printed}"
    );
    assert!(place.path("out/ScalarsUserClient.iig.cpp").exists());
    assert_eq!(names(&place.path("driver")), ["ScalarsUserClient.cpp"]);
    let output = build("missing.yaml").output().expect("it runs");
    let text = String::from_utf8(output.stderr).expect("it prints text");
    assert_eq!(output.status.code(), Some(1), "{text}");
    assert!(text.contains("missing.yaml"), "{text}");
}

/// A module whose spec is a file doesn't say where its crate is.
#[test]
fn a_module_whose_spec_is_a_file_names_it() {
    let place = Place::new();
    let module = "#[iigen_client::user_client(spec = \"specs/ring.yaml\")]\nmod ring {}\n";
    fs::write(place.path("ring.rs"), module).expect("it can be written");
    let text = place.fails(1, &["generate", "ring.rs", "--out", "out"]);
    assert!(text.contains("IIG0280"), "{text}");
    assert!(text.contains("ring.rs:1:"), "{text}");
    assert!(
        text.contains("the spec of this module is specs/ring.yaml"),
        "{text}"
    );
    assert!(!place.path("out").exists(), "nothing is written");
}

#[test]
fn each_target_has_a_folder_or_is_made_alone() {
    let place = Place::new();
    let spec = fs::read_to_string(place.path("spec.yaml")).expect("it is there");
    let both = spec.replacen("provider:", "target: [kext, dext]\nprovider:", 1);
    fs::write(place.path("both.yaml"), both).expect("the spec can be written");
    place.succeeds(&["generate", "both.yaml", "--out", "both"]);
    assert_eq!(
        names(&place.path("both")),
        ["dext", "kext", "scalars_user_client.rs"]
    );
    place.succeeds(&["generate", "both.yaml", "--out", "one", "--target", "dext"]);
    place.succeeds(&["generate", "spec.yaml", "--out", "only"]);
    assert_eq!(names(&place.path("one")), names(&place.path("only")));
    let of_both = names(&place.path("both/dext"));
    let mut with_client = names(&place.path("only"));
    with_client.retain(|name| !name.ends_with(".rs"));
    assert_eq!(of_both, with_client);

    let other = ["generate", "spec.yaml", "--out", "no", "--target", "kext"];
    let said = place.fails(1, &other);
    assert!(said.starts_with("error[IIG0008]: the spec has no target kext"));
    assert!(!place.path("no").exists());
}

/// What a kext's build.rs lacks, or has too much of, the builder says before it writes anything.
#[test]
fn the_builder_makes_one_target_of_several() {
    let place = Place::new();
    let spec = fs::read_to_string(place.path("spec.yaml")).expect("it is there");
    let both = spec.replacen("provider:", "target: [kext, dext]\nprovider:", 1);
    fs::write(place.path("both.yaml"), both).expect("the spec can be written");
    let made = |spec: &str, with: &dyn Fn(Builder) -> Builder| {
        let builder = Builder::new(place.path(spec)).out_dir(place.path("out"));
        with(builder).try_generate()
    };
    let fails = |made: Result<_, String>| made.map(|_: iigen::Generated| ()).expect_err("it fails");
    let said = fails(made("both.yaml", &|builder| builder));
    assert!(
        said.ends_with("both.yaml has several targets: say target()"),
        "{said}"
    );
    let said = fails(made("spec.yaml", &|builder| builder.target(Target::Kext)));
    assert!(
        said.ends_with("spec.yaml has no target kext: add it to `target`"),
        "{said}"
    );
    let said = fails(made("both.yaml", &|builder| {
        builder.target(Target::Kext).iig("driver/RingDriver.iig")
    }));
    assert!(
        said.starts_with("driver/RingDriver.iig: a kext has no .iig: "),
        "{said}"
    );
    assert!(!place.path("out").exists(), "nothing is written");
    let kext = made("both.yaml", &|builder| builder.target(Target::Kext));
    assert_eq!(kext.expect("a kext is made").sources.len(), 2);
    assert!(place.path("out/ScalarsUserClient.h").exists());
}
