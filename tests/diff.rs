//! `iigen diff`: each folder of tests/diff has two specs, `a` and `b`, and what the command says of them.

mod support;

use std::path::Path;
use std::process::{Command, Output};

use support::{entries, file_name, root};

const LEVELS: &[&str] = &["wire", "source", "all"];

/// Runs the command in a folder.
fn diff(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_iigen"));
    command.arg("diff").args(arguments).current_dir(folder);
    command.output().expect("iigen runs")
}

fn code(output: &Output) -> i32 {
    output.status.code().expect("it exits")
}

/// The specs of a case.
fn specs(folder: &Path) -> [String; 2] {
    let mut names: Vec<_> = entries(folder).iter().map(|of| file_name(of)).collect();
    names.retain(|name| !name.contains(".snap"));
    names.try_into().expect("there are two specs")
}

fn folders() -> Vec<std::path::PathBuf> {
    let folders = entries(&root().join("tests/diff"));
    assert!(folders.len() >= 15, "the cases are in tests/diff");
    folders
}

#[test]
fn differences_are_the_snapshots() {
    for folder in folders() {
        let [a, b] = specs(&folder);
        let run = |level: &str| diff(&folder, &[&a, &b, "--level", level]);
        let codes = LEVELS
            .iter()
            .map(|level| format!("{level} {}", code(&run(level))));
        let codes = codes.collect::<Vec<_>>().join(", ");
        let all = run("all");
        let text = [all.stdout, all.stderr].map(|of| String::from_utf8(of).expect("it is text"));
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path(&folder);
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.bind(|| {
            insta::assert_snapshot!("out", format!("exit codes: {codes}\n\n{}", text.concat()));
        });
    }
}

/// The order of the two makes no difference, and none of a spec and itself is ever told.
#[test]
fn it_is_symmetric() {
    for folder in folders() {
        let [a, b] = specs(&folder);
        for level in LEVELS {
            let both = [&a, &b].map(|other| code(&diff(&folder, &[&a, other, "--level", level])));
            let back = [&b, &a].map(|other| code(&diff(&folder, &[&b, other, "--level", level])));
            assert_eq!(both[1], back[1], "{folder:?}, {level}");
            assert!(
                [0, 2].contains(&both[0]) && [0, 2].contains(&back[0]),
                "{folder:?}, {level}"
            );
        }
    }
}

#[test]
fn a_file_that_is_not_there_is_no_difference() {
    let output = diff(&root().join("tests/diff/same"), &["a.yaml", "c.yaml"]);
    assert_eq!(code(&output), 2);
    let text = String::from_utf8(output.stderr).expect("it is text");
    assert!(
        text.contains("IIG0001") && text.ends_with("nothing was compared\n"),
        "{text}"
    );
    assert!(output.stdout.is_empty());
}
