//! The declarations of a struct or a union.

use crate::span::{SourceId, Span};

use super::attributes::{Attributes, without};
use super::declarations::{declarator_at, is_qualifier, statements, type_of};
use super::evaluate::Evaluator;
use super::lexer::Unit;
use super::token::{Token, inside, parts, position, span_of, written};

/// A declared field.
#[derive(Clone, Debug)]
pub(super) struct Member<'t, 'a> {
    /// Its name; a struct or a union in another needs none.
    pub(super) name: Option<String>,
    /// Its type.
    pub(super) ty: MemberType<'t, 'a>,
    /// The lengths, if it is an array; the outermost first.
    pub(super) lengths: Vec<u64>,
    /// How many bits it has, if that is said.
    pub(super) bits: Option<u64>,
    /// What its attributes say.
    pub(super) attributes: Attributes<'t, 'a>,
    /// Where it is.
    pub(super) span: Span,
}

/// The type of a field.
#[derive(Clone, Debug)]
pub(super) enum MemberType<'t, 'a> {
    /// A primitive, or what has another name.
    Named(String),
    /// Any pointer.
    Pointer,
    /// A struct that is declared where it is used.
    Body(Body<'t, 'a>),
}

/// What stands between the braces of a struct or a union.
#[derive(Clone, Copy, Debug)]
pub(super) struct Body<'t, 'a> {
    /// All of that.
    pub(super) tokens: &'t [Token<'a>],
    /// The classes behind the colon.
    pub(super) bases: &'t [Token<'a>],
    /// Whether it is a union.
    pub(super) is_union: bool,
    /// What its attributes say.
    pub(super) attributes: Attributes<'t, 'a>,
    /// From brace to brace.
    pub(super) span: Span,
}

/// Why a struct can't be read.
#[derive(Clone, Debug)]
pub(super) struct Obstacle {
    /// What it is.
    pub(super) what: String,
    /// Where it is.
    pub(super) span: Span,
}

impl Obstacle {
    pub(super) fn new(what: impl Into<String>, span: Span) -> Self {
        let what = what.into();
        Self { what, span }
    }

    /// One that is nowhere in the sources.
    pub(super) fn nowhere(what: impl Into<String>) -> Self {
        Self::new(what, Span::new(SourceId(0), 0..0))
    }

    /// Whether it is somewhere in the sources.
    pub(super) fn is_placed(&self) -> bool {
        self.span.start != self.span.end
    }
}

/// What begins a declaration that takes no room.
const NO_FIELD: &[&str] = &[
    "static",
    "using",
    "typedef",
    "friend",
    "template",
    "static_assert",
    "_Static_assert",
];

/// What begins a type with a body of its own.
const KEYS: &[&str] = &["struct", "class", "union", "enum"];

/// Reads the declarations of structs.
pub(super) struct Fields<'r, 'c, 't, 'a> {
    pub(super) unit: &'t Unit<'a>,
    pub(super) evaluator: &'r Evaluator<'c, 't, 'a>,
}

impl<'t, 'a> Fields<'_, '_, 't, 'a> {
    /// The fields between the braces of a struct.
    pub(super) fn of(&self, body: &'t [Token<'a>]) -> Result<Vec<Member<'t, 'a>>, Obstacle> {
        let mut read = Vec::new();
        for statement in statements(body)? {
            let Some(first) = statement.first() else {
                continue;
            };
            if !first.is_one_of(NO_FIELD) {
                self.declaration(statement, first.span, &mut read)?;
            }
        }
        Ok(read)
    }

    fn declaration(
        &self,
        statement: &'t [Token<'a>],
        span: Span,
        read: &mut Vec<Member<'t, 'a>>,
    ) -> Result<(), Obstacle> {
        let brace = position(statement, &["{"]);
        let key = statement.iter().position(|token| token.is_one_of(KEYS));
        let body = brace.filter(|&brace| {
            key.is_some_and(|key| key < brace) && position(&statement[..brace], &["="]).is_none()
        });
        if let (Some(brace), Some(key)) = (body, key) {
            return self.with_body(statement, key, brace, read);
        }
        let (tokens, attributes) = without(self.unit, statement);
        let declared = parts(&tokens);
        let Some((first, others)) = declared.split_first() else {
            return Ok(());
        };
        let unread = || Obstacle::new(format!("`{}` can't be read", written(&tokens)), span);
        let start = declarator_at(first).ok_or_else(unread)?;
        let ty = type_of(&first[..start]);
        let all = std::iter::once(&first[start..]).chain(others.iter().copied());
        for declarator in all {
            let made = self.declarator(declarator, span)?;
            let ty = match (&ty, made.is_pointer) {
                (_, true) => MemberType::Pointer,
                (Some(ty), false) => MemberType::Named(ty.clone()),
                (None, false) => return Err(unread()),
            };
            read.push(made.member(ty, attributes));
        }
        Ok(())
    }

    /// `struct { … } name[2];`
    fn with_body(
        &self,
        statement: &'t [Token<'a>],
        key: usize,
        brace: usize,
        read: &mut Vec<Member<'t, 'a>>,
    ) -> Result<(), Obstacle> {
        let open = &statement[brace];
        let close = &statement[brace + open.width];
        let (head, before) = without(self.unit, &statement[key + 1..brace]);
        let (rest, behind) = without(self.unit, &statement[brace + open.width + 1..]);
        let named = head
            .iter()
            .any(|token| token.is_word() && !token.is("final") && !token.is("class"));
        let is_enum = statement[key].is("enum");
        let ty = if is_enum {
            let colon = position(&head, &[":"]);
            let carrier = colon.and_then(|colon| type_of(&head[colon + 1..]));
            MemberType::Named(carrier.unwrap_or_else(|| "u32".to_owned()))
        } else {
            let colon = position(&statement[..brace], &[":"]);
            MemberType::Body(Body {
                tokens: inside(statement, brace),
                bases: colon.map_or(&[], |colon| &statement[colon + 1..brace]),
                is_union: statement[key].is("union"),
                attributes: before.and(behind),
                span: open.span.to(close.span),
            })
        };
        if rest.is_empty() {
            // With a name it is a type and nothing else.
            if !named && !is_enum {
                read.push(Member {
                    name: None,
                    ty,
                    lengths: Vec::new(),
                    bits: None,
                    attributes: behind,
                    span: open.span,
                });
            }
            return Ok(());
        }
        for declarator in parts(&rest) {
            let made = self.declarator(declarator, open.span)?;
            let ty = if made.is_pointer {
                MemberType::Pointer
            } else {
                ty.clone()
            };
            read.push(made.member(ty, Attributes::default()));
        }
        Ok(())
    }

    /// `* name[3] = { 0 }`, `name : 3`, `(* name)(int)`
    fn declarator(&self, tokens: &[Token<'a>], span: Span) -> Result<Declarator, Obstacle> {
        let unread = || Obstacle::new(format!("`{}` can't be read", written(tokens)), span);
        let mut made = Declarator {
            name: None,
            is_pointer: false,
            lengths: Vec::new(),
            bits: None,
            span: span_of(tokens).unwrap_or(span),
        };
        let mut at = 0;
        while let Some(token) = tokens.get(at) {
            if token.is_one_of(&["*", "&", "&&", "^"]) {
                made.is_pointer = true;
            } else if token.is("(") && made.name.is_none() {
                // A pointer to a function, or to an array.
                let inner = self.declarator(inside(tokens, at), span)?;
                return Ok(Declarator {
                    is_pointer: true,
                    ..inner
                });
            } else if token.is_word() && made.name.is_none() {
                if !is_qualifier(token) {
                    made.name = Some(token.text.to_string());
                    made.span = token.span;
                }
            } else if token.is("[") && made.name.is_some() {
                made.lengths.push(self.length(inside(tokens, at), &made)?);
                at += token.width;
            } else if token.is(":") {
                let end = position(tokens, &["=", "{"]).unwrap_or(tokens.len());
                let width = self.evaluator.number(&tokens[at + 1..end.max(at + 1)]);
                let width = width.ok().and_then(|width| u64::try_from(width).ok());
                made.bits = Some(width.ok_or_else(unread)?);
                return Ok(made);
            } else if token.is_one_of(&["=", "{"]) {
                break;
            } else {
                return Err(unread());
            }
            at += 1;
        }
        if made.name.is_none() {
            return Err(unread());
        }
        Ok(made)
    }

    /// A length; none, as in `data[]`, is zero.
    fn length(&self, tokens: &[Token<'a>], of: &Declarator) -> Result<u64, Obstacle> {
        if tokens.is_empty() {
            return Ok(0);
        }
        let number = self.evaluator.number(tokens).ok();
        number
            .and_then(|number| u64::try_from(number).ok())
            .ok_or_else(|| {
                let name = of.name.as_deref().unwrap_or_default();
                let what = format!("`{}`, the length of `{name}`, isn't known", written(tokens));
                Obstacle::new(what, span_of(tokens).unwrap_or(of.span))
            })
    }
}

/// What is declared behind a type.
struct Declarator {
    name: Option<String>,
    is_pointer: bool,
    lengths: Vec<u64>,
    bits: Option<u64>,
    span: Span,
}

impl Declarator {
    fn member<'t, 'a>(
        self,
        ty: MemberType<'t, 'a>,
        attributes: Attributes<'t, 'a>,
    ) -> Member<'t, 'a> {
        Member {
            name: self.name,
            ty,
            lengths: self.lengths,
            bits: self.bits,
            attributes,
            span: self.span,
        }
    }
}
