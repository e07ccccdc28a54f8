//! Declarations as they are written in a struct: where one ends, and where its name begins.

use super::evaluate::path;
use super::fields::Obstacle;
use super::primitive::Primitive;
use super::token::{Token, inside, position};

/// Whether a word says something about a type, and isn't its name.
pub(super) fn is_qualifier(token: &Token<'_>) -> bool {
    token.is_one_of(&[
        "const",
        "volatile",
        "mutable",
        "_Atomic",
        "__restrict",
        "restrict",
        "struct",
        "class",
        "union",
        "enum",
        "typename",
    ])
}

/// Where the first name, or what makes it a pointer, begins behind its type.
pub(super) fn declarator_at(tokens: &[Token<'_>]) -> Option<usize> {
    let end = position(tokens, &["[", "=", "{", ":", "(", "*", "&", "&&", "^"]);
    let end = end.unwrap_or(tokens.len());
    let stop = tokens.get(end);
    if stop.is_some_and(|stop| stop.is_one_of(&["(", "*", "&", "&&", "^"])) {
        return Some(end).filter(|end| *end > 0);
    }
    let words = tokens[..end].iter().filter(|token| token.is_word());
    let words = words.filter(|token| !is_qualifier(token)).count();
    // `uint32_t : 3` has no name.
    if stop.is_some_and(|stop| stop.is(":")) && (words == 1 || all_primitive(&tokens[..end])) {
        return Some(end);
    }
    let name = end.checked_sub(1)?;
    (name > 0 && tokens[name].is_word()).then_some(name)
}

fn all_primitive(tokens: &[Token<'_>]) -> bool {
    let words: Option<Vec<&str>> = path(tokens);
    words.is_some_and(|words| Primitive::of(&words).is_some())
}

/// The name of a type; of a primitive that of the spec.
pub(super) fn type_of(tokens: &[Token<'_>]) -> Option<String> {
    let kept: Vec<_> = tokens
        .iter()
        .filter(|token| !is_qualifier(token))
        .cloned()
        .collect();
    let words = path(&kept)?;
    Some(match Primitive::of(&words) {
        Some(primitive) => primitive.name().to_owned(),
        None => (*words.last()?).to_owned(),
    })
}

/// The declarations of a struct, without functions: these take no room, unless one is virtual.
pub(super) fn statements<'t, 'a>(body: &'t [Token<'a>]) -> Result<Vec<&'t [Token<'a>]>, Obstacle> {
    let mut statements = Vec::new();
    let (mut start, mut at) = (0, 0);
    while let Some(token) = body.get(at) {
        let (from, end) = (start, at);
        at += 1 + token.width;
        if token.is("virtual") {
            return Err(Obstacle::new("it has virtual functions", token.span));
        }
        let statement = &body[from..end];
        if token.is_one_of(&["public", "private", "protected"])
            && body.get(at).is_some_and(|of| of.is(":"))
        {
            at += 1;
            start = at;
        } else if token.is(";") {
            start = at;
            if !is_function(statement) {
                statements.push(statement);
            }
        } else if token.is("{") && is_function(statement) {
            // The values of members stand in front of the body: `: a{0}, b(1) { … }`.
            let ends = body.get(at).is_none_or(|next| !next.is_one_of(&[",", "{"]));
            if ends {
                start = at;
            }
        }
    }
    Ok(statements)
}

/// Whether a declaration is one of a function; one of a pointer to a function isn't.
fn is_function(statement: &[Token<'_>]) -> bool {
    let mut at = 0;
    while let Some(token) = statement.get(at) {
        if token.is_one_of(&["{", "="]) {
            return false;
        }
        let before = at.checked_sub(1).map(|before| &statement[before]);
        let is_attribute = before.is_some_and(|before| {
            before.is_one_of(&[
                "__attribute__",
                "alignas",
                "_Alignas",
                "__declspec",
                "decltype",
            ])
        });
        if token.is("(") && !is_attribute {
            let within = inside(statement, at).first();
            return !within.is_some_and(|first| first.is_one_of(&["*", "^"]));
        }
        at += 1 + token.width;
    }
    false
}
