//! `iigen migrate`: tests/migrate has specs, and what the command says of each for every target.

mod support;

use std::collections::BTreeSet;
use std::fs;
use std::process::Command;

use iigen::migrate::{ALL_RULES, Verdict, migrate};
use iigen::span::Sources;
use iigen::{Target, Whole, read_whole};
use support::{entries, file_name, root};

/// The names of the specs.
fn specs() -> Vec<String> {
    let names = entries(&root().join("tests/migrate"));
    let mut names: Vec<_> = names.iter().map(|of| file_name(of)).collect();
    names.retain(|name| !name.ends_with(".snap") && !name.ends_with(".snap.new"));
    assert!(names.len() >= 7, "the specs are in tests/migrate");
    names
}

fn read(text: &str, name: &str) -> (Sources, Whole) {
    let mut sources = Sources::default();
    let id = sources.add(name, text);
    let whole = read_whole(&sources, id);
    let whole =
        whole.unwrap_or_else(|found| panic!("{}", iigen::render::render(&sources, &found, false)));
    (sources, whole)
}

/// What the command prints, and its exit code.
fn report(folder: &std::path::Path, name: &str, to: Target) -> (String, i32) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_iigen"));
    command.args(["migrate", name, "--to", to.name()]);
    let output = command.current_dir(folder).output().expect("iigen runs");
    let texts = [output.stdout, output.stderr].map(|of| String::from_utf8(of).expect("it is text"));
    (texts.concat(), output.status.code().expect("it exits"))
}

#[test]
fn reports_are_the_snapshots() {
    let folder = root().join("tests/migrate");
    for name in specs() {
        for to in Target::ALL {
            let (text, code) = report(&folder, &name, to);
            let mut settings = insta::Settings::clone_current();
            settings.set_snapshot_path(&folder);
            settings.set_prepend_module_to_snapshot(false);
            settings.set_omit_expression(true);
            settings.bind(|| {
                let to = to.name();
                insta::assert_snapshot!(
                    format!("{name}-{to}"),
                    format!("exit code: {code}\n\n{text}")
                );
            });
        }
    }
}

/// The specs that can be read.
fn readable() -> Vec<(String, Sources, Whole)> {
    let names = specs().into_iter().filter(|name| name != "mistakes.yaml");
    let specs = names.map(|name| {
        let path = root().join("tests/migrate").join(&name);
        let text = fs::read_to_string(path).expect("it can be read");
        let (sources, whole) = read(&text, &name);
        (name, sources, whole)
    });
    specs.collect()
}

#[test]
fn every_rule_is_told_of_somewhere() {
    let mut told = BTreeSet::new();
    for (_, sources, whole) in readable() {
        for to in Target::ALL {
            let found = migrate(&whole, &sources, to).unwrap_or_default();
            told.extend(found.into_iter().map(|of| of.rule));
        }
    }
    for rule in ALL_RULES {
        assert!(told.contains(rule.name), "{} is told of nowhere", rule.name);
    }
}

/// A list is in its order, each entry stands in the spec, and nothing is said twice.
#[test]
fn lists_are_in_order() {
    for (name, sources, whole) in readable() {
        for to in Target::ALL {
            let Ok(found) = migrate(&whole, &sources, to) else {
                continue;
            };
            let keys: Vec<_> = found.iter().map(|of| (of.verdict, of.span)).collect();
            assert!(keys.is_sorted(), "{name} to {to:?}");
            let texts: BTreeSet<_> = found.iter().map(|of| (of.span, &of.what)).collect();
            assert_eq!(texts.len(), found.len(), "{name} to {to:?}");
            let length = sources.get(iigen::span::SourceId(0)).text.len();
            assert!(found.iter().all(|of| of.span.range().end <= length));
        }
    }
}

/// Whatever isn't refused is advice that can be followed: the spec with both targets is one.
#[test]
fn what_can_be_is_a_spec_with_both_targets() {
    let mut followed = 0;
    for (name, sources, whole) in readable() {
        for to in Target::ALL {
            let Ok(found) = migrate(&whole, &sources, to) else {
                continue;
            };
            let mut spec = whole.spec.clone();
            if spec.targets.is_empty() {
                spec.targets
                    .push(iigen::span::Spanned::new(Target::Dext, spec.class.span));
            }
            if !whole.interface.targets.contains(&to) {
                spec.targets
                    .push(iigen::span::Spanned::new(to, spec.class.span));
            }
            let both = iigen_parser::check::check(&spec, Default::default());
            let refused = found.iter().any(|of| of.verdict == Verdict::Cant);
            assert_eq!(both.is_err(), refused, "{name} to {to:?}");
            followed += usize::from(!refused);
        }
    }
    assert!(followed >= 6, "{followed}");
}

/// docs/migrate.md has a section for each rule, in their order, which begins with what it is about.
#[test]
fn the_page_has_every_rule() {
    let page = fs::read_to_string(root().join("docs/migrate.md")).expect("the page is there");
    let sections = page.split("\n### `").skip(1);
    let sections: Vec<_> = sections
        .map(|of| {
            let (name, rest) = of.split_once("`\n\n").expect("a heading ends");
            (
                name,
                rest.split("\n\n")
                    .next()
                    .unwrap_or_default()
                    .trim()
                    .replace('\n', " "),
            )
        })
        .collect();
    let expected: Vec<_> = ALL_RULES
        .iter()
        .map(|of| (of.name, of.about.to_owned()))
        .collect();
    assert_eq!(sections, expected);
}

/// The page's spec is one, its report is what the command prints, and its second spec has both targets.
#[test]
fn the_page_shows_what_is() {
    let page = fs::read_to_string(root().join("docs/migrate.md")).expect("the page is there");
    let block = |fence: &str| {
        let (_, rest) = page
            .split_once(fence)
            .unwrap_or_else(|| panic!("the page has {fence}"));
        rest.split_once("```\n").expect("a block ends").0.to_owned()
    };
    let folder = tempfile::tempdir().expect("a folder is made");
    let spec = block("```yaml\n");
    fs::write(folder.path().join("scope.yaml"), &spec).expect("it is written");
    let (text, code) = report(folder.path(), "scope.yaml", Target::Dext);
    assert_eq!(code, 0, "{text}");
    // The page shows whole entries, and three dots for what it leaves out.
    let mut rest = text.as_str();
    let shown = block("```console\n$ iigen migrate scope.yaml --to dext\n");
    for piece in shown.split("…\n") {
        let (_, behind) = rest
            .split_once(piece)
            .unwrap_or_else(|| panic!("{piece}\nis not in\n{rest}"));
        rest = behind;
    }
    let both = spec.replace("target: kext\n", "target: [kext, dext]\n");
    assert_ne!(both, spec);
    let (_, whole) = read(&both, "scope.yaml");
    assert_eq!(whole.interface.targets, [Target::Dext, Target::Kext]);
    let files = iigen::generate(&whole.interface);
    assert!(files.iter().any(|of| of.name.starts_with("dext/")));
    assert!(files.iter().any(|of| of.name.starts_with("kext/")));
}
