//! Documentation texts in comments.

use std::borrow::Cow;

use crate::interface::Range;

/// The lines of `doc` as comments behind `marker`, each indented; nothing when there are none.
pub fn comment(doc: &[String], indent: usize, marker: &str) -> String {
    let length = |line: &String| indent + marker.len() + line.len() + 2;
    let mut text = String::with_capacity(doc.iter().map(length).sum());
    for line in doc {
        text.extend(std::iter::repeat_n(' ', indent));
        text.push_str(marker);
        text.push(' ');
        text.push_str(&harmless(line));
        text.truncate(text.trim_end().len());
        text.push('\n');
    }
    text
}

/// What a text may not have in a comment: an end of the comment, a line that continues, letters
/// that change the direction of writing (rustc refuses them).
fn harmless(line: &str) -> Cow<'_, str> {
    if line.bytes().all(is_plain) {
        return Cow::Borrowed(line);
    }
    // `??/` is a backslash in C11.
    let line = line
        .replace("*/", "* /")
        .replace("/*", "/ *")
        .replace("??/", "?? /");
    let visible = line
        .chars()
        .map(|c| if c == '\t' { ' ' } else { c })
        .filter(|c| !c.is_control() && !is_direction(*c));
    let line: String = visible.collect();
    Cow::Owned(line.trim_end_matches(['\\', ' ']).to_owned())
}

/// Whether a letter is harmless whatever stands beside it.
fn is_plain(byte: u8) -> bool {
    matches!(byte, b' '..=b'~') && !matches!(byte, b'/' | b'\\')
}

fn is_direction(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}')
}

/// A byte count as people say it: `64 KiB`.
pub fn size(bytes: u64) -> String {
    match bytes {
        _ if bytes >= 1 << 20 && bytes.is_multiple_of(1 << 20) => format!("{} MiB", bytes >> 20),
        _ if bytes >= 1 << 10 && bytes.is_multiple_of(1 << 10) => format!("{} KiB", bytes >> 10),
        1 => "1 byte".to_owned(),
        _ => format!("{bytes} bytes"),
    }
}

/// What a range says, as a sentence.
pub fn range(range: &Range) -> Option<String> {
    if !range.one_of.is_empty() {
        let choices: Vec<_> = range.one_of.iter().map(ToString::to_string).collect();
        return Some(format!("One of {}.", choices.join(", ")));
    }
    match (range.min, range.max) {
        (Some(min), Some(max)) => Some(format!("From {min} to {max}.")),
        (Some(min), None) => Some(format!("At least {min}.")),
        (None, Some(max)) => Some(format!("At most {max}.")),
        (None, None) => None,
    }
}
