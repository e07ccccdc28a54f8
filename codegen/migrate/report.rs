//! The list as text.

use std::collections::HashMap;

use iigen_parser::span::{SourceId, Sources, Span};
use iigen_parser::spec::Target;

use super::{Entry, Verdict};

/// How long a line of advice is at most, unless a word is longer.
const WIDTH: usize = 100;

const INDENT: &str = "    ";

impl Verdict {
    /// As it stands in front of an entry.
    pub fn words(self) -> &'static str {
        match self {
            Verdict::CarriesOver => "carries over",
            Verdict::Changes => "changes",
            Verdict::Cant => "can't",
        }
    }
}

/// Each entry with its place, as compilers write places, and what to do under it; last, how many there are.
/// What has been said of one entry isn't repeated under the next of its kind.
pub fn render(sources: &Sources, entries: &[Entry], from: Target, to: Target) -> String {
    let mut text = String::new();
    let mut lines = Lines::default();
    let mut before = None;
    let mut said: HashMap<&[String], (usize, usize)> = HashMap::new();
    for entry in entries {
        if before.is_some_and(|before| before != entry.verdict) {
            text.push('\n');
        }
        before = Some(entry.verdict);
        let (line, column) = lines.line_column(sources, entry.span);
        let name = &sources.get(entry.span.source).name;
        let words = entry.verdict.words();
        text.push_str(&format!(
            "{name}:{line}:{column}: {words}: {} [{}]\n",
            entry.what, entry.rule
        ));
        match said.get(entry.advice.as_slice()) {
            Some((line, column)) => wrap(&format!("As at {line}:{column}."), &mut text),
            None => entry.advice.iter().for_each(|of| wrap(of, &mut text)),
        }
        if !entry.advice.is_empty() {
            said.entry(&entry.advice).or_insert((line, column));
        }
    }
    let count = |verdict| entries.iter().filter(|of| of.verdict == verdict).count();
    text.push_str(&format!(
        "\n{} to {}: {} carry over, {} change, {} can't\n",
        from.name(),
        to.name(),
        count(Verdict::CarriesOver),
        count(Verdict::Changes),
        count(Verdict::Cant)
    ));
    text
}

/// Where the lines of sources begin, so that not every place is counted from the top of its file.
#[derive(Default)]
struct Lines(HashMap<SourceId, Vec<usize>>);

impl Lines {
    /// As [`Sources::line_column`].
    fn line_column(&mut self, sources: &Sources, span: Span) -> (usize, usize) {
        let text = &sources.get(span.source).text;
        let starts = self.0.entry(span.source).or_insert_with(|| {
            let behind = text.match_indices('\n').map(|(at, _)| at + 1);
            std::iter::once(0).chain(behind).collect()
        });
        let start = span.range().start;
        let line = starts.partition_point(|&of| of <= start);
        (line, text[starts[line - 1]..start].chars().count() + 1)
    }
}

fn wrap(paragraph: &str, text: &mut String) {
    let mut length = WIDTH;
    let mut is_first = true;
    for word in paragraph.split(' ') {
        let wide = word.chars().count();
        if is_first || length + 1 + wide > WIDTH {
            if !is_first {
                text.push('\n');
            }
            text.push_str(INDENT);
            length = INDENT.len();
        } else {
            text.push(' ');
            length += 1;
        }
        text.push_str(word);
        length += wide;
        is_first = false;
    }
    text.push('\n');
}
