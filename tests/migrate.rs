//! `iigen migrate`: tests/migrate has specs, and what the command says of each for every target.

mod support;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use iigen::migrate::{ALL_RULES, NAMES, Verdict, migrate};
use iigen::span::Sources;
use iigen::{Builder, Target, Whole, read_whole};
use support::{cases, entries, file_name, have, root, run};

/// The names of the specs.
fn specs() -> Vec<String> {
    let names = entries(&root().join("tests/migrate"));
    let mut names: Vec<_> = names.iter().map(|of| file_name(of)).collect();
    names.retain(|name| name.ends_with(".yaml") || name.ends_with(".rs"));
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
fn report(folder: &Path, files: &[&str], to: Target) -> (String, i32) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_iigen"));
    command.arg("migrate").args(files).args(["--to", to.name()]);
    let output = command.current_dir(folder).output().expect("iigen runs");
    let texts = [output.stdout, output.stderr].map(|of| String::from_utf8(of).expect("it is text"));
    (texts.concat(), output.status.code().expect("it exits"))
}

#[test]
fn reports_are_the_snapshots() {
    let folder = root().join("tests/migrate");
    for name in specs() {
        for to in Target::ALL {
            let (text, code) = report(&folder, &[&name], to);
            let to = to.name();
            snapshot(
                &format!("{name}-{to}"),
                &format!(
                    "exit code: {code}

{text}"
                ),
            );
        }
    }
}

/// The specs of this folder that can be read.
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

/// These, and those of all cases.
fn all() -> Vec<(String, Sources, Whole)> {
    let cases = cases().into_iter().map(|case| {
        let (sources, whole) = read(&case.text(), "spec.yaml");
        (case.name, sources, whole)
    });
    readable().into_iter().chain(cases).collect()
}

#[test]
fn every_rule_is_told_of_somewhere() {
    let mut told = BTreeSet::new();
    for (_, sources, whole) in readable() {
        for to in Target::ALL {
            let found = migrate(&whole, &sources, to, &[]).unwrap_or_default();
            told.extend(found.into_iter().map(|of| of.rule));
        }
    }
    for rule in ALL_RULES
        .iter()
        .filter(|of| !of.name.starts_with("kernel-"))
    {
        assert!(told.contains(rule.name), "{} is told of nowhere", rule.name);
    }
}

fn snapshot(name: &str, text: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(root().join("tests/migrate"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, text));
}

/// The C++ beside the spec: each name of the kernel's, and none that stands in a comment or a literal.
#[test]
fn names_of_the_kernel_are_told_of() {
    let files = ["both.yaml", "driver/DiskDriver.cpp"];
    let (text, code) = report(&root().join("tests/migrate"), &files, Target::Dext);
    let told: Vec<_> = text.lines().filter(|of| of.contains("[kernel-")).collect();
    assert_eq!(code, 1, "{text}");
    snapshot("DiskDriver.cpp", &told.join("\n"));
}

#[test]
fn only_the_way_to_a_dext_looks_at_code() {
    let folder = root().join("tests/migrate");
    let (text, code) = report(
        &folder,
        &["ring.yaml", "driver/DiskDriver.cpp"],
        Target::Kext,
    );
    assert!(code == 2 && text.contains("IIG0291"), "{text}");
    let specs = ["both.yaml", "driver/DiskDriver.cpp", "ring.yaml", "ring.rs"];
    let (text, code) = report(&folder, &specs, Target::Dext);
    assert_eq!((code, text.matches("IIG0291").count()), (2, 2), "{text}");
    let (text, code) = report(&folder, &["both.yaml", "a.cpp", "b.cpp"], Target::Dext);
    assert_eq!((code, text.matches("IIG0001").count()), (2, 2), "{text}");
}

/// The place of each name is found without counting from the top of the file.
#[test]
fn large_sources_are_read_in_no_time() {
    let folder = tempfile::tempdir().expect("a folder is made");
    let spec = root().join("tests/migrate/both.yaml");
    fs::copy(spec, folder.path().join("both.yaml")).expect("it is copied");
    let code = "    copyin();\n".repeat(200_000);
    fs::write(folder.path().join("large.cpp"), code).expect("it is written");
    let started = Instant::now();
    let (text, _) = report(folder.path(), &["both.yaml", "large.cpp"], Target::Dext);
    assert!(text.contains("\nlarge.cpp:200000:5: can't: `copyin`"));
    assert!(started.elapsed() < Duration::from_secs(20));
}

/// A list is in its order, each entry stands in the spec, and nothing is said twice.
#[test]
fn lists_are_in_order() {
    for (name, sources, whole) in all() {
        for to in Target::ALL {
            let Ok(found) = migrate(&whole, &sources, to, &[]) else {
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
    for (name, sources, whole) in all() {
        for to in Target::ALL {
            let Ok(found) = migrate(&whole, &sources, to, &[]) else {
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
    assert!(followed >= 60, "{followed}");
}

/// The advice that is followed: of a kext's spec with everything, the drivers of all targets compile.
#[test]
fn the_spec_with_all_targets_compiles() {
    let folder = tempfile::tempdir().expect("a folder is made");
    let own = root().join("tests/migrate/driver");
    let kext = fs::read_to_string(root().join("tests/migrate/disk.yaml")).expect("it can be read");
    let all = kext.replace("target: kext\n", "target: [kext, dext, kext-2022]\n");
    assert_ne!(all, kext);
    let spec = folder.path().join("disk.yaml");
    fs::write(&spec, all).expect("it is written");
    for target in Target::ALL {
        let out = folder.path().join(target.name());
        let mut builder = Builder::new(&spec).target(target).out_dir(&out);
        let mut folders = vec![out];
        if target.is_kext() {
            folders.extend([own.join("kext"), root().join("loopback/include-kernel")]);
        } else {
            builder = builder.iig(own.join("DiskDriver.iig"));
            folders.push(root().join("loopback/include"));
        }
        let generated = builder
            .try_generate()
            .unwrap_or_else(|text| panic!("{text}"));
        for compiler in ["g++", "clang++-19"] {
            if !have(compiler) {
                continue;
            }
            let mut command = Command::new(compiler);
            command.args([
                "-std=c++17",
                "-Wall",
                "-Wextra",
                "-Wpedantic",
                "-Werror",
                "-fsyntax-only",
            ]);
            for folder in &folders {
                command.arg("-I").arg(folder);
            }
            run(command.args(&generated.sources));
        }
    }
}

/// What is written in the place of queues is a spec for both, whatever the spec has called its own.
#[test]
fn what_takes_the_place_of_queues_is_a_spec() {
    let mut replaced = 0;
    for (name, sources, whole) in readable() {
        let found = migrate(&whole, &sources, Target::Dext, &[]).unwrap_or_default();
        let queues: Vec<_> = found.iter().filter(|of| of.rule == "queue").collect();
        if queues.is_empty() {
            continue;
        }
        let advice = queues.iter().flat_map(|of| &of.advice);
        let written = advice.flat_map(|of| of.split('`').skip(1).step_by(2));
        let text = &sources.get(iigen::span::SourceId(0)).text;
        let both = in_place_of_queues(&name, text, &written.collect::<Vec<_>>());
        let (_, whole) = read(&both, &name);
        let interface = &whole.interface;
        assert!(interface.targets.contains(&Target::Dext), "{both}");
        assert!(interface.memory.len() >= queues.len() - 1, "{both}");
        replaced += queues.len();
    }
    assert!(replaced >= 14, "{replaced}");
}

/// The spec with a dext, and with what was written for each queue instead of it.
fn in_place_of_queues(name: &str, text: &str, written: &[&str]) -> String {
    let is_type = |of: &&&str| of.contains("struct");
    let is_memory = |of: &&&str| of.contains("ring:") || of.contains("RingConsumer<");
    let lines = |of: &[&&str]| {
        of.iter()
            .fold(String::new(), |all, of| all + "  " + of + "\n")
    };
    let types: Vec<_> = written.iter().filter(is_type).collect();
    let memory: Vec<_> = written.iter().filter(is_memory).collect();
    let methods: Vec<_> = written
        .iter()
        .filter(|of| !is_type(of) && !is_memory(of))
        .collect();
    let kept = text.lines().filter(|of| !of.contains("queue:"));
    let kept: String = kept.map(|of| of.to_owned() + "\n").collect();
    if name.ends_with(".yaml") {
        let kept = kept.replace("target: kext\n", "target: [kext, dext]\n");
        let under = |kept: &str, key: &str, of: &[&&str]| {
            let (front, behind) = kept.split_once(key).expect("the spec has the key");
            format!("{front}{key}{}{behind}", lines(of))
        };
        let kept = under(&kept, "\ntypes:\n", &types);
        let kept = under(&kept, "\nmethods:\n", &methods);
        return under(&kept, "\nmemory:\n", &memory);
    }
    let kept = kept.replace("target = [kext", "target = [dext, kext");
    let (items, methods_of_trait) = kept.split_once("pub trait").expect("it has a trait");
    let (front, _) = methods_of_trait
        .split_once("#[memory")
        .expect("it has queues");
    let (methods, memory) = (lines(&methods), lines(&memory));
    format!(
        "{items}{}pub trait{front}{methods}{memory}}}\n}}\n",
        lines(&types)
    )
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
    let (text, code) = report(folder.path(), &["scope.yaml"], Target::Dext);
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

/// The page's table of names is that of the command.
#[test]
fn the_page_has_every_name() {
    let page = fs::read_to_string(root().join("docs/migrate.md")).expect("the page is there");
    let (_, table) = page
        .split_once("| IOKit | DriverKit |\n|---|---|\n")
        .expect("the table is there");
    let (table, _) = table.split_once("\n\n").expect("it ends");
    let rows = NAMES.iter().map(|of| {
        let names: Vec<_> = of.of_kext.iter().map(|of| format!("`{of}`")).collect();
        format!("| {} | {} |", names.join(", "), of.of_dext)
    });
    assert_eq!(table, rows.collect::<Vec<_>>().join("\n"));
}

/// No name has two fates.
#[test]
fn names_are_there_once() {
    let all: Vec<_> = NAMES.iter().flat_map(|of| of.of_kext).collect();
    for (index, name) in all.iter().enumerate() {
        let start = name.trim_end_matches('*');
        let clash = all.iter().enumerate().find(|(other, of)| {
            let of_start = of.trim_end_matches('*');
            *other != index
                && (of_start == start || (of.ends_with('*') && start.starts_with(of_start)))
        });
        assert!(clash.is_none(), "{name}: {clash:?}");
    }
}
