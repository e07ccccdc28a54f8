//! Numbers: literals, constants, and arithmetic on them.

use proc_macro2::{Delimiter, Literal, TokenTree};

use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::interface::Prim;
use crate::span::{Span, Spanned};
use crate::spec::{Name, Number};

use super::literal;
use super::reader::{Known, Reader};
use super::tokens::{Tokens, is_punct, shown};

/// How deep parentheses may be nested.
const DEPTH: usize = 16;

/// What an operator makes of two numbers, when that is a number.
type Apply = fn(i128, i128) -> Option<i128>;

/// An operator of Rust, with how strongly it binds.
#[derive(Clone, Copy)]
struct Operator {
    level: u8,
    /// How many tokens it has.
    tokens: usize,
    apply: Apply,
}

impl Reader<'_> {
    /// The number that all of `tokens` spell.
    pub(super) fn whole_number(&mut self, mut tokens: Tokens) -> Option<Number> {
        let number = self.number(&mut tokens)?;
        self.nothing_behind(&codes::RUST_NUMBER, "the number", &tokens);
        Some(number)
    }

    /// The number that begins here.
    pub(super) fn number(&mut self, tokens: &mut Tokens) -> Option<Number> {
        self.binary(tokens, 0, DEPTH)
    }

    /// Operators that bind at least as strongly as `least`; those of one level from left to right.
    fn binary(&mut self, tokens: &mut Tokens, least: u8, depth: usize) -> Option<Number> {
        let mut left = self.unary(tokens, depth)?;
        while let Some(operator) = operator(tokens).filter(|operator| operator.level >= least) {
            for _ in 0..operator.tokens {
                tokens.next();
            }
            let right = self.binary(tokens, operator.level + 1, depth)?;
            let span = left.span.to(right.span);
            left = self.outcome((operator.apply)(left.value, right.value), span)?;
        }
        Some(left)
    }

    fn unary(&mut self, tokens: &mut Tokens, depth: usize) -> Option<Number> {
        let (mut negative, mut first) = (false, None);
        while let Some(minus) = tokens.punct('-') {
            negative = !negative;
            first.get_or_insert(minus);
        }
        let first = first.map(|minus| self.place(minus));
        let number = self.atom(tokens, depth)?;
        let span = first.map_or(number.span, |minus| minus.to(number.span));
        let value = if negative {
            number.value.checked_neg()
        } else {
            Some(number.value)
        };
        self.outcome(value, span)
    }

    fn atom(&mut self, tokens: &mut Tokens, depth: usize) -> Option<Number> {
        match tokens.peek() {
            Some(TokenTree::Literal(literal)) => {
                let literal = literal.clone();
                tokens.next();
                self.literal(literal)
            }
            Some(TokenTree::Ident(_)) => self.constant(tokens),
            Some(TokenTree::Group(group))
                if matches!(group.delimiter(), Delimiter::Parenthesis | Delimiter::None)
                    && depth > 0 =>
            {
                let group = group.clone();
                tokens.next();
                let span = self.place_of(&group);
                let mut inside = Tokens::inside(&group);
                let number = self.binary(&mut inside, 0, depth - 1)?;
                self.nothing_behind(&codes::RUST_NUMBER, "the number", &inside);
                Some(Spanned::new(number.value, span))
            }
            _ => {
                self.expected(&codes::RUST_NUMBER, "a number", tokens);
                None
            }
        }
    }

    fn literal(&mut self, literal: Literal) -> Option<Number> {
        let span = literal.span();
        if let Some((value, suffix)) = literal::integer(&literal)
            && is_integer(&suffix)
        {
            return Some(Spanned::new(value, self.place(span)));
        }
        let message = format!("`{}` is not an integer", shown(&literal.to_string()));
        self.mistake(&codes::RUST_NUMBER, span, message);
        None
    }

    /// `SLOTS`, or `u32::MAX`.
    fn constant(&mut self, tokens: &mut Tokens) -> Option<Number> {
        let ident = tokens.ident()?;
        let name = self.name(&ident);
        if tokens.puncts(':', ':').is_some() {
            let bound = tokens.ident().map(|bound| self.name(&bound));
            let range = Prim::named(&name.value).and_then(Prim::range);
            if let (Some((min, max)), Some(bound)) = (range, &bound)
                && let Some(value) = match bound.value.as_str() {
                    "MIN" => Some(min),
                    "MAX" => Some(max),
                    _ => None,
                }
            {
                return Some(Spanned::new(value, name.span.to(bound.span)));
            }
            let message = "a path is no number here";
            self.mistake(&codes::RUST_NUMBER, ident.span(), message);
            return None;
        }
        if ["true", "false"].contains(&name.value.as_str()) {
            let message = format!("`{}` is not an integer", name.value);
            self.mistake(&codes::RUST_NUMBER, ident.span(), message);
            return None;
        }
        match self.constants.get(&name.value) {
            Some(Known {
                value: Some(value), ..
            }) => return Some(Spanned::new(*value, name.span)),
            Some(_) => {
                let message = format!("`{}` is no number that can be read here", name.value);
                self.mistake(&codes::RUST_NUMBER, ident.span(), message);
            }
            None => self.no_constant(&name),
        }
        None
    }

    /// Reports a name that is no constant's.
    pub(super) fn no_constant(&mut self, name: &Name) {
        let message = format!("no constant of the module is called `{}`", name.value);
        let mut mistake = Diagnostic::new(&codes::RUST_NUMBER, name.span, message);
        let mut known: Vec<_> = self.constants.keys().map(String::as_str).collect();
        known.sort_unstable();
        if let Some(close) = crate::similar::closest(&name.value, known.into_iter()) {
            mistake = mistake.edit("a constant with a similar name", name.span, close);
        }
        self.found.push(mistake);
    }

    fn outcome(&mut self, value: Option<i128>, span: Span) -> Option<Number> {
        if value.is_none() {
            let message = "there is no result, or it has more than 128 bits";
            let mistake = Diagnostic::new(&codes::RUST_NUMBER, span, message);
            self.found.push(mistake);
        }
        value.map(|value| Spanned::new(value, span))
    }
}

/// Whether a literal with this suffix is an integer.
fn is_integer(suffix: &str) -> bool {
    let of_a_spec = Prim::named(suffix).and_then(Prim::range);
    ["", "usize", "isize", "u128", "i128"].contains(&suffix) || of_a_spec.is_some()
}

/// The operator that is next.
fn operator(tokens: &Tokens) -> Option<Operator> {
    let shift = |apply| Operator {
        level: 3,
        tokens: 2,
        apply,
    };
    if tokens.at('<', Some('<')) {
        return Some(shift(|left, right| {
            let factor = 1_i128.checked_shl(u32::try_from(right).ok()?)?;
            left.checked_mul(factor).filter(|_| factor > 0)
        }));
    }
    if tokens.at('>', Some('>')) {
        return Some(shift(|left, right| {
            left.checked_shr(u32::try_from(right).ok()?)
        }));
    }
    const OPERATORS: &[(char, u8, Apply)] = &[
        ('|', 0, |left, right| Some(left | right)),
        ('^', 1, |left, right| Some(left ^ right)),
        ('&', 2, |left, right| Some(left & right)),
        ('+', 4, i128::checked_add),
        ('-', 4, i128::checked_sub),
        ('*', 5, i128::checked_mul),
        ('/', 5, i128::checked_div),
        ('%', 5, i128::checked_rem),
    ];
    let token = tokens.peek()?;
    let known = OPERATORS
        .iter()
        .find(|(character, ..)| is_punct(token, *character));
    known.map(|(_, level, apply)| Operator {
        level: *level,
        tokens: 1,
        apply: *apply,
    })
}
