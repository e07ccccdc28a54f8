//! Parameters: what a call carries, by how they are written. What goes by value is a scalar, what
//! goes by reference is the structure.

use proc_macro2::TokenTree;

use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::interface::Prim;
use crate::span::Span;
use crate::spec::{Field, Name, TypeExpr};

use super::attributes::Attributes;
use super::reader::{Kind, Reader};
use super::structure::{Part, PartKind};
use super::tokens::Tokens;

/// A parameter.
pub(super) enum Parameter {
    /// A number, or several.
    Scalar(Field),
    /// A part of the structure that goes in.
    In(Part),
    /// What the driver fills.
    Out(Part),
}

/// How a parameter is passed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum By {
    Value,
    Reference,
    Mutable,
}

/// What a parameter was written as.
pub(super) struct Written {
    /// Its name; `None` is `_`, which lets a structure be called by its type.
    pub(super) name: Option<Name>,
    pub(super) attributes: Attributes,
    /// From its name to the end of its type.
    pub(super) span: Span,
    pub(super) by: By,
    /// The reference, where there is one; otherwise nothing, in front of the type.
    pub(super) reference: Span,
    /// The type, without the reference.
    pub(super) referenced: Span,
}

impl Written {
    /// What it is called in a message.
    pub(super) fn called(&self) -> &str {
        self.name.as_ref().map_or("_", |name| &name.value)
    }

    /// The way that a slice goes.
    pub(super) fn way(&self) -> fn(Part) -> Parameter {
        match self.by {
            By::Mutable => Parameter::Out,
            By::Reference | By::Value => Parameter::In,
        }
    }
}

impl Reader<'_> {
    /// `#[max(31)] slot: u32`, `request: &Request`, `#[max(256)] records: &mut [Record]`.
    pub(super) fn parameter(&mut self, mut tokens: Tokens) -> Option<Parameter> {
        tokens.open_invisible();
        let attributes = self.attributes(&mut tokens);
        let (at, name) = self.parameter_name(&mut tokens)?;
        if tokens.punct(':').is_none() {
            self.expected(&codes::RUST_SIGNATURE, "`:` and a type", &tokens);
            return None;
        }
        tokens.open_invisible();
        let start = self.place(tokens.span());
        let end = self.place(tokens.last_span());
        let by = self.by(&mut tokens);
        tokens.open_invisible();
        let referenced = self.place(tokens.span());
        let written = Written {
            name,
            attributes,
            span: at.to(end),
            by,
            reference: match by {
                By::Value => Span {
                    end: start.start,
                    ..start
                },
                By::Reference | By::Mutable => start,
            },
            referenced: referenced.to(end),
        };
        match tokens.peek() {
            Some(TokenTree::Ident(word)) if word == "str" || word == "String" => {
                self.text_parameter(written, tokens)
            }
            Some(TokenTree::Ident(word)) if word == "Option" => self.optional(written, tokens),
            _ => match tokens.slice() {
                Some(element) => self.slice(written, element, tokens),
                None => self.fixed(written, tokens),
            },
        }
    }

    /// Takes the name of a parameter: where it stands, and `None` for `_`.
    fn parameter_name(&mut self, tokens: &mut Tokens) -> Option<(Span, Option<Name>)> {
        if let Some(modifier) = tokens.word("mut").or_else(|| tokens.word("ref")) {
            let message = "a pattern: a parameter is a name";
            self.mistake(&codes::RUST_SIGNATURE, modifier, message);
        }
        let Some(ident) = tokens.ident() else {
            self.expected(&codes::RUST_SIGNATURE, "the name of a parameter", tokens);
            return None;
        };
        let name = self.name(&ident);
        Some((name.span, Some(name).filter(|name| name.value != "_")))
    }

    fn by(&mut self, tokens: &mut Tokens) -> By {
        if tokens.punct('&').is_none() {
            return By::Value;
        }
        self.lifetime(tokens);
        match tokens.word("mut") {
            Some(_) => By::Mutable,
            None => By::Reference,
        }
    }

    /// Takes a lifetime and reports it.
    pub(super) fn lifetime(&mut self, tokens: &mut Tokens) {
        if let Some(quote) = tokens.punct('\'') {
            tokens.next();
            let message = "a lifetime: what a call borrows, it borrows until it returns";
            self.mistake(&codes::RUST_GENERICS, quote, message);
        }
    }

    /// A value of a fixed size.
    fn fixed(&mut self, mut written: Written, tokens: Tokens) -> Option<Parameter> {
        if written.by == By::Value {
            let ty = self.whole_type(tokens)?;
            return self.by_value(written, ty, None);
        }
        let ty = self.whole_type(tokens)?;
        if written.by == By::Mutable {
            let message = format!("`{}` comes out, but has a fixed size", written.called());
            let mistake = Diagnostic::new(&codes::RUST_SIGNATURE, written.reference, message);
            self.found
                .push(mistake.note("return it: -> Record; only a slice is filled where it is"));
            return None;
        }
        let sizes = self.numbers_of(&mut written.attributes, "sizes");
        self.scalar_by_reference(&mut written, &ty);
        self.refuse(&written.attributes, "a structure", &["sizes"]);
        self.undocumented(&written);
        let kind = match sizes {
            Some((sizes, _)) => PartKind::Sized(Some(ty), sizes),
            None => PartKind::Fixed(ty),
        };
        Some(Parameter::In(Part {
            name: written.name,
            span: written.span,
            kind,
        }))
    }

    /// `hint: Option<u32>`: a scalar that a call may not have.
    fn optional(&mut self, written: Written, mut tokens: Tokens) -> Option<Parameter> {
        tokens.next();
        let Some(inside) = tokens.angles() else {
            self.expected(&codes::RUST_OPTION, "`<` and a type", &tokens);
            return None;
        };
        self.nothing_behind(&codes::RUST_TYPE, "the type", &tokens);
        let is_reference = inside.at('&', None);
        if written.by != By::Value || is_reference {
            let message = format!("`{}` is an optional structure", written.called());
            let at = match is_reference {
                true => self.place(inside.span()),
                false => written.reference,
            };
            self.found.push(
                Diagnostic::new(&codes::RUST_OPTION, at, message)
                    .here("by reference it is a structure")
                    .note("each call has its structure; a slice may be empty"),
            );
            return None;
        }
        let ty = self.whole_type(inside)?;
        let optional = written.referenced;
        self.by_value(written, ty, Some(optional))
    }

    fn by_value(
        &mut self,
        written: Written,
        ty: TypeExpr,
        optional: Option<Span>,
    ) -> Option<Parameter> {
        let name = self.scalar_name(&written)?;
        let field = self.scalar(name, written.attributes, ty, optional);
        Some(Parameter::Scalar(field))
    }

    /// The name of a scalar, which has one.
    pub(super) fn scalar_name(&mut self, written: &Written) -> Option<Name> {
        if written.name.is_none() {
            let message = "a scalar without a name: both sides call it by one";
            let at = written.span;
            self.found
                .push(Diagnostic::new(&codes::RUST_SIGNATURE, at, message));
        }
        written.name.clone()
    }

    /// Reports what only a scalar can have, in front of a structure.
    fn scalar_by_reference(&mut self, written: &mut Written, ty: &TypeExpr) {
        const OF_SCALARS: &[&str] = &["min", "max", "one_of", "default", "spread", "count"];
        for word in OF_SCALARS {
            let Some(attribute) = written.attributes.take(word) else {
                continue;
            };
            let message = format!("#[{word}] has no meaning at a structure");
            let mistake = Diagnostic::new(&codes::RUST_ATTRIBUTE, attribute.name.span, message)
                .label(written.reference, "by reference it is the structure");
            let is_record = !self.is_scalar(ty) && *word != "spread" && *word != "default";
            self.found.push(match is_record {
                true => mistake.note("the fields of a record have bounds of their own"),
                false => mistake.edit("by value it is a scalar", written.reference, ""),
            });
        }
    }

    /// Reports documentation where the model has no place for it.
    pub(super) fn undocumented(&mut self, written: &Written) {
        if !written.attributes.doc().is_empty() {
            let message = format!("documentation of the structure `{}`", written.called());
            self.found.push(
                Diagnostic::new(&codes::RUST_ATTRIBUTE, written.span, message)
                    .note("document the method or the struct"),
            );
        }
    }

    /// Whether a result of this type is a scalar unless something else is said: numbers, and arrays
    /// of primitives.
    pub(super) fn is_scalar(&self, ty: &TypeExpr) -> bool {
        match ty {
            TypeExpr::Named(name) => {
                Prim::named(&name.value).is_some()
                    || matches!(self.kinds.get(&name.value), Some(Kind::Enum | Kind::Flags))
            }
            TypeExpr::Array(element, ..) => {
                matches!(&**element, TypeExpr::Named(name) if Prim::named(&name.value).is_some())
            }
        }
    }

    /// Whether what a type is can be told: it is known, and was read.
    pub(super) fn is_known(&self, ty: &TypeExpr) -> bool {
        match ty {
            TypeExpr::Named(name) => {
                let kind = self.kinds.get(&name.value);
                Prim::named(&name.value).is_some() || kind.is_some_and(|kind| *kind != Kind::Broken)
            }
            TypeExpr::Array(element, ..) => self.is_known(element),
        }
    }
}
