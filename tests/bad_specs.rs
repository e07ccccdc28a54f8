//! What iigen says of bad specs: each file of tests/bad, and beside it its diagnostics.

mod support;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use iigen::diagnostic::{Diagnostic, Diagnostics};
use iigen::render::render;
use iigen::span::Sources;
use iigen_parser::codes::{self, Code};
use iigen_parser::recovery::recover;
use iigen_parser::{rust, yaml};
use support::{NOT_OF_A_SPEC, cases, entries, file_name, read, root};

/// The grammar of Rust modules and of `.iig` files has its own tests.
const FIRST_OF_OTHER_LANGUAGES: u16 = 700;

fn specs() -> Vec<PathBuf> {
    let mut specs = entries(&root().join("tests/bad"));
    specs.retain(|path| {
        path.extension()
            .is_some_and(|of| of == "yaml" || of == "rs")
    });
    assert!(specs.len() >= 35, "the bad specs are in tests/bad");
    specs
}

/// The mistakes of a spec, which has some.
fn mistakes(path: &Path, sources: &mut Sources) -> Vec<Diagnostic> {
    let text = fs::read_to_string(path).expect("the spec can be read");
    let name = file_name(path);
    read(sources, &name, &text).expect_err(&name)
}

#[test]
fn diagnostics_are_the_snapshots() {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("bad");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| {
        for path in specs() {
            let mut sources = Sources::default();
            let found = mistakes(&path, &mut sources);
            let name = file_name(&path);
            let (kind, _) = name.rsplit_once('.').expect("it has an extension");
            insta::assert_snapshot!(kind, render(&sources, &found, false));
        }
    });
}

#[test]
fn every_kind_of_mistake_has_a_spec() {
    let mut seen = Vec::new();
    for path in specs() {
        let found = mistakes(&path, &mut Sources::default());
        seen.extend(found.into_iter().map(|found| found.code));
    }
    for code in codes::ALL {
        if code.number < FIRST_OF_OTHER_LANGUAGES {
            let other = NOT_OF_A_SPEC.contains(code);
            assert_ne!(seen.contains(code), other, "{code}: {}", code.rule);
        }
    }
}

#[test]
fn three_mistakes_are_three_diagnostics() {
    let path = root().join("tests/bad/three_mistakes.yaml");
    assert_eq!(mistakes(&path, &mut Sources::default()).len(), 3);
}

/// Each edit leaves a text that has one mistake less, or the same one elsewhere.
#[test]
fn edits_mend_what_they_are_offered_for() {
    for path in specs() {
        let mut sources = Sources::default();
        let found = mistakes(&path, &mut sources);
        for mistake in &found {
            let Some(edit) = &mistake.edit else {
                continue;
            };
            let text = edit.apply(&sources.get(edit.span.source).text);
            let left = read(&mut Sources::default(), &file_name(&path), &text).err();
            let same =
                |left: &Diagnostic| left.code == mistake.code && left.message == mistake.message;
            let before = found.iter().filter(|found| same(found)).count();
            let after = left.iter().flatten().filter(|left| same(left)).count();
            assert!(
                after < before,
                "{path:?}: {edit:?} does not mend {mistake:?}"
            );
        }
    }
}

/// What is mended for a target is mended whole: nothing else is a mistake because of it.
#[test]
fn edits_for_a_target_leave_nothing_behind() {
    let mut edits = 0;
    for name in [
        "kext_bar.yaml",
        "rust_kext_bar.rs",
        "queue_of_dext.yaml",
        "rust_queue_of_dext.rs",
    ] {
        let path = root().join("tests/bad").join(name);
        let mut sources = Sources::default();
        let found = mistakes(&path, &mut sources);
        for edit in found
            .iter()
            .map(|of| of.edit.as_ref().expect("it can be mended"))
        {
            let text = edit.apply(&sources.get(edit.span.source).text);
            let left = read(&mut Sources::default(), name, &text)
                .err()
                .unwrap_or_default();
            assert_eq!(left.len() + 1, found.len(), "{name}: {text}");
            edits += 1;
        }
    }
    assert_eq!(edits, 10);
}

/// Lines end in one of two ways, and the last need not.
#[test]
fn the_ends_of_lines_make_no_difference() {
    for path in specs() {
        let text = fs::read_to_string(&path).expect("the spec can be read");
        let places = |text: &str| -> Vec<_> {
            let mut sources = Sources::default();
            let found = read(&mut sources, &file_name(&path), text).expect_err("it has mistakes");
            let place =
                |found: &Diagnostic| (found.code.number, sources.line_column(found.labels[0].span));
            found.iter().map(place).collect()
        };
        let unix = text.replace("\r\n", "\n");
        assert_eq!(
            places(&unix),
            places(&unix.replace('\n', "\r\n")),
            "{path:?}"
        );
        assert_eq!(
            places(&unix),
            places(unix.trim_end_matches('\n')),
            "{path:?}"
        );
    }
}

/// The one code that iigen has for a file.
fn refused(path: &Path) -> &'static Code {
    let started = Instant::now();
    let mut sources = Sources::default();
    let outcome = iigen::load(path, &mut sources).and_then(|id| iigen::read(&sources, id));
    let found = outcome.expect_err("it is refused");
    let text = render(&sources, &found, false);
    assert!(text.len() < 5_000, "{} bytes about one mistake", text.len());
    assert!(
        started.elapsed() < Duration::from_secs(5),
        "{path:?} took long"
    );
    assert_eq!(found.len(), 1, "{text}");
    found[0].code
}

#[test]
fn hostile_files_are_refused_quickly() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let write = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        fs::write(&path, bytes).expect("it can be written");
        path
    };
    let head = "iigen: 1\nclass: Bad\nprovider: Demo\n";
    let nested = |open: &str, close: &str| {
        format!(
            "{head}doc: {}{}\n",
            open.repeat(200_000),
            close.repeat(200_000)
        )
    };
    for (name, bytes, code) in [
        ("empty.yaml", Vec::new(), &codes::EMPTY),
        ("space.yaml", b" \n\n  \n".to_vec(), &codes::EMPTY),
        ("comment.yaml", b"# nothing\n".to_vec(), &codes::EMPTY),
        (
            "lists.yaml",
            nested("[", "]").into_bytes(),
            &codes::YAML_DEPTH,
        ),
        (
            "open.yaml",
            nested("[", "").into_bytes(),
            &codes::YAML_DEPTH,
        ),
        (
            "maps.yaml",
            nested("{a: ", "}").into_bytes(),
            &codes::YAML_DEPTH,
        ),
        (
            "dashes.yaml",
            nested("- ", "").into_bytes(),
            &codes::YAML_SYNTAX,
        ),
        (
            "binary.yaml",
            (0..=255).cycle().take(100_000).collect(),
            &codes::NOT_UTF8,
        ),
        ("zeros.yaml", vec![0; 100_000], &codes::YAML_SYNTAX),
        ("line.yaml", vec![b'a'; 100_000_000], &codes::TOO_LARGE),
        ("word.yaml", vec![b'a'; 1_000_000], &codes::WRONG_KIND),
        ("spec.txt", head.as_bytes().to_vec(), &codes::SOURCE_KIND),
        ("spec", head.as_bytes().to_vec(), &codes::SOURCE_KIND),
    ] {
        assert_eq!(refused(&write(name, &bytes)), code, "{name}");
    }
    assert_eq!(
        refused(&folder.path().join("missing.yaml")),
        &codes::UNREADABLE
    );
    let directory = folder.path().join("folder.yaml");
    fs::create_dir(&directory).expect("a folder can be made");
    assert_eq!(refused(&directory), &codes::UNREADABLE);
}

/// Thousands of mistakes are found, and as many printed as one reads.
#[test]
fn many_mistakes_are_printed_quickly() {
    let mut text = "iigen: 1\nclass: Bad\nprovider: Demo\nmethods:\n".to_owned();
    for selector in 0..5_000 {
        text.push_str(&format!(
            "  m{selector}: {{ selector: {selector}, bogus: 1 }}\n"
        ));
    }
    let started = Instant::now();
    let mut sources = Sources::default();
    let found = read(&mut sources, "spec.yaml", &text).expect_err("it has mistakes");
    assert_eq!(found.len(), 5_000);
    assert!(render(&sources, &found, false).ends_with("and 4900 more\n\n"));
    assert!(started.elapsed() < Duration::from_secs(5));
}

/// A type that nests deeper than any program needs is no type; it is no stack overflow either.
#[test]
fn deep_types_are_refused() {
    let brackets = format!("{}u8{}", "[".repeat(200_000), "; 1]".repeat(200_000));
    let head = "iigen: 1\nclass: Bad\nprovider: Demo\nmethods:";
    let text = format!("{head} {{ a: {{ selector: 0, struct_in: \"{brackets}\" }} }}");
    let found = read(&mut Sources::default(), "spec.yaml", &text).expect_err("it is refused");
    assert_eq!(found[0].code, &codes::BAD_TYPE);
    let mut types = String::new();
    for depth in 0..50_000 {
        types.push_str(&format!(
            "  T{depth}: {{ struct: {{ a: T{} }} }}\n",
            depth + 1
        ));
    }
    types.push_str("  T50000: { struct: { a: u8 } }\n");
    let text = format!("{head} {{ a: {{ selector: 0, struct_in: T0 }} }}\ntypes:\n{types}");
    let interface = read(&mut Sources::default(), "spec.yaml", &text);
    assert_eq!(interface.expect("it is accepted").types.len(), 50_001);
}

/// Whether there are all files: the client, and of each driver 5, or 6 with rings.
fn is_whole(interface: &iigen::Interface) -> bool {
    let drivers = interface.targets.len();
    let files = iigen::generate(interface).len();
    (5 * drivers + 1..=6 * drivers + 1).contains(&files)
}

/// Whether something is left of a spec with mistakes; it can be generated.
fn recovers(text: &str, name: &str, mistakes: &[Diagnostic]) -> bool {
    let id = Sources::default().add(name, text);
    let mut found = Diagnostics::default();
    let spec = match name.rsplit_once('.') {
        Some((_, "rs")) => rust::parse(text, id, &mut found),
        _ => yaml::parse(text, id, &mut found),
    };
    let Some(left) = spec.and_then(|spec| recover(&spec, mistakes)) else {
        return false;
    };
    assert!(is_whole(&left.interface));
    true
}

#[test]
fn most_of_a_spec_outlives_its_mistakes() {
    let mut recovered = 0;
    for path in specs() {
        let found = mistakes(&path, &mut Sources::default());
        let text = fs::read_to_string(&path).expect("the spec can be read");
        recovered += usize::from(recovers(&text, &file_name(&path), &found));
    }
    assert!(recovered > 90, "{recovered}");
}

/// Specs with some bytes changed: no panic, and what is accepted can be generated.
#[test]
fn mutated_specs_never_panic() {
    const PIECES: &[&str] = &[
        "",
        " ",
        "\n",
        ":",
        "{",
        "}",
        "[",
        "]",
        ",",
        "\"",
        "'",
        "#",
        "-",
        "|",
        "&a",
        "*a",
        "!t",
        "\t",
        "0",
        "-1",
        "4294967296",
        "99999999999999999999999999999999999999999",
        "u8",
        "bool",
        "[u8; 0]",
        "max: 0",
        "min: -1",
        "é",
        "🦀",
        "\u{feff}",
        "\u{0}",
        "..",
        "doc:",
        "Record",
    ];
    let mut random = 0x9e37_79b9_7f4a_7c15_u64;
    let mut below = |end: usize| {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        (random % end as u64) as usize
    };
    let (mut accepted, mut recovered) = (0, 0);
    for case in cases() {
        let original = case.text();
        for _ in 0..120 {
            let mut text = original.clone();
            for _ in 0..=below(3) {
                let start = text.floor_char_boundary(below(text.len()));
                let end = text.floor_char_boundary((start + below(12)).min(text.len()));
                text.replace_range(start..end, PIECES[below(PIECES.len())]);
            }
            let mut sources = Sources::default();
            match read(&mut sources, "spec.yaml", &text) {
                Ok(interface) => {
                    accepted += 1;
                    assert!(is_whole(&interface));
                }
                Err(found) => {
                    assert!(!render(&sources, &found, false).is_empty());
                    recovered += usize::from(recovers(&text, "spec.yaml", &found));
                }
            }
        }
    }
    assert!(accepted > 0, "some mutations make no difference");
    assert!(recovered > 0, "some leave the other items");
}
