//! Specs that are converted mean what they meant: all that iigen makes of them is the same.

mod support;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use iigen::Whole;
use iigen::convert::convert;
use iigen::span::Sources;
use support::{entries, root};

/// Where specs are that have no mistakes, in YAML and in Rust.
const FOLDERS: &[&str] = &[
    "tests/cases",
    "tests/driver",
    "examples",
    "macros/tests/spec",
];

/// A spec there that iigen must refuse.
const REFUSED: &str = "wrong_design";

/// All specs of the repository that have no mistakes.
fn specs() -> Vec<PathBuf> {
    let mut specs = Vec::new();
    for folder in FOLDERS {
        collect(&root().join(folder), &mut specs);
    }
    let of = |ending: &str| {
        let all = specs.iter();
        all.filter(|spec| spec.extension().is_some_and(|of| of == ending))
            .count()
    };
    let counts = (of("yaml"), of("rs"));
    assert!(counts.0 >= 60 && counts.1 >= 10, "{counts:?}");
    specs
}

fn collect(folder: &Path, specs: &mut Vec<PathBuf>) {
    for path in entries(folder) {
        if path.is_dir() && !path.ends_with(REFUSED) {
            collect(&path, specs);
        } else if path.is_file() && is_spec(&path) {
            specs.push(path);
        }
    }
}

/// A YAML file, or a file of Rust with a module.
fn is_spec(path: &Path) -> bool {
    match path.extension().and_then(|ending| ending.to_str()) {
        Some("yaml") => true,
        Some("rs") => {
            let text = fs::read_to_string(path).expect("it is text");
            text.lines()
                .any(|line| line.starts_with("#[") && line.contains("user_client("))
        }
        _ => false,
    }
}

fn read(sources: &mut Sources, name: &str, text: String) -> Whole {
    let id = sources.add(name, text);
    iigen::read_whole(sources, id)
        .unwrap_or_else(|found| panic!("{}", iigen::render::render(sources, &found, false)))
}

/// Converts a spec, which must mean the same then, and go on to do so.
fn converted(path: &Path) -> String {
    let mut sources = Sources::default();
    let text = fs::read_to_string(path).expect("the spec can be read");
    let whole = read(&mut sources, &path.to_string_lossy(), text);
    let written = convert(&whole, &mut sources)
        .unwrap_or_else(|found| panic!("{}", iigen::render::render(&sources, &found, false)));
    let again = read(&mut sources, "converted.yaml", written.clone());
    assert_eq!(
        iigen::generate(&again.interface),
        iigen::generate(&whole.interface),
        "{}\n{written}",
        path.display()
    );
    let twice = convert(&again, &mut sources).expect("it is written");
    assert_eq!(twice, written, "{}", path.display());
    written
}

#[test]
fn yaml_means_the_same() {
    for path in specs() {
        converted(&path);
    }
}

/// What the command makes of a spec in Rust, whole.
#[test]
fn yaml_is_the_snapshot() {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("convert");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| {
        let spec = root().join("tests/convert/all.rs");
        insta::assert_snapshot!("all.yaml", converted(&spec));
    });
}

fn iigen(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_iigen"));
    command.arg("convert").args(arguments).current_dir(folder);
    command.output().expect("iigen runs")
}

#[test]
fn the_command_prints_or_writes_a_new_file() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let place = folder.path();
    let spec = root().join("tests/convert/all.rs");
    let expected = converted(&spec);
    fs::copy(&spec, place.join("all.rs")).expect("it can be copied");

    let printed = iigen(place, &["all.rs"]);
    assert!(printed.status.success());
    assert_eq!(String::from_utf8_lossy(&printed.stdout), expected);

    let written = iigen(place, &["all.rs", "--out", "all.yaml"]);
    assert!(written.status.success());
    assert_eq!(String::from_utf8_lossy(&written.stdout), "all.yaml\n");
    let file = || fs::read_to_string(place.join("all.yaml")).expect("it is there");
    assert_eq!(file(), expected);

    fs::write(place.join("all.yaml"), "the user's\n").expect("it can be written");
    for out in ["all.yaml", "all.rs"] {
        let refused = iigen(place, &["all.rs", "--out", out]);
        assert_eq!(refused.status.code(), Some(1));
        assert!(String::from_utf8_lossy(&refused.stderr).contains("IIG0260"));
    }
    assert_eq!(file(), "the user's\n");

    let unwritable = iigen(place, &["all.rs", "--out", "all.rs/all.yaml"]);
    assert_eq!(unwritable.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&unwritable.stderr).contains("IIG0006"));
    let missing = iigen(place, &["other.rs"]);
    assert_eq!(missing.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&missing.stderr).contains("IIG0001"));
}
