//! What the crate's front page shows is what is in examples/lamp. Its Rust runs as doctests; here the
//! rest is compared with files that are compiled.

use iigen::span::Sources;

const PAGE: &str = include_str!("../src/tutorial.md");
const SPEC: &str = include_str!("../../examples/lamp/src/lib.rs");
const BUILD: &str = include_str!("../../examples/lamp/build.rs");
const DRIVER: &str = include_str!("../../examples/lamp/driver/LampUserClient.cpp");

/// The blocks of code, each with its language and without the lines that the page hides.
fn blocks() -> Vec<(&'static str, String)> {
    let parts: Vec<_> = PAGE.split("```").collect();
    assert!(parts.len() % 2 == 1, "each block has an end");
    let inside = parts.iter().skip(1).step_by(2);
    inside
        .map(|block| {
            let (language, text) = block.split_once('\n').expect("a language, and lines");
            let shown = text.lines().filter(|line| !line.starts_with("# "));
            (language, shown.map(|line| format!("{line}\n")).collect())
        })
        .collect()
}

/// The blocks of a language.
fn of(language: &str) -> impl Iterator<Item = String> {
    let blocks = blocks().into_iter();
    blocks.filter_map(move |(of, text)| (of == language).then_some(text))
}

#[test]
fn no_block_is_left_unchecked() {
    for (language, text) in blocks() {
        assert!(
            ["rust", "rust,no_run", "cpp", "yaml"].contains(&language),
            "a block of {language:?}:\n{text}"
        );
    }
}

#[test]
fn the_spec_is_that_of_the_example() {
    let first = of("rust").next().expect("the first module");
    let (_, module) = first
        .split_once("\n\n")
        .expect("an import before the module");
    assert!(SPEC.contains(module), "not in src/lib.rs:\n{module}");
}

#[test]
fn the_build_script_is_that_of_the_example() {
    let main = of("rust,no_run").next().expect("a build script");
    assert!(BUILD.ends_with(&main), "not in build.rs:\n{main}");
}

#[test]
fn the_driver_is_that_of_the_example() {
    assert!(of("cpp").count() > 0);
    for block in of("cpp") {
        assert!(DRIVER.contains(&block), "not in the driver:\n{block}");
    }
}

/// All files of a spec.
fn generated(name: &str, text: &str) -> Vec<(String, String)> {
    let mut sources = Sources::default();
    let id = sources.add(name, text);
    let interface = iigen::read(&sources, id).unwrap_or_else(|found| panic!("{name}: {found:#?}"));
    let files = iigen::generate(&interface).into_iter();
    files.map(|file| (file.name, file.text)).collect()
}

#[test]
fn the_yaml_means_the_same() {
    let yaml = of("yaml").next().expect("the spec as YAML");
    let (rust, yaml) = (generated("lib.rs", SPEC), generated("lamp.yaml", &yaml));
    for ((name, rust), (_, yaml)) in rust.iter().zip(&yaml) {
        assert_eq!(rust, yaml, "{name}");
    }
    assert_eq!(rust.len(), yaml.len());
}
