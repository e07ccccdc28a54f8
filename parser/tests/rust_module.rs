//! Specs in Rust: what is said of mistakes, and that nothing is too odd to be read.

use iigen_parser::diagnostic::{Diagnostic, Diagnostics};
use iigen_parser::interface::Interface;
use iigen_parser::render::render;
use iigen_parser::span::Sources;
use iigen_parser::{check, rust};

fn read(text: &str, sources: &mut Sources) -> Result<Interface, Vec<Diagnostic>> {
    let id = sources.add("ring.rs", text);
    let mut found = Diagnostics::default();
    match rust::parse(text, id, &mut found) {
        Some(spec) => check::check(&spec, found),
        None => Err(found.into_sorted()),
    }
}

/// The mistakes as text.
fn mistakes(text: &str) -> String {
    let mut sources = Sources::default();
    let found = read(text, &mut sources).expect_err("there are mistakes");
    render(&sources, &found, false)
}

fn snapshot(name: &str, text: &str) {
    insta::with_settings!({
        snapshot_path => "rust",
        prepend_module_to_snapshot => false,
        omit_expression => true,
    }, { insta::assert_snapshot!(name, mistakes(text)) });
}

#[test]
fn mistakes_in_items() {
    snapshot("items", include_str!("rust/items.rs"));
}

#[test]
fn mistakes_in_methods() {
    snapshot("methods", include_str!("rust/methods.rs"));
}

#[test]
fn the_module_that_is_meant() {
    let module =
        "#[user_client(provider = \"D\")] mod a { pub trait C { #[selector(0)] fn f(&self); } }";
    let mut sources = Sources::default();
    let nested = format!(
        "\u{feff}// é\nmod outer {{ fn f() {{ }} \n/// Doc.\n#[allow(x)] #[x::{} }}",
        &module[2..]
    );
    let interface = read(&nested, &mut sources).expect("a module in a module");
    assert_eq!((&*interface.class, &*interface.provider), ("C", "D"));
    assert_eq!(interface.doc, ["Doc."]);
    let renamed = module.replace("(provider", "(class = \"Named\", provider");
    let interface = read(&renamed, &mut sources).expect("a name of its own");
    assert_eq!(interface.class, "Named");

    assert!(mistakes(&format!("{module}\n{module}")).contains("a second module that is a spec"));
    for (text, message) in [
        ("", "the file holds no spec"),
        ("// nothing\n", "the file holds no spec"),
        ("fn main() {}", "no module of the file is a spec"),
        (
            "#[user_client] mod ring;",
            "at a module that has its items with it",
        ),
        (
            "#[user_client] fn ring() {}",
            "at a module that has its items with it",
        ),
        ("#[user_client] mod ring {}", "`ring` has no trait"),
        ("#[user_client", "`[` isn't closed"),
        ("fn main() { ) }", "`)` closes `{`"),
        ("let a = 'ab';", "no token of Rust"),
        ("\0\u{1}\u{7f}", "no token of Rust"),
    ] {
        assert!(
            mistakes(text).contains(message),
            "{text}: {}",
            mistakes(text)
        );
    }
}

#[test]
fn places_count_bytes() {
    let text =
        "\u{feff}// é 漢\r\n#[user_client(provider = \"Dé\")]\nmod a { pub trait C { fn f(); } }";
    let mut sources = Sources::default();
    let found = read(text, &mut sources).unwrap_err();
    let at = |part: &str| text.find(part).unwrap();
    let starts: Vec<_> = found
        .iter()
        .map(|of| of.labels[0].span.range().start)
        .collect();
    assert_eq!(starts, [at("\"Dé\""), at("f()"), at("(); }")]);
}

#[test]
fn depth_and_length_are_no_problem() {
    let in_module = |text: &str| {
        format!("#[user_client(provider = \"D\")] mod a {{ {text} pub trait C {{}} }}")
    };
    let deep = 200_000;
    let open_and_closed = "[".repeat(deep) + &"]".repeat(deep);
    for text in ["(".repeat(deep), "{".repeat(deep), open_and_closed] {
        let text = in_module(&text);
        let mut sources = Sources::default();
        assert_eq!(read(&text, &mut sources).unwrap_err().len(), 1);
        assert!(mistakes(&text).contains("brackets nest more than 128 deep"));
    }
    let deep = 20_000;
    let chains = [
        format!("pub const A: u32 = {}1;", "-".repeat(deep)),
        format!("pub const A: u32 = {}1;", "!".repeat(deep)),
        format!("pub const A: u32 = 1{};", "+1".repeat(deep)),
        format!(
            "pub const A: u32 = {}1{};",
            "(".repeat(100),
            ")".repeat(100)
        ),
        format!("pub const A: {}u8 = 1;", "&".repeat(deep)),
        format!("pub const A: {}u8 = 1;", "fn() -> ".repeat(deep)),
        format!(
            "pub struct A {{ pub a: {}u8{} }}",
            "[".repeat(100),
            "; 1]".repeat(100)
        ),
        format!(
            "pub struct A {{ pub a: {}u8{} }}",
            "A<".repeat(deep),
            ">".repeat(deep)
        ),
        format!("fn f() {{ {} }}", "if a {} else ".repeat(deep)),
        "#".repeat(deep),
        "#[a]".repeat(deep),
        "1".repeat(deep),
        ",".repeat(deep),
        ";".repeat(deep),
    ];
    for chain in chains {
        let mut sources = Sources::default();
        let found = read(&in_module(&chain), &mut sources).unwrap_err();
        assert!(!found.is_empty(), "{}", &chain[..40]);
    }
}

/// Numbers that look random and are the same in each run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % end.max(1) as u64) as usize
    }
}

#[test]
fn no_text_is_too_odd() {
    let good = include_str!("rust/good.rs");
    assert!(read(good, &mut Sources::default()).is_ok());
    let seeds = [
        good,
        include_str!("rust/items.rs"),
        include_str!("rust/methods.rs"),
    ];
    let pieces = [
        "(",
        ")",
        "{",
        "}",
        "[",
        "]",
        "<",
        ">",
        "&",
        "'a",
        "mut ",
        "self",
        "#",
        "!",
        "::",
        ":",
        ";",
        ",",
        "->",
        "=",
        "..",
        "..=",
        "-",
        "<<",
        "0xffff_ffff_ffff_ffff_ffff",
        "1.5",
        "u8",
        "\"",
        "'",
        "r#\"",
        "//",
        "/*",
        "#[max(1)]",
        "#[doc]",
        "#![x]",
        "pub ",
        "trait ",
        "struct ",
        "fn ",
        "const ",
        "enum E {}",
        "impl ",
        "where ",
        "unsafe ",
        "é",
        "\0",
        "_",
        "r#type",
        "$x",
        "?",
    ];
    let mut dice = Dice(0x2545_f491_4f6c_dd1d);
    for round in 0..1_500 {
        let mut text: Vec<char> = seeds[round % seeds.len()].chars().collect();
        for _ in 0..=dice.below(4) {
            let at = dice.below(text.len());
            let until = (at + dice.below(24)).min(text.len());
            match dice.below(3) {
                0 => drop(text.drain(at..until)),
                1 => {
                    let piece = pieces[dice.below(pieces.len())];
                    text.splice(at..at, piece.chars());
                }
                _ => {
                    let copy: Vec<_> = text[at..until].to_vec();
                    let to = dice.below(text.len());
                    text.splice(to..to, copy);
                }
            }
        }
        let text: String = text.into_iter().collect();
        let mut sources = Sources::default();
        if let Err(found) = read(&text, &mut sources) {
            assert!(!found.is_empty(), "refused without a word:\n{text}");
            for mistake in &found {
                let places = mistake.labels.iter().map(|label| label.span);
                for place in places.chain(mistake.edit.iter().map(|edit| edit.span)) {
                    assert!(text.get(place.range()).is_some(), "{mistake:?}:\n{text}");
                }
            }
        }
    }
}
