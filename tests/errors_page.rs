//! docs/errors.md has every kind of mistake, its rule, and examples that are what they say.
//!
//! `IIGEN_UPDATE=1 cargo test --test errors_page` writes the rules, and the headings of new kinds.

mod support;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::ops::Range;

use iigen::import::import;
use iigen::span::Sources;
use iigen_parser::codes::{self, Code};
use iigen_parser::import::Options;
use support::{NOT_OF_A_SPEC, read, root};

/// What a piece of a spec is a piece of.
const HEAD: &str = "iigen: 1\nclass: RingUserClient\nprovider: RingDriver\n";
const METHODS: &str = "methods: { ping: { selector: 99 } }\n";

const GROUPS: &[&str] = &[
    "Files",
    "YAML",
    "Keys and values",
    "Types and layout",
    "Methods",
    "Names",
    "Memory",
    "Rust modules",
    "`.iig` files, and dispatch tables in C++",
];

fn page() -> String {
    fs::read_to_string(root().join("docs/errors.md")).expect("the page is there")
}

/// What the page says of each kind behind its rule, by its number, and what it begins with.
fn sections(page: &str) -> (String, BTreeMap<String, String>) {
    let (head, rest) = page.split_once("\n## ").expect("there are groups");
    let mut sections = BTreeMap::new();
    for group in rest.split("\n## ") {
        for section in group.split("\n### ").skip(1) {
            let mut parts = section.splitn(3, "\n\n");
            let number = parts.next().expect("split gives a part").to_owned();
            let body = parts.nth(1).unwrap_or_default().trim_end().to_owned();
            assert!(sections.insert(number, body).is_none(), "{section}");
        }
    }
    (head.trim_end().to_owned(), sections)
}

#[test]
fn every_kind_has_its_rule() {
    let page = page();
    let (head, sections) = sections(&page);
    let mut expected = format!("{head}\n");
    let mut group = None;
    for code in codes::ALL {
        let of = usize::from(code.number / 100);
        if group.replace(of) != Some(of) {
            let _ = write!(expected, "\n## {}\n", GROUPS[of]);
        }
        let _ = write!(expected, "\n### {code}\n\n{}\n", code.rule);
        match sections.get(&code.to_string()).map(String::as_str) {
            None | Some("") => {}
            Some(body) => {
                let _ = write!(expected, "\n{body}\n");
            }
        }
    }
    if std::env::var_os("IIGEN_UPDATE").is_some() {
        fs::write(root().join("docs/errors.md"), expected).expect("it can be written");
    } else {
        assert!(
            page == expected,
            "run IIGEN_UPDATE=1 cargo test --test errors_page"
        );
    }
}

/// The kinds of mistakes that only a spec in Rust can have, but for its grammar.
/// What methods in Rust may use.
const RECORD: &str = "#[repr(C)] pub struct Record { pub tag: u32, pub length: u32 }\n";

const IN_RUST: Range<u16> = 220..300;

/// The spec of their examples is a file, which nothing but the macro follows.
const OF_A_FILE: &[&Code] = &[&codes::RUST_SPEC_KEYS, &codes::RUST_SPEC_ITEMS];

/// A piece of a spec in Rust as a whole one.
fn whole_module(piece: &str) -> String {
    if piece.contains("user_client") {
        return piece.to_owned();
    }
    if piece.contains("fn ") && !piece.contains("trait") {
        return whole_module(&format!("{RECORD}pub trait RingUserClient {{\n{piece}}}\n"));
    }
    let user_client = if piece.contains("trait") {
        ""
    } else {
        "pub trait RingUserClient { #[selector(99)] fn ping(&self); }"
    };
    format!("#[user_client(provider = \"RingDriver\")]\nmod ring {{\n{piece}{user_client}\n}}\n")
}

/// A piece of a spec as a whole one.
fn whole(piece: &str) -> String {
    let mut text = piece.to_owned();
    if !piece.contains("iigen:") && !piece.starts_with('#') {
        text.insert_str(0, HEAD);
        if !piece.contains("methods:") {
            text.insert_str(HEAD.len(), METHODS);
        }
    }
    text
}

/// The examples of a section in a language.
fn pieces(section: &str, language: &str) -> Vec<String> {
    let fence = format!("```{language}\n");
    let pieces = section.split(fence.as_str()).skip(1);
    pieces
        .map(|piece| piece.split("```").next().unwrap_or_default().to_owned())
        .collect()
}

/// The first example has a mistake of this kind and no other, the second has none.
fn bad_and_good(code: &Code, ending: &str, pieces: &[String]) {
    let [bad, good] = pieces else {
        panic!("{code} has {} examples instead of two", pieces.len());
    };
    let name = format!("example.{ending}");
    let found = read(&mut Sources::default(), &name, bad).expect_err("it is bad");
    assert!(
        found.iter().all(|found| found.code == code),
        "{code}: {found:?}"
    );
    if let Err(found) = read(&mut Sources::default(), &name, good) {
        let is_file = found.iter().all(|of| of.code == &codes::RUST_SPEC_FILE);
        assert!(OF_A_FILE.contains(&code) && is_file, "{code}: {found:?}");
    }
}

#[test]
fn examples_are_what_they_say() {
    let (_, sections) = sections(&page());
    for code in codes::ALL {
        if code.number >= 700 || NOT_OF_A_SPEC.contains(code) {
            continue;
        }
        let section = &sections[&code.to_string()];
        let in_rust = IN_RUST.contains(&code.number);
        let (language, ending) = if in_rust {
            ("rust", "rs")
        } else {
            ("yaml", "yaml")
        };
        let whole = if in_rust { whole_module } else { whole };
        let pieces = pieces(section, language);
        let pieces: Vec<_> = pieces.iter().map(|piece| whole(piece)).collect();
        bad_and_good(code, ending, &pieces);
    }
}

/// A piece of a C++ source as a whole one.
fn whole_table(piece: &str) -> String {
    if piece.contains("Dispatch ") {
        return piece.to_owned();
    }
    format!("const IOExternalMethodDispatch RingUserClient::sMethods[] = {{\n{piece}}};\n")
}

/// What is said about a table, and whether it becomes a spec.
fn said_of_table(piece: &str) -> (bool, Vec<&'static Code>) {
    let mut sources = Sources::default();
    let id = sources.add("example.cpp", whole_table(piece));
    let (yaml, found) = import(&mut sources, &[], id, &Options::default());
    (
        yaml.is_some(),
        found.iter().map(|found| found.code).collect(),
    )
}

/// The first example of a table has a mistake of this kind and no other, the second becomes a spec without
/// a word.
#[test]
fn tables_are_what_they_say() {
    let (_, sections) = sections(&page());
    for code in codes::ALL
        .iter()
        .filter(|code| (840..870).contains(&code.number))
    {
        if [codes::IMPORT_MEANING.number, codes::IMPORT_EXISTS.number].contains(&code.number) {
            continue;
        }
        let pieces = pieces(&sections[&code.to_string()], "cpp");
        let [bad, good] = pieces.as_slice() else {
            panic!("{code} has {} examples instead of two", pieces.len());
        };
        let (_, found) = said_of_table(bad);
        assert!(
            !found.is_empty() && found.iter().all(|of| of == code),
            "{code}: {found:?}"
        );
        assert_eq!(said_of_table(good), (true, Vec::new()), "{code}");
    }
}
