//! What `iigen diff` must tell: specs with one thing changed, compared by what iigen makes of them.

mod support;

use std::collections::BTreeSet;
use std::ops::Range;

use iigen::convert::{Language, convert};
use iigen::diff::{Level, compare};
use iigen::span::Sources;
use iigen::{OutputFile, Whole};
use iigen_parser::digest::Digests;
use support::cases;

/// Of the changes of a spec, so many are made: each spec has hundreds.
const MOST: usize = 60;

fn read(text: &str) -> Option<(Sources, Whole)> {
    let mut sources = Sources::default();
    let id = sources.add("spec.yaml", text);
    let whole = iigen::read_whole(&sources, id).ok()?;
    Some((sources, whole))
}

/// The places of words and numbers that are in no comment.
fn words(text: &str) -> Vec<Range<usize>> {
    let mut places = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let end = line.find(" #").unwrap_or(line.len());
        let mut begin = None;
        for (at, letter) in line[..end].char_indices().chain([(end, ' ')]) {
            let is_part = letter.is_ascii_alphanumeric() || letter == '_';
            match begin {
                None if is_part => begin = Some(at),
                Some(first) if !is_part => {
                    places.push(start + first..start + at);
                    begin = None;
                }
                _ => {}
            }
        }
        start += line.len();
    }
    places
}

/// One number more, one word longer wherever it stands, or one line less.
fn mutations(text: &str) -> Vec<String> {
    let mut made = Vec::new();
    let mut seen = BTreeSet::new();
    let places = words(text);
    for place in &places {
        let word = &text[place.clone()];
        if let Ok(number) = word.parse::<u64>() {
            let mut changed = text.to_owned();
            changed.replace_range(place.clone(), &(number + 1).to_string());
            made.push(changed);
        } else if seen.insert(word) {
            let mut changed = text.to_owned();
            for other in places
                .iter()
                .rev()
                .filter(|of| &text[(*of).clone()] == word)
            {
                changed.insert(other.end, 'x');
            }
            made.push(changed);
        }
    }
    let lines: Vec<_> = text.split_inclusive('\n').collect();
    for left_out in 0..lines.len() {
        let others = lines.iter().enumerate().filter(|(at, _)| *at != left_out);
        made.push(others.map(|(_, line)| *line).collect());
    }
    made
}

/// Sorted: the order of a spec is that of its outputs, and no difference.
fn lines(files: &[OutputFile]) -> Vec<&str> {
    let mut lines: Vec<_> = files.iter().flat_map(|file| file.text.lines()).collect();
    lines.sort_unstable();
    lines
}

fn digest(of: &Whole) -> u64 {
    Digests::of(&of.interface.types).interface(&of.interface)
}

#[test]
fn a_spec_and_itself_are_the_same() {
    for case in cases() {
        let (_, whole) = read(&case.text()).expect("it is a spec");
        let (_, again) = read(&case.text()).expect("it is a spec");
        assert!(compare(&whole, &again).is_empty(), "{}", case.name);
    }
}

#[test]
fn each_change_that_makes_a_difference_is_told() {
    let (mut on_the_wire, mut in_the_source, mut in_the_text, mut nothing) = (0, 0, 0, 0);
    for case in cases() {
        let text = case.text();
        let (_, whole) = read(&text).expect("it is a spec");
        let files = iigen::generate(&whole.interface);
        let mutations = mutations(&text);
        let step = mutations.len().div_ceil(MOST);
        for changed in mutations.iter().step_by(step) {
            let Some((mut sources, other)) = read(changed) else {
                continue;
            };
            // Whatever its names are, it has a spelling in Rust; that it means the same is looked at there.
            if let Err(found) = convert(&other, &mut sources, Language::Rust) {
                panic!("{}", iigen::render::render(&sources, &found, false));
            }
            let found = compare(&whole, &other);
            let strongest = found.iter().map(|of| of.level).min();
            let same_files = lines(&iigen::generate(&other.interface)) == lines(&files);
            let same_wire = digest(&other) == digest(&whole);
            let about = || format!("{}: {found:?}\n{changed}", case.name);
            assert!(same_wire || strongest == Some(Level::Wire), "{}", about());
            assert!(same_files || strongest.is_some(), "{}", about());
            let back = compare(&other, &whole);
            assert_eq!(found.len(), back.len(), "{}\n{back:?}", about());
            match strongest {
                Some(Level::Wire) => on_the_wire += 1,
                Some(Level::Source) => in_the_source += 1,
                Some(Level::Text) => in_the_text += 1,
                None => nothing += 1,
            }
        }
    }
    let counts = [on_the_wire, in_the_source, in_the_text, nothing];
    assert!(counts.iter().all(|count| *count >= 20), "{counts:?}");
}
