//! Specs that are converted mean what they meant: all that iigen makes of them is the same.

mod support;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use iigen::Whole;
use iigen::convert::{Language, convert};
use iigen::diff::compare;
use iigen::span::Sources;
use proptest::prelude::*;
use random_specs::choices::Choices;
use random_specs::spec::Spec;
use support::{entries, have, root, run};

/// Where specs are that have no mistakes, in YAML and in Rust.
const FOLDERS: &[&str] = &[
    "tests/cases",
    "tests/driver",
    "examples",
    "macros/tests/spec",
];

/// A spec with everything that YAML can say.
const ALL: &str = "tests/convert/all.yaml";

/// A spec there that iigen must refuse.
const REFUSED: &str = "wrong_design";

/// All specs of the repository that have no mistakes.
fn specs() -> Vec<PathBuf> {
    let mut specs = Vec::new();
    for folder in FOLDERS {
        collect(&root().join(folder), &mut specs);
    }
    let of = |ending: &str| {
        let all = specs.iter();
        all.filter(|spec| spec.extension().is_some_and(|of| of == ending))
            .count()
    };
    let counts = (of("yaml"), of("rs"));
    assert!(counts.0 >= 60 && counts.1 >= 10, "{counts:?}");
    specs
}

fn collect(folder: &Path, specs: &mut Vec<PathBuf>) {
    for path in entries(folder) {
        if path.is_dir() && !path.ends_with(REFUSED) {
            collect(&path, specs);
        } else if path.is_file() && is_spec(&path) {
            specs.push(path);
        }
    }
}

/// A YAML file, or a file of Rust with a module.
fn is_spec(path: &Path) -> bool {
    match path.extension().and_then(|ending| ending.to_str()) {
        Some("yaml") => true,
        Some("rs") => {
            let text = fs::read_to_string(path).expect("it is text");
            text.lines()
                .any(|line| line.starts_with("#[") && line.contains("user_client("))
        }
        _ => false,
    }
}

fn read(sources: &mut Sources, name: &str, text: String) -> Whole {
    let id = sources.add(name, text);
    iigen::read_whole(sources, id)
        .unwrap_or_else(|found| panic!("{}", iigen::render::render(sources, &found, false)))
}

fn read_file(sources: &mut Sources, path: &Path) -> Whole {
    let text = fs::read_to_string(path).expect("the spec can be read");
    read(sources, &path.to_string_lossy(), text)
}

/// A spec in another language, which means the same.
fn converted(sources: &mut Sources, whole: &Whole, to: Language) -> (String, Whole) {
    let written = convert(whole, sources, to)
        .unwrap_or_else(|found| panic!("{}", iigen::render::render(sources, &found, false)));
    let name = match to {
        Language::Yaml => "again.yaml",
        Language::Rust => "again.rs",
    };
    let again = read(sources, name, written.clone());
    let found = compare(whole, &again);
    assert!(found.is_empty(), "{found:?}\n{written}");
    (written, again)
}

/// There and back: what is written is the same each time, and all that iigen makes of it.
fn there_and_back(path: &Path, sources: &mut Sources, whole: &Whole) {
    let outputs = iigen::generate(&whole.interface);
    for (there, back) in [
        (Language::Yaml, Language::Rust),
        (Language::Rust, Language::Yaml),
    ] {
        let (first, start) = converted(sources, whole, there);
        assert_eq!(iigen::generate(&start.interface), outputs, "{first}");
        let (twice, _) = converted(sources, &start, there);
        assert_eq!(twice, first, "{}", path.display());
        let (_, other) = converted(sources, &start, back);
        let (last, _) = converted(sources, &other, there);
        assert_eq!(last, first, "{}", path.display());
    }
}

#[test]
fn the_way_back_is_the_same() {
    for path in specs() {
        let mut sources = Sources::default();
        let whole = read_file(&mut sources, &path);
        there_and_back(&path, &mut sources, &whole);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_specs_come_back(given in proptest::collection::vec(any::<u32>(), 0..1500)) {
        let text = Spec::random(0, &mut Choices::of(given)).yaml();
        let mut sources = Sources::default();
        let whole = read(&mut sources, "random.yaml", text);
        there_and_back(Path::new("random.yaml"), &mut sources, &whole);
    }
}

/// No formatter has to run.
#[test]
fn rust_is_formatted() {
    if !have("rustfmt") {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder can be made");
    let mut rustfmt = Command::new("rustfmt");
    rustfmt.args(["--check", "--edition", "2024"]);
    for (index, path) in specs().iter().enumerate() {
        let mut sources = Sources::default();
        let whole = read_file(&mut sources, path);
        let (text, _) = converted(&mut sources, &whole, Language::Rust);
        let file = folder
            .path()
            .join(format!("{index}_{}.rs", whole.interface.class));
        fs::write(&file, text).expect("it can be written");
        rustfmt.arg(file);
    }
    run(&mut rustfmt);
}

/// What the command makes of a spec with everything: of the YAML, and of the Rust again. The macro is
/// given the same file, in macros/tests/same_as_yaml.rs.
#[test]
fn conversions_are_the_files() {
    let mut sources = Sources::default();
    let whole = read_file(&mut sources, &root().join(ALL));
    let (rust, whole) = converted(&mut sources, &whole, Language::Rust);
    let (yaml, _) = converted(&mut sources, &whole, Language::Yaml);
    for (name, text) in [("all.rs", rust), ("all_again.yaml", yaml)] {
        let path = root().join("tests/convert").join(name);
        if std::env::var_os("IIGEN_UPDATE").is_some() {
            fs::write(&path, &text).expect("it can be written");
        }
        let file = fs::read_to_string(&path).unwrap_or_default();
        assert!(
            file == text,
            "{name}: run IIGEN_UPDATE=1 cargo test --test convert"
        );
    }
}

fn iigen(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_iigen"));
    command.arg("convert").args(arguments).current_dir(folder);
    command.output().expect("iigen runs")
}

#[test]
fn the_command_prints_or_writes_a_new_file() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let place = folder.path();
    fs::copy(root().join(ALL), place.join("all.yaml")).expect("it can be copied");
    let text = |output: &[u8]| String::from_utf8(output.to_vec()).expect("it is text");

    // The other language, unless one is said.
    let rust = iigen(place, &["all.yaml"]);
    assert!(rust.status.success());
    assert!(text(&rust.stdout).contains("#[iigen_client::user_client("));
    let yaml = iigen(place, &["all.yaml", "--to", "yaml"]);
    assert!(text(&yaml.stdout).starts_with("iigen: 1\n"));

    let written = iigen(place, &["all.yaml", "--out", "all.rs"]);
    assert!(written.status.success());
    assert_eq!(text(&written.stdout), "all.rs\n");
    let file = || fs::read_to_string(place.join("all.rs")).expect("it is there");
    assert_eq!(file(), text(&rust.stdout));
    let back = iigen(place, &["all.rs"]);
    assert_eq!(text(&back.stdout), text(&yaml.stdout));

    fs::write(place.join("all.rs"), "the user's\n").expect("it can be written");
    for out in ["all.yaml", "all.rs"] {
        let refused = iigen(place, &["all.yaml", "--out", out]);
        assert_eq!(refused.status.code(), Some(1));
        assert!(text(&refused.stderr).contains("IIG0260"));
    }
    assert_eq!(file(), "the user's\n");

    let unwritable = iigen(place, &["all.yaml", "--out", "all.rs/all.yaml"]);
    assert_eq!(unwritable.status.code(), Some(1));
    assert!(text(&unwritable.stderr).contains("IIG0006"));
    let missing = iigen(place, &["other.rs"]);
    assert_eq!(missing.status.code(), Some(1));
    assert!(text(&missing.stderr).contains("IIG0001"));
}
