//! Dispatch tables in C++ become specs whose rows are theirs, or are told what is wrong with them.

mod support;

use std::collections::{BTreeMap, BTreeSet};
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
use iigen_parser::spec::Target;
use proptest::prelude::*;
use support::{entries, file_name, read, root};

/// What no source is to blame for.
const NOT_OF_A_SOURCE: &[u16] = &[codes::IMPORT_MEANING.number, codes::IMPORT_EXISTS.number];

fn cases() -> Vec<PathBuf> {
    let mut cases = entries(&root().join("tests/import"));
    cases.retain(|path| path.extension().is_some_and(|of| of == "cpp"));
    assert!(cases.len() >= 40, "the tables are in tests/import");
    cases
}

fn text(path: &Path) -> String {
    fs::read_to_string(path).expect("the table can be read")
}

/// What is made of a source, and what is said about it.
struct Outcome {
    sources: Sources,
    yaml: Option<String>,
    found: Vec<Diagnostic>,
}

fn imported_with(name: &str, text: &str, options: &Options) -> Outcome {
    let mut sources = Sources::default();
    let id = sources.add(name, text);
    let (yaml, found) = import(&mut sources, &[], id, options);
    let is_wrong = found.iter().any(|of| !of.is_warning());
    assert_eq!(
        yaml.is_none(),
        is_wrong,
        "{name}: {}",
        render(&sources, &found, false)
    );
    Outcome {
        sources,
        yaml,
        found,
    }
}

fn imported(name: &str, text: &str) -> Outcome {
    imported_with(name, text, &Options::default())
}

/// The spec of a table that has no mistakes.
fn whole(name: &str, text: &str) -> (String, Whole) {
    let Outcome {
        sources,
        yaml,
        found,
    } = imported(name, text);
    let Some(yaml) = yaml else {
        panic!("{}\n{text}", render(&sources, &found, false));
    };
    let mut sources = Sources::default();
    let id = sources.add("imported.yaml", yaml.as_str());
    let whole = iigen::read_whole(&sources, id)
        .unwrap_or_else(|found| panic!("{}", render(&sources, &found, false)));
    (yaml, whole)
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
            let mut text = text(&path);
            text.replace_range(edit.span.range(), &edit.replacement);
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

/// A row of a random table, or of a published one.
#[derive(Clone, Debug)]
struct Expected {
    selector: u32,
    name: String,
    /// In the order of `Row`; none where nothing is checked.
    checks: [Option<u64>; 5],
    allow_async: bool,
    entitlement: Option<String>,
    is_hole: bool,
}

/// How a table is written.
#[derive(Clone, Copy, Debug)]
enum Style {
    Positional,
    Designated,
    Indexed,
}

const STYLES: [Style; 3] = [Style::Positional, Style::Designated, Style::Indexed];

const FIELDS: [&str; 5] = [
    "checkCompletionExists",
    "checkScalarInputCount",
    "checkStructureInputSize",
    "checkScalarOutputCount",
    "checkStructureOutputSize",
];

/// A table in C++. Rows in order have holes where no row is.
fn table(target: Target, style: Style, rows: &[Expected]) -> String {
    let (kind, action) = match target {
        Target::Dext => ("IOUserClientMethodDispatch", "IOUserClientMethodFunction"),
        Target::Kext => ("IOExternalMethodDispatch", "IOExternalMethodAction"),
        Target::Kext2022 => ("IOExternalMethodDispatch2022", "IOExternalMethodAction"),
    };
    let skipped = usize::from(target != Target::Dext);
    let number = |at: usize, check: Option<u64>| match (check, at) {
        (Some(flag @ (0 | 1)), 0) => (flag == 1).to_string(),
        (Some(number), _) if number % 3 == 2 => format!("{number:#x}u"),
        (Some(number), _) => number.to_string(),
        (None, 2 | 4) if target == Target::Dext => "kIOUserClientVariableStructureSize".to_owned(),
        (None, 2 | 4) => "kIOUCVariableStructureSize".to_owned(),
        (None, _) => "-1U".to_owned(),
    };
    let mut text = format!("const {kind} RingUserClient::sMethods[] = {{\n");
    let mut next = 0;
    for row in rows {
        let function = match row.is_hole {
            true => "NULL".to_owned(),
            false => format!("({action}) &RingUserClient::s{}", row.name),
        };
        let checks = row.checks.iter().enumerate().skip(skipped);
        let entitlement = match &row.entitlement {
            Some(entitlement) => format!("{entitlement:?}"),
            None => "nullptr".to_owned(),
        };
        let is_2022 = target == Target::Kext2022;
        let _ = match style {
            Style::Positional => {
                while next < row.selector {
                    text.push_str("    { 0 },\n");
                    next += 1;
                }
                next += 1;
                let mut values = vec![function];
                values.extend(checks.map(|(at, check)| number(at, *check)));
                if is_2022 {
                    values.extend([row.allow_async.to_string(), entitlement]);
                }
                writeln!(text, "    {{ {} }},", values.join(", "))
            }
            Style::Designated | Style::Indexed => {
                let mut values = format!(" .function = {function},");
                for (at, check) in checks {
                    // What is zero need not be said.
                    if *check != Some(0) || matches!(style, Style::Indexed) {
                        let _ = write!(
                            values,
                            "\n        .{} = {},",
                            FIELDS[at],
                            number(at, *check)
                        );
                    }
                }
                if is_2022 {
                    let _ = write!(values, " .allowAsync = {},", row.allow_async);
                    let _ = write!(values, " .checkEntitlement = {entitlement}");
                }
                writeln!(text, "    [{:#x}] = {{{values} }},", row.selector)
            }
        };
    }
    text + "};\n"
}

/// The rows of a spec are those of a table.
fn same_rows(target: Target, rows: &[Expected], text: &str) {
    let (yaml, whole) = whole("table.cpp", text);
    let interface = &whole.interface;
    assert_eq!(interface.targets, [target], "{yaml}");
    let mut methods = interface.methods.iter();
    for row in rows.iter().filter(|row| !row.is_hole) {
        let method = methods.next().expect("each row has a method");
        assert_eq!(method.selector, row.selector, "{text}\n{yaml}");
        let mut checks = Row::of(method, interface).0.map(|check| check.number());
        if target != Target::Dext {
            checks[0] = row.checks[0];
        }
        assert_eq!(checks, row.checks, "{row:?}\n{text}\n{yaml}");
        assert_eq!(method.entitlement, row.entitlement, "{yaml}");
        if target == Target::Kext2022 {
            assert_eq!(method.completion.is_some(), row.allow_async, "{yaml}");
        }
    }
    assert!(methods.next().is_none(), "{yaml}");
    let is_reserved = |selector: u32| {
        let mut ranges = interface.reserved.iter();
        ranges.any(|(first, last)| (*first..=*last).contains(&selector))
    };
    for row in rows {
        assert_eq!(is_reserved(row.selector), row.is_hole, "{yaml}");
    }
}

/// A count of scalars, or none.
fn count() -> impl Strategy<Value = Option<u64>> {
    prop_oneof![4 => (0..=16_u64).prop_map(Some), 1 => Just(None)]
}

/// A size of a structure, or none.
fn size() -> impl Strategy<Value = Option<u64>> {
    prop_oneof![
        3 => Just(Some(0)),
        3 => (1..=5000_u64).prop_map(Some),
        1 => Just(Some(4096)),
        1 => Just(None),
    ]
}

fn checks(target: Target) -> impl Strategy<Value = [Option<u64>; 5]> {
    let completion = match target {
        Target::Dext => {
            prop_oneof![3 => Just(Some(0)), 1 => Just(Some(1)), 1 => Just(None)].boxed()
        }
        Target::Kext | Target::Kext2022 => Just(Some(0)).boxed(),
    };
    let some = (completion, count(), size(), count(), size());
    let some = some.prop_map(|(a, b, c, d, e)| [a, b, c, d, e]);
    prop_oneof![9 => some, 1 => Just([None; 5])]
}

fn random_rows(target: Target) -> impl Strategy<Value = Vec<Expected>> {
    let is_2022 = target == Target::Kext2022;
    let extra = (0..8_u32, any::<bool>(), any::<bool>(), 0..6_u32);
    let row = (checks(target), extra);
    proptest::collection::vec(row, 1..12).prop_map(move |rows| {
        let mut next = 0;
        let row = |(at, (checks, (gap, allow_async, entitled, hole)))| {
            let selector = next + if gap == 0 { 3 } else { 0 };
            next = selector + 1;
            // One row at least has a function.
            let is_hole = hole == 0 && at > 0;
            Expected {
                selector,
                name: format!("Call{at}Now"),
                checks: if target == Target::Dext {
                    checks
                } else {
                    [Some(0), checks[1], checks[2], checks[3], checks[4]]
                },
                allow_async: is_2022 && allow_async,
                entitlement: (is_2022 && entitled).then(|| format!("com.example.ring.call{at}")),
                is_hole,
            }
        };
        rows.into_iter().enumerate().map(row).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_tables_come_back(
        dext in random_rows(Target::Dext),
        kext in random_rows(Target::Kext),
        kext_2022 in random_rows(Target::Kext2022),
    ) {
        for (target, rows) in [(Target::Dext, dext), (Target::Kext, kext), (Target::Kext2022, kext_2022)] {
            for style in STYLES {
                same_rows(target, &rows, &table(target, style, &rows));
            }
        }
    }
}

/// A number of tests/published.tsv; what its driver checks by hand is `any` in the row.
fn published(text: &str) -> Option<u64> {
    match text.split(' ').next().unwrap_or_default() {
        "-" | "none" => Some(0),
        number => number.parse().ok(),
    }
}

/// The tables that people have published, in each style.
#[test]
fn published_tables_come_back() {
    let file = text(&root().join("tests/published.tsv"));
    let mut tables: BTreeMap<(String, String), Vec<Expected>> = BTreeMap::new();
    for line in file.lines().skip(1) {
        let columns: Vec<_> = line.split('\t').collect();
        let [case, target, selector, name, completion, checks @ ..] = columns.as_slice() else {
            panic!("{line}");
        };
        let entitlement = line
            .split_once("ent=\"")
            .and_then(|of| of.1.split_once('"'));
        let rows = tables
            .entry(((*case).to_owned(), (*target).to_owned()))
            .or_default();
        rows.push(Expected {
            selector: selector.parse().expect("a selector"),
            name: format!("{name}{}", rows.len()),
            checks: [
                if *target == "dext" {
                    published(completion)
                } else {
                    Some(0)
                },
                published(checks[0]),
                published(checks[1]),
                published(checks[2]),
                published(checks[3]),
            ],
            allow_async: false,
            entitlement: entitlement.map(|of| of.0.to_owned()),
            is_hole: false,
        });
    }
    assert!(tables.len() >= 12, "{:?}", tables.keys());
    for ((case, target), rows) in &tables {
        let target = Target::named(target).unwrap_or_else(|| panic!("{case}: {target}"));
        for style in STYLES {
            same_rows(target, rows, &table(target, style, rows));
        }
    }
}

/// Ten times the rows take about ten times as long.
#[test]
fn time_is_linear() {
    let rows = |count: u32| -> Vec<Expected> {
        let row = |selector| Expected {
            selector,
            name: format!("Call{selector}Now"),
            checks: [
                Some(0),
                Some(u64::from(selector % 17)),
                Some(u64::from(selector)),
                Some(1),
                None,
            ],
            allow_async: false,
            entitlement: None,
            is_hole: selector % 10 == 9,
        };
        (0..count).map(row).collect()
    };
    let time = |count: u32| {
        let text = table(Target::Kext2022, Style::Indexed, &rows(count));
        let started = Instant::now();
        assert!(imported("table.cpp", &text).yaml.is_some());
        started.elapsed()
    };
    // Other tests run beside this one.
    let best = |count| time(count).min(time(count)).min(time(count));
    let (one, ten) = (best(1_000), time(10_000));
    assert!(ten < one * 30, "{one:?} {ten:?}");
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

/// What iigen generates is read as well: the rows of a driver are those of its spec. A table of rows that are
/// checked by hand may say less.
#[test]
fn generated_tables_come_back() {
    let mut tables = 0;
    for case in support::cases() {
        let interface = case.interface();
        let files = iigen::generate(&interface);
        for source in files
            .iter()
            .filter(|file| file.name.ends_with("Dispatch.cpp"))
        {
            if !source.text.contains("kMethods[] = {") {
                continue;
            }
            let folder = source.name.rsplit_once('/').map_or("", |of| of.0);
            let mut sources = Sources::default();
            let headers = files.iter().filter(|file| {
                file.name.ends_with(".h")
                    && file.name.rsplit_once('/').map_or("", |of| of.0) == folder
            });
            let headers: Vec<_> = headers
                .map(|file| sources.add(file.name.as_str(), file.text.as_str()))
                .collect();
            let id = sources.add(source.name.as_str(), source.text.as_str());
            let (yaml, found) = import(&mut sources, &headers, id, &Options::default());
            let Some(yaml) = yaml else {
                panic!("{}: {}", case.name, render(&sources, &found, false));
            };
            let again =
                read(&mut Sources::default(), "imported.yaml", &yaml).expect("it is a spec");
            tables += 1;
            let doors = usize::from(interface.handshake.is_some());
            assert_eq!(
                again.methods.len(),
                interface.methods.len() + doors,
                "{}\n{yaml}",
                case.name
            );
            let is_dext = again.targets == [Target::Dext];
            for method in &interface.methods {
                let same = again
                    .methods
                    .iter()
                    .find(|of| of.selector == method.selector);
                let same = same.unwrap_or_else(|| panic!("{} {}", case.name, method.name));
                let numbers = |row: Row<'_>| row.0.map(|check| check.number());
                let (mut one, mut two) = (
                    numbers(Row::of(method, &interface)),
                    numbers(Row::of(same, &again)),
                );
                if !is_dext {
                    (one[0], two[0]) = (None, None);
                }
                // A type with a field that isn't simple has no size yet.
                let is_known = |of: &Option<u64>| *of != Some(1) || !yaml.contains("placeholder");
                for at in 0..5 {
                    let is_size = at == 2 || at == 4;
                    if !is_size || is_known(&two[at]) {
                        assert_eq!(
                            one[at], two[at],
                            "{} {}: {at}\n{yaml}",
                            case.name, method.name
                        );
                    }
                }
            }
        }
    }
    assert!(tables > 50, "{tables}");
}
