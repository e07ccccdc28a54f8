//! Scalars: what goes by value, and how a call carries it.

use proc_macro2::{Ident, TokenTree};

use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::interface::Prim;
use crate::span::{Span, Spanned};
use crate::spec::{Field, Name, Passing, TypeExpr};

use super::attributes::Attributes;
use super::choices::Bounds;
use super::literal;
use super::reader::{Kind, Reader};
use super::tokens::Tokens;

/// What may stand in front of a scalar that goes in.
const SCALAR: &[&str] = &["min", "max", "one_of", "default", "spread", "count"];

/// It isn't what it should be, and that is reported.
struct Reported;

impl Reader<'_> {
    /// A scalar that goes in; `optional` is where its `Option` stands.
    pub(super) fn scalar(
        &mut self,
        name: Name,
        mut attributes: Attributes,
        ty: TypeExpr,
        optional: Option<Span>,
    ) -> Field {
        let default = self.default_of(&mut attributes, &name, &ty);
        let spread = self.bare(&mut attributes, "spread").map(|word| word.span);
        let bounds = self.bounds(&mut attributes);
        self.not_counted(&mut attributes, &name, &ty);
        self.refuse(&attributes, "a scalar", SCALAR);
        let passing = Passing {
            default,
            optional,
            count: None,
            spread,
        };
        field(name, &attributes, ty, bounds, passing)
    }

    /// As many scalars as a call has: `#[count(1..=3)] values: &[u64]`.
    pub(super) fn counted(
        &mut self,
        name: Name,
        mut attributes: Attributes,
        element: TypeExpr,
    ) -> Field {
        let count = self.count_of(&mut attributes);
        let default = self.default_of(&mut attributes, &name, &element);
        let spread = self.bare(&mut attributes, "spread").map(|word| word.span);
        let bounds = self.bounds(&mut attributes);
        self.refuse(&attributes, "a counted scalar", SCALAR);
        let passing = Passing {
            default,
            optional: None,
            count,
            spread,
        };
        field(name, &attributes, element, bounds, passing)
    }

    /// Reports a count of one number.
    fn not_counted(&mut self, attributes: &mut Attributes, name: &Name, ty: &TypeExpr) {
        let Some(count) = attributes.take("count") else {
            return;
        };
        let message = format!("`{}` has a count, but is no slice", name.value);
        let mut mistake = Diagnostic::new(&codes::RUST_COUNT, count.name.span, message)
            .label(ty.span(), "its type");
        if let TypeExpr::Named(of) = ty {
            mistake = mistake.edit("a slice", of.span, format!("&[{}]", of.value));
        }
        self.found.push(mistake);
    }

    /// `#[count(1..=3)]`, or one number.
    fn count_of(&mut self, attributes: &mut Attributes) -> Option<Spanned<(i128, i128)>> {
        let takes = "a range: #[count(1..=3)]";
        let (_, group) = self.with_arguments(attributes, "count", takes)?;
        let (first, last) = self.range(Tokens::inside(&group))?;
        let span = first.span.to(last.span);
        Some(Spanned::new((first.value, last.value), span))
    }

    /// `#[default(3)]`, `#[default(true)]`, `#[default(1.5)]`, `#[default(Direction::Out)]`.
    fn default_of(
        &mut self,
        attributes: &mut Attributes,
        name: &Name,
        ty: &TypeExpr,
    ) -> Option<Spanned<String>> {
        let takes = "a value: #[default(3)], #[default(true)], #[default(Out)]";
        let (_, group) = self.with_arguments(attributes, "default", takes)?;
        let mut tokens = Tokens::inside(&group);
        tokens.open_invisible();
        match self.default_word(&mut tokens, name, ty) {
            Ok(None) => {
                let number = self.whole_number(tokens)?;
                Some(number.map(|number| number.to_string()))
            }
            value => {
                self.nothing_behind(&codes::RUST_DEFAULT, "the default", &tokens);
                value.ok().flatten()
            }
        }
    }

    /// A default that is no integer; `None` where it may be one.
    fn default_word(
        &mut self,
        tokens: &mut Tokens,
        name: &Name,
        ty: &TypeExpr,
    ) -> Result<Option<Spanned<String>>, Reported> {
        if let Some(float) = self.float(tokens) {
            return Ok(Some(float));
        }
        match tokens.peek() {
            Some(TokenTree::Literal(literal)) => {
                let Some(text) = literal::text(literal) else {
                    return Ok(None);
                };
                let at = self.place(literal.span());
                tokens.next();
                let message = format!("the default of `{}` stands in quotes", name.value);
                self.found
                    .push(Diagnostic::new(&codes::RUST_DEFAULT, at, message).edit(
                        "the value itself",
                        at,
                        text,
                    ));
                Err(Reported)
            }
            Some(TokenTree::Ident(first)) => {
                let first = first.clone();
                self.default_name(first, tokens, ty)
            }
            _ => Ok(None),
        }
    }

    /// `true`, `Out`, or `Direction::Out`; `None` where it is a constant.
    fn default_name(
        &mut self,
        ident: Ident,
        tokens: &mut Tokens,
        ty: &TypeExpr,
    ) -> Result<Option<Spanned<String>>, Reported> {
        let own = match ty {
            TypeExpr::Named(name) => Some(name),
            TypeExpr::Array(..) => None,
        };
        let kind = own.and_then(|name| self.kinds.get(&name.value).copied());
        let has_names = matches!(kind, Some(Kind::Enum | Kind::Flags | Kind::Broken));
        let first = self.name(&ident);
        if !tokens.is_punct(1, ':') {
            if first.value == "true" || first.value == "false" {
                tokens.next();
                return Ok(Some(first));
            }
            if !has_names || self.constants.contains_key(&first.value) {
                return Ok(None);
            }
            tokens.next();
            return Ok(Some(self.spec_name(&ident)));
        }
        if Prim::named(&first.value).is_some() {
            return Ok(None);
        }
        tokens.next();
        tokens.puncts(':', ':');
        let Some(last) = tokens.ident() else {
            self.expected(&codes::RUST_DEFAULT, "the name of a value", tokens);
            tokens.until(|_| false);
            return Err(Reported);
        };
        let last = self.spec_name(&last);
        if own.is_none_or(|own| own.value != first.value) {
            let message = format!("`{}` is not the scalar's type", first.value);
            let mut mistake = Diagnostic::new(&codes::RUST_DEFAULT, first.span, message)
                .label(ty.span(), "its type");
            if let Some(own) = own.filter(|_| has_names) {
                mistake = mistake.edit("its type", first.span, own.value.clone());
            }
            self.found.push(mistake);
            return Err(Reported);
        }
        let span = first.span.to(last.span);
        Ok(Some(Spanned::new(last.value, span)))
    }

    /// `1.5`, or `-0.5e3`.
    fn float(&mut self, tokens: &mut Tokens) -> Option<Spanned<String>> {
        let minus = usize::from(tokens.at('-', None));
        let Some(TokenTree::Literal(literal)) = tokens.peek_at(minus) else {
            return None;
        };
        let float = literal::float(literal)?;
        let start = self.place(tokens.span());
        let end = self.place(literal.span());
        let sign = if minus == 1 { "-" } else { "" };
        for _ in 0..=minus {
            tokens.next();
        }
        Some(Spanned::new(format!("{sign}{float}"), start.to(end)))
    }
}

/// A scalar.
pub(super) fn field(
    name: Name,
    attributes: &Attributes,
    ty: TypeExpr,
    bounds: Bounds,
    passing: Passing,
) -> Field {
    Field {
        name,
        doc: attributes.doc(),
        ty,
        min: bounds.min,
        max: bounds.max,
        one_of: bounds.one_of,
        passing,
    }
}
