//! The examples of docs/language.md are parts of one spec, or specs of their own, which are valid ones;
//! so is its module of Rust.

mod support;

use std::fs;

use iigen::Interface;
use iigen::span::Sources;
use support::{read, root};

/// The blocks of code in a language.
fn blocks(language: &str) -> Vec<String> {
    let page = fs::read_to_string(root().join("docs/language.md")).expect("the page is there");
    let fence = format!("```{language}\n");
    let blocks = page.split(fence.as_str()).skip(1);
    blocks
        .map(|block| block.split("```").next().unwrap_or_default().to_owned())
        .collect()
}

fn interface(name: &str, text: &str) -> Interface {
    let mut sources = Sources::default();
    read(&mut sources, name, text)
        .unwrap_or_else(|found| panic!("{}", iigen::render::render(&sources, &found, false)))
}

/// Each key of the file once, with all that the blocks say under it.
fn joined(blocks: &[String]) -> String {
    let mut keys: Vec<(String, String)> = Vec::new();
    let mut at = 0;
    for line in blocks.iter().flat_map(|block| block.lines()) {
        if line.starts_with(|first: char| first.is_ascii_lowercase()) {
            let (key, _) = line.split_once(':').expect("a key ends with a colon");
            let known = keys.iter().position(|(known, _)| known == key);
            at = known.unwrap_or(keys.len());
            if known.is_none() {
                keys.push((key.to_owned(), String::new()));
            } else {
                assert_eq!(line.trim_end(), format!("{key}:"), "said twice");
                continue;
            }
        }
        let text = &mut keys[at].1;
        text.push_str(line);
        text.push('\n');
    }
    keys.into_iter().map(|(_, text)| text).collect()
}

#[test]
fn the_yaml_is_a_spec() {
    let (alone, blocks): (Vec<_>, Vec<_>) = (blocks("yaml").into_iter().enumerate())
        .partition(|(index, block)| *index > 0 && block.starts_with("iigen:"));
    for (_, spec) in alone {
        assert!(!iigen::generate(&interface("alone.yaml", &spec)).is_empty());
    }
    let blocks: Vec<_> = blocks.into_iter().map(|(_, block)| block).collect();
    assert!(blocks.len() > 10, "the page has examples");
    let interface = interface("language.yaml", &joined(&blocks));
    assert!(interface.methods.len() > 10 && interface.memory.len() > 3);
    assert!(!iigen::generate(&interface).is_empty());
}

#[test]
fn the_rust_is_a_spec() {
    let blocks = blocks("rust");
    assert!(!blocks.is_empty(), "the page has an example");
    for block in blocks {
        assert!(!interface("language.rs", &block).methods.is_empty());
    }
}
