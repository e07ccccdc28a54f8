//! Documentation texts in comments.

/// The lines of `doc` as comments behind `marker`, each indented; nothing when there are none.
pub(crate) fn comment(doc: &[String], indent: usize, marker: &str) -> String {
    let mut text = String::new();
    for line in doc {
        let line = harmless(line);
        let line = format!("{marker} {line}");
        text.push_str(&format!("{:indent$}{}\n", "", line.trim_end()));
    }
    text
}

/// What a text may not have in a comment: an end of the comment, a line that continues, letters
/// that change the direction of writing (rustc refuses them).
fn harmless(line: &str) -> String {
    let line = line.replace("*/", "* /").replace("/*", "/ *");
    let visible = line
        .chars()
        .filter(|c| !c.is_control() && !is_direction(*c));
    let line: String = visible.collect();
    line.trim_end_matches(['\\', ' ']).to_owned()
}

fn is_direction(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}')
}

/// A byte count as people say it: `64 KiB`.
pub(crate) fn size(bytes: u64) -> String {
    match bytes {
        _ if bytes >= 1 << 20 && bytes.is_multiple_of(1 << 20) => format!("{} MiB", bytes >> 20),
        _ if bytes >= 1 << 10 && bytes.is_multiple_of(1 << 10) => format!("{} KiB", bytes >> 10),
        1 => "1 byte".to_owned(),
        _ => format!("{bytes} bytes"),
    }
}
