//! Documentation comments as lines.

use crate::spec::Doc;

/// The lines of documentation comments: without stars, common indentation, and empty lines around.
pub(super) fn lines(comments: &[String]) -> Doc {
    let mut lines: Vec<&str> = Vec::new();
    for comment in comments {
        let starred = comment.contains('\n') && comment.split('\n').skip(1).all(is_starred);
        for (index, line) in comment.split('\n').enumerate() {
            let line = match line.trim_start().strip_prefix('*') {
                Some(rest) if starred && index > 0 => rest,
                _ => line,
            };
            lines.push(line.trim_end());
        }
    }
    let indent = lines
        .iter()
        .filter(|line| !line.is_empty())
        .map(|line| line.len() - line.trim_start_matches(' ').len())
        .min();
    let used = |line: &&str| !line.is_empty();
    let first = lines.iter().position(used).unwrap_or(lines.len());
    let last = lines.iter().rposition(used).map_or(first, |at| at + 1);
    let lines = lines[first..last].iter();
    let cut = lines.map(|line| {
        line.get(indent.unwrap_or(0)..)
            .unwrap_or_default()
            .to_owned()
    });
    cut.collect()
}

/// Whether a line of a block comment begins with a star; the last may be empty.
fn is_starred(line: &str) -> bool {
    let line = line.trim();
    line.is_empty() || line.starts_with('*')
}

#[cfg(test)]
mod tests {
    use super::lines;

    fn of(comments: &[&str]) -> Vec<String> {
        lines(
            &comments
                .iter()
                .map(|text| (*text).to_owned())
                .collect::<Vec<_>>(),
        )
    }

    #[test]
    fn markers_and_indentation_go() {
        assert_eq!(
            of(&[" One.", "", "   two", " Three. "]),
            ["One.", "", "  two", "Three."]
        );
        assert_eq!(of(&["One.", " Two."]), ["One.", " Two."]);
        assert_eq!(of(&["\n * One.\n *\n *  Two.\n "]), ["One.", "", " Two."]);
        assert_eq!(of(&[" One\n * item\n text "]), ["One", "* item", "text"]);
        assert_eq!(of(&["", " ", ""]), [""; 0]);
        assert_eq!(of(&[]), [""; 0]);
        assert_eq!(of(&["é", " é"]), ["é", " é"]);
    }
}
