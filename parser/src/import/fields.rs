//! The declarations of a struct.

use crate::span::Span;

use super::evaluate::{Evaluator, path};
use super::primitive::Primitive;
use super::token::{Token, inside, parts, position};

/// A field.
#[derive(Clone, Debug)]
pub(super) struct RecordField {
    /// Its name; none for what the compiler puts between fields.
    pub(super) name: Option<String>,
    /// Its type; the name of a primitive or of a record.
    pub(super) ty: String,
    /// The lengths, if it is an array; the outermost first.
    pub(super) lengths: Vec<u64>,
    /// Where it is.
    pub(super) span: Span,
}

/// The declarations of a struct, without functions: these take no room, unless one is virtual.
fn statements<'t, 'a>(body: &'t [Token<'a>]) -> Option<Vec<&'t [Token<'a>]>> {
    let mut statements = Vec::new();
    let (mut start, mut at) = (0, 0);
    while let Some(token) = body.get(at) {
        let (from, end) = (start, at);
        at += 1 + token.width;
        if token.is("virtual") {
            return None;
        }
        let statement = &body[from..end];
        let is_function = || is_function(statement);
        if token.is_one_of(&["public", "private", "protected"])
            && body.get(at).is_some_and(|of| of.is(":"))
        {
            at += 1;
            start = at;
        } else if token.is(";") {
            start = at;
            if !is_function() {
                statements.push(statement);
            }
        } else if token.is("{") && is_function() {
            // The values of members stand in front of the body: `: a{0}, b(1) { … }`.
            let ends = body.get(at).is_none_or(|next| !next.is_one_of(&[",", "{"]));
            if ends {
                start = at;
            }
        }
    }
    Some(statements)
}

/// Whether a declaration is that of a function, and not of a pointer to one, nor a field with an attribute.
fn is_function(statement: &[Token<'_>]) -> bool {
    position(statement, &["("]).is_some_and(|open| {
        let name = open.checked_sub(1).map(|at| &statement[at]);
        let is_attribute =
            name.is_some_and(|name| name.is_one_of(&["alignas", "__attribute__", "decltype"]));
        let is_pointer = inside(statement, open)
            .first()
            .is_some_and(|first| first.is_one_of(&["*", "^", "&"]));
        !is_attribute && !is_pointer
    })
}

/// The fields of a struct, if each of them is simple.
pub(super) fn fields<'t, 'a>(
    body: &'t [Token<'a>],
    evaluator: &Evaluator<'_, 't, 'a>,
) -> Option<Vec<RecordField>> {
    let mut read = Vec::new();
    for statement in statements(body)? {
        let says_nothing = ["static", "using", "typedef", "friend"];
        if statement
            .first()
            .is_none_or(|first| first.is_one_of(&says_nothing))
        {
            continue;
        }
        let declared = parts(statement);
        let (first, others) = declared.split_first()?;
        let name = name_at(first)?;
        let ty = path(&first[..name])?;
        let ty: Vec<_> = ty
            .into_iter()
            .filter(|word| !["struct", "class", "const", "volatile", "mutable"].contains(word))
            .collect();
        let ty = match Primitive::of(&ty) {
            Some(primitive) => primitive.name().to_owned(),
            None => (*ty.last()?).to_owned(),
        };
        let declarators = others
            .iter()
            .map(|of| Some((*of, name_at(of).filter(|at| *at == 0)?)));
        for declarator in [Some((*first, name))].into_iter().chain(declarators) {
            let (tokens, name) = declarator?;
            read.push(RecordField {
                name: Some(tokens[name].text.to_string()),
                ty: ty.clone(),
                lengths: lengths(&tokens[name + 1..], evaluator)?,
                span: tokens[name].span,
            });
        }
    }
    Some(read)
}

/// Where the name of a declaration is: in front of its lengths and of its value.
fn name_at(tokens: &[Token<'_>]) -> Option<usize> {
    let end = position(tokens, &["[", "=", "{"]).unwrap_or(tokens.len());
    let name = end.checked_sub(1)?;
    let is_simple = tokens[..end]
        .iter()
        .all(|token| token.is_word() || token.is("::"));
    (is_simple && tokens[name].is_word()).then_some(name)
}

/// `[3][4]`, and perhaps a value.
fn lengths<'t, 'a>(tokens: &'t [Token<'a>], evaluator: &Evaluator<'_, 't, 'a>) -> Option<Vec<u64>> {
    let mut lengths = Vec::new();
    let mut at = 0;
    while let Some(open) = tokens.get(at).filter(|open| open.is("[")) {
        let length = evaluator.number(inside(tokens, at)).ok()?;
        lengths.push(u64::try_from(length).ok().filter(|length| *length > 0)?);
        at += 1 + open.width;
    }
    let is_end = tokens
        .get(at)
        .is_none_or(|next| next.is_one_of(&["=", "{"]));
    is_end.then_some(lengths)
}
