//! Dispatch tables in C++ become specs whose rows are theirs, or are told what is wrong with them.

mod import_support;
mod support;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use iigen::Whole;
use iigen::diagnostic::Diagnostic;
use iigen::import::import;
use iigen::render::render;
use iigen::span::Sources;
use iigen_parser::codes;
use iigen_parser::import::Options;
use iigen_parser::row::Row;
use import_support::{Outcome, imported, text, whole};
use support::{entries, file_name, read, root};

/// What no source is to blame for.
const NOT_OF_A_SOURCE: &[u16] = &[codes::IMPORT_MEANING.number, codes::IMPORT_EXISTS.number];

fn cases() -> Vec<PathBuf> {
    let mut cases = entries(&root().join("tests/import"));
    cases.retain(|path| path.extension().is_some_and(|of| of == "cpp"));
    assert!(cases.len() >= 40, "the tables are in tests/import");
    cases
}

/// The rows that a spec makes, to be compared with the table by eye.
fn rows(whole: &Whole) -> String {
    let mut rows = String::new();
    for method in &whole.interface.methods {
        let numbers = Row::of(method, &whole.interface).0;
        let numbers =
            numbers.map(|check| check.number().map_or("any".to_owned(), |of| of.to_string()));
        let _ = writeln!(
            rows,
            "{} {}: {}",
            method.selector,
            method.name,
            numbers.join(", ")
        );
    }
    rows
}

#[test]
fn tables_are_the_snapshots() {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("import");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| {
        for path in cases() {
            let name = file_name(&path);
            let Outcome {
                sources,
                yaml,
                found,
            } = imported(&name, &text(&path));
            let mut snapshot = String::new();
            if let Some(yaml) = yaml {
                let (_, whole) = whole(&name, &text(&path));
                let _ = writeln!(snapshot, "{yaml}\n{}", rows(&whole));
            }
            snapshot.push_str(&render(&sources, &found, false));
            insta::assert_snapshot!(name.trim_end_matches(".cpp"), snapshot.trim_end());
        }
    });
}

#[test]
fn every_kind_of_mistake_has_a_table() {
    let mut seen = BTreeSet::new();
    for path in cases() {
        let found = imported(&file_name(&path), &text(&path)).found;
        seen.extend(found.iter().map(|of| of.code.number));
    }
    for code in codes::ALL
        .iter()
        .filter(|code| (840..870).contains(&code.number))
    {
        let other = NOT_OF_A_SOURCE.contains(&code.number);
        assert_ne!(seen.contains(&code.number), other, "{code}: {}", code.rule);
    }
}

/// Each edit leaves a table that has one mistake less.
#[test]
fn edits_mend_what_they_are_offered_for() {
    let mut edits = 0;
    for path in cases() {
        let name = file_name(&path);
        let before = imported(&name, &text(&path));
        for mistake in &before.found {
            let Some(edit) = &mistake.edit else {
                continue;
            };
            edits += 1;
            let text = edit.apply(&text(&path));
            let same = |found: &[Diagnostic]| {
                let same =
                    |of: &&Diagnostic| of.code == mistake.code && of.message == mistake.message;
                found.iter().filter(same).count()
            };
            let after = imported(&name, &text);
            assert!(
                same(&after.found) < same(&before.found),
                "{name}: {edit:?} does not mend {mistake:?}"
            );
        }
    }
    assert!(edits > 5, "{edits}");
}

/// Lines end in one of two ways, and the last need not.
#[test]
fn the_ends_of_lines_make_no_difference() {
    for path in cases() {
        let name = file_name(&path);
        let unix = text(&path);
        let outcome = |text: &str| {
            let Outcome {
                sources,
                yaml,
                found,
            } = imported(&name, text);
            let place = |of: &Diagnostic| (of.code.number, sources.line_column(of.labels[0].span));
            (yaml, found.iter().map(place).collect::<Vec<_>>())
        };
        assert_eq!(
            outcome(&unix),
            outcome(&unix.replace('\n', "\r\n")),
            "{name}"
        );
        assert_eq!(
            outcome(&unix),
            outcome(unix.trim_end_matches('\n')),
            "{name}"
        );
    }
}

/// A source that ends anywhere: no panic, and either a spec that is checked or a mistake.
#[test]
fn truncated_tables_never_panic() {
    let started = Instant::now();
    for path in cases() {
        let name = file_name(&path);
        let whole = text(&path);
        for (end, _) in whole.char_indices() {
            imported(&name, &whole[..end]);
        }
    }
    assert!(started.elapsed() < Duration::from_secs(120));
}

/// Tables with some tokens changed.
#[test]
fn mutated_tables_never_panic() {
    const PIECES: &[&str] = &[
        "",
        " ",
        "\n",
        "{",
        "}",
        "(",
        ")",
        "[",
        "]",
        ",",
        ";",
        "=",
        ".",
        "\"",
        "'",
        "#",
        "#if A\n",
        "#endif\n",
        "/*",
        "*/",
        "//",
        "\\\n",
        "::",
        "&",
        "<",
        ">",
        "...",
        "0",
        "-1",
        "16",
        "17",
        "0xffffffff",
        "4294967296",
        "99999999999999999999999999999999999999999",
        "1 / 0",
        "1 << 99",
        "sizeof",
        "sizeof(",
        "sizeof(int)",
        "NULL",
        "true",
        "IOExternalMethodDispatch",
        "const",
        "enum",
        "struct",
        "enum {",
        "typedef",
        "é",
        "🦀",
        "\u{feff}",
        "\u{0}",
        "R\"(",
        "#define A A A\n",
        "A(A(A))",
        "[0 ... 9]",
        "function",
        ".function =",
        "__attribute__",
    ];
    let mut random = 0x9e37_79b9_7f4a_7c15_u64;
    let mut below = |end: usize| {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        (random % end as u64) as usize
    };
    let (mut accepted, mut refused) = (0, 0);
    let started = Instant::now();
    for path in cases() {
        let name = file_name(&path);
        let original = text(&path);
        for _ in 0..200 {
            let mut text = original.clone();
            for _ in 0..=below(3) {
                let start = text.floor_char_boundary(below(text.len()));
                let end = text.floor_char_boundary((start + below(12)).min(text.len()));
                text.replace_range(start..end, PIECES[below(PIECES.len())]);
            }
            let Outcome {
                sources,
                yaml,
                found,
            } = imported(&name, &text);
            match yaml {
                Some(yaml) => {
                    accepted += 1;
                    let read = read(&mut Sources::default(), "spec.yaml", &yaml);
                    assert!(read.is_ok(), "{yaml}");
                }
                None => {
                    refused += 1;
                    assert!(!render(&sources, &found, false).is_empty());
                }
            }
        }
    }
    assert!(accepted > 100 && refused > 100, "{accepted} {refused}");
    assert!(started.elapsed() < Duration::from_secs(180));
}

/// Sources that are made to take long, or to nest deep.
#[test]
fn hostile_sources_are_quick() {
    let row = "(IOExternalMethodAction) &A::sB";
    let head = "const IOExternalMethodDispatch A::sM[] = {\n";
    let many = 30_000;
    let chain: String = (1..many)
        .map(|at| format!("k{at} = k{} + 1, ", at - 1))
        .collect();
    let back: String = (1..many)
        .map(|at| format!("const int c{at} = c{} + 1;\n", at + 1))
        .collect();
    let doubled: String = (1..60)
        .map(|at| format!("#define M{at} M{0} + M{0}\n", at + 1))
        .collect();
    let structs: String = (1..5_000)
        .map(|at| format!("struct S{at} {{ S{} a, b; }};\n", at + 1))
        .collect();
    for (name, text) in [
        ("open", "{".repeat(100_000)),
        ("deep", format!("{head}{}", "{ (".repeat(100_000))),
        ("commas", format!("{head}{}}};", ",".repeat(100_000))),
        ("const", "const ".repeat(100_000)),
        ("values", "const int x = ".repeat(100_000)),
        ("enum", "enum ".repeat(100_000)),
        ("cases", format!("case {}", "case A: ".repeat(100_000))),
        (
            "chain",
            format!(
                "enum {{ k0, {chain} }};\n{head}{{ {row}, k{}, 0, 0, 0 }} }};",
                many - 1
            ),
        ),
        ("back", format!("{back}{head}{{ {row}, c1, 0, 0, 0 }} }};")),
        (
            "doubled",
            format!("{doubled}{head}{{ {row}, M1, 0, 0, 0 }} }};"),
        ),
        (
            "structs",
            format!("{structs}{head}{{ {row}, 0, sizeof(S1), 0, 0 }} }};"),
        ),
        (
            "range",
            format!("{head}[0 ... 4294967295] = {{ {row}, 0, 0, 0, 0 }} }};"),
        ),
        (
            "minus",
            format!("{head}{{ {row}, {}1, 0, 0, 0 }} }};", "- ".repeat(100_000)),
        ),
        ("lines", "\\\n".repeat(100_000)),
        ("strings", "\"".repeat(100_001)),
        ("raw", "R\"(".repeat(20_000)),
        ("raw lines", "R\"x(\n".repeat(100_000)),
        (
            "uses",
            format!(
                "{head}{{ {row}, 0, 0, 0, 0 }} }};\nvoid f() {{ {}{} }}",
                "case 0: ".repeat(10_000),
                "sM[0];".repeat(10_000)
            ),
        ),
        (
            "arguments",
            format!(
                "#define F(x) x, x\n{head}{{ {row}, {}1{}, 0 }} }};",
                "F(".repeat(1_000),
                ")".repeat(1_000)
            ),
        ),
        (
            "calls",
            format!("#define F(x) x\n{}", "F( ".repeat(100_000)),
        ),
        ("defines", "#define A(x) x A(x)\n".repeat(20_000)),
        ("ifs", "#if A\n".repeat(20_000)),
        (
            "tables",
            format!("{head}{{ {row}, 0, 0, 0, 0 }} }};\n").repeat(5_000),
        ),
    ] {
        let started = Instant::now();
        let Outcome { sources, found, .. } = imported("hostile.cpp", &text);
        let _ = render(&sources, &found, false);
        let took = started.elapsed();
        assert!(took < Duration::from_secs(15), "{name}: {took:?}");
    }
}

/// What docs/import.md shows is what is made of the table there.
#[test]
fn the_page_shows_what_is_made() {
    let block = |page: &str, language: &str, with: &str| {
        let page = text(&root().join(page));
        let fence = format!("```{language}\n");
        let blocks = page.split(&fence).skip(1);
        let mut blocks = blocks.filter_map(|block| Some(block.split_once("```")?.0.to_owned()));
        blocks
            .find(|block| block.contains(with))
            .expect("there is a block")
    };
    let mut sources = Sources::default();
    let header = sources.add(
        "RingSelectors.h",
        "enum { kRingReset, kRingRate, kRingLoad, kRingWatch };",
    );
    let table = sources.add("Ring.cpp", block("docs/import.md", "cpp", "Dispatch2022"));
    let (yaml, found) = import(&mut sources, &[header], table, &Options::default());
    assert_eq!(
        yaml,
        Some(block("docs/import.md", "yaml", "iigen: 1")),
        "{found:?}"
    );
    assert!(found.is_empty());
}
