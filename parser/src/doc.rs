//! Documentation texts in comments.

use crate::interface::Range;

/// The lines of `doc` as comments of C++ behind `marker`, each indented; nothing when there are none.
pub fn comment(doc: &[String], indent: usize, marker: &str) -> String {
    lines(doc, indent, marker, |line| {
        // `??/` is a backslash in C11.
        let line = line
            .replace("*/", "* /")
            .replace("/*", "/ *")
            .replace("??/", "?? /");
        visible(&line).trim_end_matches(['\\', ' ']).to_owned()
    })
}

/// The same as documentation of Rust, where it's Markdown and nothing ends such a comment.
pub fn rust_comment(doc: &[String], indent: usize) -> String {
    lines(doc, indent, "///", visible)
}

/// Adds a sentence of iigen's own: to the last paragraph, or behind it where that is a list, code or
/// something else of Markdown which the sentence would become a part of.
pub fn add(doc: &mut Vec<String>, sentence: String) {
    let last = doc.rsplit(|line| line.trim().is_empty()).next();
    if !last.unwrap_or_default().iter().all(|line| is_prose(line)) {
        doc.push(String::new());
    }
    doc.push(sentence);
}

/// Whether a line is no more than text in Markdown.
fn is_prose(line: &str) -> bool {
    let behind_digits = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_numbered = behind_digits.len() < line.len() && behind_digits.starts_with(['.', ')']);
    let begins = ["- ", "* ", "+ ", "> ", "|", "#", "```", "~~~", " "];
    !is_numbered && !begins.iter().any(|begin| line.starts_with(begin))
}

/// Lines behind a marker; those that aren't plain as `harmless` makes them.
fn lines(doc: &[String], indent: usize, marker: &str, harmless: impl Fn(&str) -> String) -> String {
    let length = |line: &String| indent + marker.len() + line.len() + 2;
    let mut text = String::with_capacity(doc.iter().map(length).sum());
    for line in doc {
        text.extend(std::iter::repeat_n(' ', indent));
        text.push_str(marker);
        text.push(' ');
        if line.bytes().all(is_plain) {
            text.push_str(line);
        } else {
            text.push_str(&harmless(line));
        }
        text.truncate(text.trim_end().len());
        text.push('\n');
    }
    text
}

/// What can be seen of a line: no letters that change the direction of writing (rustc refuses them).
fn visible(line: &str) -> String {
    let letters = line.chars().map(|c| if c == '\t' { ' ' } else { c });
    letters
        .filter(|c| !c.is_control() && !is_direction(*c))
        .collect()
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

#[cfg(test)]
mod tests {
    use super::{add, comment, rust_comment};

    #[test]
    fn each_language_has_what_its_comments_bear() {
        let doc = ["/* a */ ??/ \\ \t\u{202e}b\\".to_owned()];
        assert_eq!(comment(&doc, 2, "//"), "  // / * a * / ?? / \\  b\n");
        assert_eq!(rust_comment(&doc, 0), "/// /* a */ ??/ \\  b\\\n");
    }

    #[test]
    fn a_sentence_becomes_no_part_of_a_list() {
        let with = |doc: &[&str]| {
            let mut doc: Vec<_> = doc.iter().map(|line| (*line).to_owned()).collect();
            add(&mut doc, "At most 5.".to_owned());
            doc.join("|")
        };
        assert_eq!(with(&[]), "At most 5.");
        for prose in [
            "How many.",
            "5 or more",
            "*all* of them",
            "-1 is none",
            "`so` many",
        ] {
            assert_eq!(with(&[prose]), format!("{prose}|At most 5."));
            assert_eq!(
                with(&["- a", "", prose]),
                format!("- a||{prose}|At most 5.")
            );
        }
        for other in [
            "- a", "12. a", "1) a", "> a", "# a", "```", "    a", "| a |",
        ] {
            assert_eq!(with(&["One:", other]), format!("One:|{other}||At most 5."));
        }
    }
}
