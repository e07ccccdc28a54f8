//! Dispatch tables in C++ become specs whose rows are theirs, or are told what is wrong with them.

mod import_support;
mod support;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
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

fn iigen(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_iigen"));
    command.arg("import").args(arguments).current_dir(folder);
    command.output().expect("iigen runs")
}

#[test]
fn the_command_finds_headers_and_writes_a_new_file() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let place = folder.path();
    let write =
        |name: &str, text: &str| fs::write(place.join(name), text).expect("it can be written");
    let said = |output: &Output| String::from_utf8(output.stderr.clone()).expect("it is text");
    fs::create_dir(place.join("shared")).expect("a folder can be made");
    write(
        "Ring.h",
        "#pragma once\n#include \"Selectors.h\"\n#include \"Ring.h\"\n#include \"Missing.h\"\n",
    );
    write(
        "Selectors.h",
        "#ifndef SELECTORS\n#define SELECTORS\nenum { kReset, kRate };\n#endif\n",
    );
    write(
        "shared/Types.h",
        "struct Rate { uint32_t hz; uint32_t unit; };\n",
    );
    write(
        "Ring.cpp",
        "#include \"Ring.h\"\nconst IOExternalMethodDispatch RingUserClient::sMethods[] = {\n\
         [kReset] = { (IOExternalMethodAction) &RingUserClient::sReset, 0, 0, 0, 0 },\n\
         #if WITH_RATE\n\
         [kRate] = { (IOExternalMethodAction) &RingUserClient::sRate, 0, sizeof(Rate), 0, 0 },\n\
         #endif\n};\n",
    );
    let undecided = iigen(place, &["Ring.cpp"]);
    assert_eq!(undecided.status.code(), Some(1));
    assert!(said(&undecided).contains("IIG0843") && undecided.stdout.is_empty());

    let without = iigen(place, &["Ring.cpp", "-U", "WITH_RATE"]);
    assert!(
        without.status.success() && without.stderr.is_empty(),
        "{}",
        said(&without)
    );

    let unknown = iigen(place, &["Ring.cpp", "-DWITH_RATE"]);
    assert!(unknown.status.success());
    assert!(said(&unknown).contains("warning[IIG0862]") && said(&unknown).ends_with("1 warning\n"));

    // Two rows of one index are a mistake; a row without a place behind them is none.
    write(
        "Twice.cpp",
        "const IOExternalMethodDispatch Twice::sMethods[] = {\n\
         [0] = { &Twice::sOne, 0, 0, 0, 0 },\n\
         [0] = { &Twice::sTwo, 0, 0, 0, 0 },\n\
         { &Twice::sThree, 0, 0, 0, 0 },\n};\n",
    );
    let twice = said(&iigen(place, &["Twice.cpp"]));
    assert!(
        twice.ends_with("1 mistake and 1 warning; nothing was written\n"),
        "{twice}"
    );

    let arguments = [
        "Ring.cpp",
        "-D",
        "WITH_RATE=1",
        "--header",
        "shared/Types.h",
        "--provider",
        "RingEngine",
        "--class",
        "Ring",
        "--table",
        "RingUserClient::sMethods",
        "--out",
        "ring.yaml",
    ];
    let written = iigen(place, &arguments);
    assert!(
        written.status.success() && written.stderr.is_empty(),
        "{}",
        said(&written)
    );
    assert_eq!(written.stdout, b"ring.yaml\n");
    let yaml = text(&place.join("ring.yaml"));
    assert!(
        yaml.contains("class: Ring\nprovider: RingEngine\ntarget: kext\n"),
        "{yaml}"
    );
    assert!(yaml.contains("hz: u32"), "{yaml}");

    let again = iigen(place, &arguments);
    assert_eq!(again.status.code(), Some(1));
    assert!(said(&again).contains("IIG0864"));
    assert_eq!(text(&place.join("ring.yaml")), yaml);

    let other = iigen(
        place,
        &["Ring.cpp", "-U", "WITH_RATE", "--table", "sMethod"],
    );
    assert!(said(&other).contains("IIG0842") && said(&other).contains("`sMethods` is there"));
    let missing = iigen(place, &["Other.cpp"]);
    assert!(said(&missing).contains("IIG0001"));
}

/// A header lies anywhere in its project, the nearest of its name; old comments need not be UTF-8.
#[test]
fn headers_of_a_project_are_found() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let place = folder.path();
    let write = |name: &str, text: &[u8]| {
        let path = place.join(name);
        let parent = path.parent().expect("it has a folder");
        fs::create_dir_all(parent).expect("folders can be made");
        fs::write(path, text).expect("it can be written");
    };
    write(
        "shared/wire/Selectors.h",
        b"// \xa9 somebody\nenum { kStop, kTurn };\n",
    );
    write(
        "driver/Mill.cpp",
        b"// caf\xe9\n#include \"wire/Selectors.h\"\n\
          const IOExternalMethodDispatch MillUserClient::sMethods[] = {\n\
          [kTurn] = { &MillUserClient::sTurn, 1, 0, 0, 0 },\n\
          [kStop] = { &MillUserClient::sStop, 0, 0, 0, 0 },\n};\n",
    );
    let said = |output: &Output| String::from_utf8(output.stderr.clone()).expect("it is text");
    // Without a project, nothing but what lies beside it is its own.
    let alone = said(&iigen(place, &["driver/Mill.cpp"]));
    assert!(
        alone.contains("the selectors of 2 rows aren't known")
            && alone.contains("not found: `wire/Selectors.h`"),
        "{alone}"
    );
    fs::create_dir(place.join("Mill.xcodeproj")).expect("a folder can be made");
    let found = iigen(place, &["driver/Mill.cpp"]);
    assert!(
        found.status.success() && found.stderr.is_empty(),
        "{}",
        said(&found)
    );
    write("old/wire/Selectors.h", b"enum { kTurn, kStop };\n");
    let unclear = said(&iigen(place, &["driver/Mill.cpp"]));
    assert!(
        unclear.contains("not found: `wire/Selectors.h`"),
        "{unclear}"
    );
    write("driver/own/wire/Selectors.h", b"enum { kStop, kTurn };\n");
    let nearest = iigen(place, &["driver/Mill.cpp"]);
    assert!(nearest.status.success(), "{}", said(&nearest));
    // Macros of the command line are values, and parts of names, too.
    write(
        "driver/Given.cpp",
        b"#define JOIN(a, b) a ## b\n#define JOINED(a, b) JOIN(a, b)\n\
          struct Part { uint8_t bytes[LENGTH]; };\n\
          const IOExternalMethodDispatch JOINED(PREFIX, UserClient)::sMethods[] = {\n\
          [FIRST] = { &JOINED(PREFIX, UserClient)::sStop, SCALARS, sizeof(Part), 0, 0 },\n};\n",
    );
    let given = [
        "-DPREFIX=Ours",
        "-D",
        "LENGTH=0x20",
        "-DFIRST=0",
        "-DSCALARS=2",
    ];
    let given = iigen(place, &[&["driver/Given.cpp"], &given[..]].concat());
    let yaml = String::from_utf8(given.stdout.clone()).expect("it is text");
    assert!(
        yaml.contains("class: OursUserClient\n") && yaml.contains("'[u8; 32]'"),
        "{}",
        said(&given)
    );
    // What no compiler for a Mac includes isn't read.
    write("other/Windows.h", b"enum { kStop = 7, kTurn };\n");
    write(
        "driver/Both.cpp",
        b"#if defined(_WIN32) || __linux__ // elsewhere\n#include \"Windows.h\"\n\
          #else\n#include \"own/wire/Selectors.h\"\n#endif\n\
          const IOExternalMethodDispatch MillUserClient::sMethods[] = {\n\
          [kStop] = { &MillUserClient::sStop, 0, 0, 0, 0 },\n};\n",
    );
    let both = iigen(place, &["driver/Both.cpp"]);
    assert!(
        both.status.success() && both.stderr.is_empty(),
        "{}",
        said(&both)
    );
    write("driver/Utf16.cpp", b"\xff\xfe/\0/\0");
    let utf16 = said(&iigen(place, &["driver/Utf16.cpp"]));
    assert!(utf16.contains("IIG0002"), "{utf16}");
}

/// Files that are included within brackets belong there.
#[test]
fn lists_may_lie_in_other_files() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let place = folder.path();
    let write =
        |name: &str, text: &str| fs::write(place.join(name), text).expect("it can be written");
    write("selectors.inc", "kGrind,\nkWeigh,\n");
    write(
        "methods.def",
        "METHOD(Grind, 1, 0)\n#include \"more.def\"\n#undef METHOD\n",
    );
    write("more.def", "METHOD(Weigh, 0, sizeof(Grain))\n");
    write("grain.inc", "uint32_t size;\nuint32_t color;\n");
    let table = "enum {\n#include \"selectors.inc\"\nkCount };\n\
         struct Grain {\n#include \"grain.inc\"\n};\n\
         #define METHOD(name, in, out) [k##name] = { &MillUserClient::s##name, in, 0, 0, out },\n\
         const IOExternalMethodDispatch MillUserClient::sMethods[kCount] = {\n\
         #include \"methods.def\"\n};\n";
    write("Mill.cpp", table);
    let read = iigen(place, &["Mill.cpp"]);
    let yaml = String::from_utf8(read.stdout).expect("it is text");
    assert!(
        read.stderr.is_empty(),
        "{}",
        String::from_utf8_lossy(&read.stderr)
    );
    assert!(
        yaml.contains("  grind:\n    selector: 0\n    in:\n      argument: u64\n"),
        "{yaml}"
    );
    assert!(
        yaml.contains("  weigh:\n    selector: 1\n    struct_out: Grain\n"),
        "{yaml}"
    );
    assert!(yaml.contains("      color: u32\n"), "{yaml}");

    // One that isn't there, and one that includes itself.
    for (name, text) in [
        ("selectors.inc", None),
        ("methods.def", Some("#include \"methods.def\"\n")),
    ] {
        match text {
            None => fs::remove_file(place.join(name)).expect("it is there"),
            Some(text) => write(name, text),
        }
        let read = iigen(place, &["Mill.cpp"]);
        let said = String::from_utf8(read.stderr).expect("it is text");
        assert_eq!(read.status.code(), Some(1), "{name}");
        assert!(
            said.contains("IIG0855") && said.contains(&format!("`{name}` isn't there")),
            "{said}"
        );
        write("selectors.inc", "kGrind,\nkWeigh,\n");
    }
}

/// Names that no macro and no class has are refused, and no change of the source is offered for them.
#[test]
fn options_are_checked() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let place = folder.path();
    let table = "const IOExternalMethodDispatch MillUserClient::sMethods[] = {\n\
         { &MillUserClient::sGrind, 0, 0, 0, 0 },\n};\n";
    fs::write(place.join("Mill.cpp"), table).expect("it can be written");
    for wrong in ["-D=1", "-D1A", "-DA B", "-DF(x)=x", "-UA=1", "-U-"] {
        let output = iigen(place, &["Mill.cpp", wrong]);
        assert_eq!(output.status.code(), Some(2), "{wrong}");
    }
    for right in ["-DA=", "-DA=b=c", "-D_a1", "-U$"] {
        let output = iigen(place, &["Mill.cpp", right]);
        assert!(
            output.status.success() && output.stderr.is_empty(),
            "{right}"
        );
    }
    for table in [
        "lUserClient::sMethods",
        "",
        "::",
        "Methods",
        "Other::sMethods",
    ] {
        let output = iigen(place, &["Mill.cpp", "--table", table]);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(said.contains("IIG0842"), "{table}: {said}");
    }
    for class in ["int", "not a class", "1x", "MillDriver"] {
        let output = iigen(
            place,
            &["Mill.cpp", "--class", class, "--provider", "MillDriver"],
        );
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(1), "{class}");
        assert!(
            said.contains("IIG050") && said.contains("`--class NAME`"),
            "{said}"
        );
        assert!(!said.contains("1 + "), "{said}");
        assert!(said.ends_with("1 mistake; nothing was written\n"), "{said}");
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
