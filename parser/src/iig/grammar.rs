//! The grammar, made into a parser.

use pest::Parser as _;

use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::span::{SourceId, Span};

#[allow(missing_docs)]
mod derived {
    /// The parser of `iig.pest`.
    #[derive(pest_derive::Parser)]
    #[grammar = "iig/iig.pest"]
    pub(super) struct Grammar;
}

pub(super) use derived::Rule;

/// A piece of the text and the rule that it follows.
pub(super) type Pair<'a> = pest::iterators::Pair<'a, Rule>;

/// The items of a scanned file.
pub(super) fn items(source: SourceId, text: &str) -> Result<Vec<Pair<'_>>, Vec<Diagnostic>> {
    match derived::Grammar::parse(Rule::file, text) {
        Ok(mut pairs) => Ok(pairs
            .next()
            .map_or_else(Vec::new, |file| file.into_inner().collect())),
        Err(error) => Err(vec![syntax(source, text, &error)]),
    }
}

/// The parameters in `text`, which isn't the user's.
pub(super) fn parameters(text: &str) -> Option<Pair<'_>> {
    derived::Grammar::parse(Rule::parameters, text).ok()?.next()
}

fn syntax(source: SourceId, text: &str, error: &pest::error::Error<Rule>) -> Diagnostic {
    let at = match error.location {
        pest::error::InputLocation::Pos(at) => at..text.len().min(at + 1),
        pest::error::InputLocation::Span((start, end)) => start..end,
    };
    Diagnostic::new(
        &codes::IIG_SYNTAX,
        Span::new(source, at),
        "this is not understood",
    )
}
