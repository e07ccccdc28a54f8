//! A module of an app's Rust is a spec for the command and for a `build.rs`: it makes what the equal
//! spec in YAML makes, and the rest of the file makes no difference.

mod support;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::SystemTime;

use iigen::Builder;
use support::{entries, file_name, root, run};

/// A crate: `src/lib.rs` with the module, and the same spec as `ring.yaml`.
struct Crate {
    folder: tempfile::TempDir,
}

impl Crate {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let copy = |from: &str, to: &str| {
            let to = folder.path().join(to);
            fs::create_dir_all(to.parent().expect("it is in one")).expect("it can be made");
            fs::copy(root().join("tests/rust").join(from), to).expect("it can be copied");
        };
        copy("app.rs", "src/lib.rs");
        copy("app.yaml", "ring.yaml");
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

    /// Runs the command, which must succeed.
    fn succeeds(&self, arguments: &[&str]) {
        let output = self.iigen(arguments);
        let text = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{arguments:?}: {text}");
    }

    /// Changes the app around the spec.
    fn edit(&self) {
        let text = fs::read_to_string(self.path("src/lib.rs")).expect("it is there");
        let text = text.replace("fn main() {", "fn other() {}\n\nfn main() {\n    other();");
        let text = text.replace("LIMIT\n        }", "LIMIT + 1\n        }");
        assert!(text.contains("other();") && text.contains("LIMIT + 1"));
        fs::write(self.path("src/lib.rs"), text).expect("it can be written");
    }
}

/// What a folder holds: names and texts.
fn files(folder: &Path) -> Vec<(String, String)> {
    let read = |path: &PathBuf| fs::read_to_string(path).expect("it is text");
    let paths = entries(folder);
    let files = paths.iter().filter(|path| path.is_file());
    files.map(|path| (file_name(path), read(path))).collect()
}

fn times(folder: &Path) -> Vec<SystemTime> {
    let time = |path: &PathBuf| fs::metadata(path).and_then(|data| data.modified());
    let times = entries(folder).iter().map(time).collect::<Result<_, _>>();
    times.expect("files have times")
}

#[test]
fn generate_writes_what_the_equal_yaml_makes() {
    let app = Crate::new();
    app.succeeds(&["generate", "src/lib.rs", "--out", "rust"]);
    app.succeeds(&["generate", "ring.yaml", "--out", "yaml"]);
    let made = files(&app.path("rust"));
    assert_eq!(made.len(), 6);
    assert_eq!(made, files(&app.path("yaml")));
    app.succeeds(&["diff", "src/lib.rs", "ring.yaml", "--level", "all"]);
}

/// So that nothing is compiled again where the app alone has changed.
#[test]
fn a_change_of_the_app_touches_no_output() {
    let app = Crate::new();
    app.succeeds(&["generate", "src/lib.rs", "--out", "rust"]);
    let before = times(&app.path("rust"));
    app.edit();
    app.succeeds(&["generate", "src/lib.rs", "--out", "rust"]);
    app.succeeds(&["generate", "src/lib.rs", "--out", "rust", "--check"]);
    assert_eq!(times(&app.path("rust")), before);
}

/// As a `build.rs` calls it; the process is this test's own, started again.
#[test]
fn a_build_step_takes_the_crates_own_source() {
    const NAME: &str = "a_build_step_takes_the_crates_own_source";
    if let Some(spec) = std::env::var_os("IIGEN_TEST_SPEC") {
        let made = Builder::new(spec).user_dir("driver").generate();
        assert_eq!(made.class, "RingUserClient");
        return;
    }
    let app = Crate::new();
    let build = |spec: &str, out: &str| {
        let mut command = Command::new(std::env::current_exe().expect("the test has a file"));
        command.args(["--exact", NAME, "--nocapture"]);
        command
            .env("IIGEN_TEST_SPEC", spec)
            .env("OUT_DIR", app.path(out));
        let output = run(command.current_dir(app.folder.path()));
        String::from_utf8(output.stdout).expect("it prints text")
    };
    let printed = build("src/lib.rs", "out");
    let read = "cargo::rerun-if-changed=src/lib.rs\n";
    assert!(printed.contains(read), "{printed}");
    build("ring.yaml", "yaml");
    assert_eq!(files(&app.path("out")), files(&app.path("yaml")));
    let (before, users) = (times(&app.path("out")), times(&app.path("driver")));
    app.edit();
    build("src/lib.rs", "out");
    assert_eq!(
        (times(&app.path("out")), times(&app.path("driver"))),
        (before, users)
    );
}

#[test]
fn a_file_with_two_specs_is_a_mistake() {
    let app = Crate::new();
    let spec = root().join("tests/bad/rust_second_module.rs");
    let output = app.iigen(&["generate", &spec.to_string_lossy(), "--out", "out"]);
    let text = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{text}");
    assert!(
        text.contains("IIG0711") && text.contains("the first"),
        "{text}"
    );
    assert!(!app.path("out").exists(), "nothing is written");
}
