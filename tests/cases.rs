//! Each folder of tests/cases has a spec, and beside it, as snapshots, all that iigen makes of it.
//!
//! A new case is a new folder with a `spec.yaml`; `INSTA_UPDATE=always cargo test --test cases`
//! writes its snapshots, to be read before they are committed.

mod support;

use support::{cases, entries, file_name};

#[test]
fn outputs_are_the_snapshots() {
    for case in cases() {
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path(&case.folder);
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.bind(|| {
            for output in case.outputs() {
                insta::assert_snapshot!(output.name, output.text);
            }
        });
    }
}

#[test]
fn every_snapshot_is_of_an_output() {
    for case in cases() {
        let mut expected: Vec<_> = case
            .outputs()
            .into_iter()
            .map(|output| output.name.replace('/', "__"))
            .collect();
        expected.sort();
        let mut found: Vec<_> = entries(&case.folder)
            .iter()
            .map(|path| file_name(path))
            .collect();
        // Classes that a driver has besides its user client are no outputs.
        found.retain(|name| name != "spec.yaml" && !name.ends_with(".iig"));
        let mut found: Vec<_> = found
            .iter()
            .map(|name| {
                name.trim_end_matches(".new")
                    .trim_end_matches(".snap")
                    .to_owned()
            })
            .collect();
        found.sort();
        found.dedup();
        assert_eq!(found, expected, "{}", case.name);
    }
}

#[test]
fn two_runs_give_the_same_bytes() {
    for case in cases() {
        assert_eq!(case.outputs(), case.outputs(), "{}", case.name);
    }
}

#[test]
fn outputs_end_with_one_newline_and_no_line_with_a_space() {
    for case in cases() {
        for output in case.outputs() {
            let at = format!("{}/{}", case.name, output.name);
            assert!(output.text.ends_with('\n'), "{at}");
            assert!(!output.text.ends_with("\n\n"), "{at}");
            assert!(!output.text.contains("\n\n\n"), "{at} has two empty lines");
            for (index, line) in output.text.lines().enumerate() {
                assert_eq!(line, line.trim_end(), "{at}:{}", index + 1);
            }
        }
    }
}
