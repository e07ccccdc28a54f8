//! The comment before a class.

use std::ops::Range;

use super::ast::Implementation;

/// What belongs to a class besides its declaration.
pub(super) struct Documentation {
    /// From the comment, or the class itself, to the end of the class's last line.
    pub(super) source: Range<usize>,
    /// The `@iig implementation` block in the comment.
    pub(super) implementation: Option<Implementation>,
}

/// Finds what belongs to the class at `class`.
pub(super) fn before(text: &str, comments: &[Range<usize>], class: Range<usize>) -> Documentation {
    let end = text[class.end..]
        .find('\n')
        .map_or(text.len(), |length| class.end + length);
    let rest_is_empty = text[class.end..end].trim().is_empty();
    let end = if rest_is_empty { end } else { class.end };
    let index = comments.partition_point(|comment| comment.end <= class.start);
    let comment = index
        .checked_sub(1)
        .map(|index| comments[index].clone())
        .filter(|comment| {
            let documents = ["/*!", "/**", "//!", "///"];
            let between = &text[comment.end..class.start];
            let body = &text[comment.clone()];
            between.trim().is_empty()
                && (documents.iter().any(|mark| body.starts_with(mark)) || body.contains(OPEN))
        });
    let start = comment
        .as_ref()
        .map_or(class.start, |comment| comment.start);
    let line = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let start = if text[line..start].trim().is_empty() {
        line
    } else {
        start
    };
    Documentation {
        source: start..end,
        implementation: comment.and_then(|comment| implementation(text, comment)),
    }
}

const OPEN: &str = "@iig implementation";
const CLOSE: &str = "@iig end";

fn implementation(text: &str, comment: Range<usize>) -> Option<Implementation> {
    let body = &text[comment.clone()];
    let open = body.find(OPEN)?;
    let close = open + body[open..].find(CLOSE)?;
    let line_start = |at: usize| body[..at].rfind('\n').map_or(at, |found| found + 1);
    let line_end = |at: usize| body[at..].find('\n').map(|length| at + length + 1);
    let text_start = line_end(open)?.min(close);
    let text_end = line_start(close).max(text_start);
    let block_start = line_start(open);
    let block_end = line_end(close).unwrap_or(close + CLOSE.len());
    Some(Implementation {
        text: comment.start + text_start..comment.start + text_end,
        block: comment.start + block_start..comment.start + block_end,
    })
}
