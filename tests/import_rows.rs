//! Tables with given rows become specs with the same rows: random ones, those that people have published, large
//! ones, and what iigen generates itself.

mod import_support;
mod support;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::time::Instant;

use iigen::import::import;
use iigen::render::render;
use iigen::span::Sources;
use iigen_parser::import::Options;
use iigen_parser::row::Row;
use iigen_parser::spec::Target;
use import_support::{imported, text, whole};
use proptest::prelude::*;
use support::{read, root};

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
