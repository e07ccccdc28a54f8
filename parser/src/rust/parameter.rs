//! Parameters: what a call carries, by how they are written.

use proc_macro2::{Delimiter, Ident};

use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::interface::Prim;
use crate::span::{Span, Spanned};
use crate::spec::{Field, Name, Number, Passing, TypeExpr, Variable};

use super::attributes::Attributes;
use super::reader::Reader;
use super::structure::{Part, PartKind};
use super::tokens::Tokens;

/// A parameter.
pub(super) enum Parameter {
    /// A number, or an array of numbers.
    Scalar(Field),
    /// A part of the structure that goes in.
    In(Part),
    /// What the driver fills.
    Out(Part),
}

/// How a parameter is passed.
#[derive(Clone, Copy)]
enum Passed {
    Value,
    Reference,
    Mutable,
}

/// What a parameter was written as.
struct Written {
    name: Name,
    attributes: Attributes,
    /// From its name to the end of its type.
    span: Span,
    passed: Passed,
    /// The reference, or the first token of the type.
    start: Span,
}

impl Reader<'_> {
    /// `#[max(31)] slot: u32`, `request: &Request`, `#[max(256)] records: &mut [Record]`.
    pub(super) fn parameter(&mut self, mut tokens: Tokens) -> Option<Parameter> {
        tokens.open_invisible();
        let attributes = self.attributes(&mut tokens);
        let ident = self.parameter_name(&mut tokens)?;
        let name = self.name(&ident);
        if tokens.punct(':').is_none() {
            self.expected(&codes::RUST_SIGNATURE, "`:` and a type", &tokens);
            return None;
        }
        tokens.open_invisible();
        let start = self.place(tokens.span());
        let end = self.place(tokens.last_span());
        let passed = self.passed(&mut tokens);
        let written = Written {
            attributes,
            span: name.span.to(end),
            name,
            passed,
            start,
        };
        match slice(&mut tokens) {
            Some(element) => self.slice(written, element, tokens),
            None => {
                let ty = self.whole_type(tokens)?;
                Some(self.fixed(written, ty))
            }
        }
    }

    fn parameter_name(&mut self, tokens: &mut Tokens) -> Option<Ident> {
        if let Some(modifier) = tokens.word("mut").or_else(|| tokens.word("ref")) {
            let message = "a pattern: a parameter is a name";
            self.mistake(&codes::RUST_SIGNATURE, modifier, message);
        }
        match tokens.ident() {
            Some(ident) if ident == "_" => {
                let message = "a parameter without a name: both sides call it by one";
                self.mistake(&codes::RUST_SIGNATURE, ident.span(), message);
                None
            }
            Some(ident) => Some(ident),
            None => {
                self.expected(&codes::RUST_SIGNATURE, "the name of a parameter", tokens);
                None
            }
        }
    }

    /// Takes a reference.
    fn passed(&mut self, tokens: &mut Tokens) -> Passed {
        if tokens.punct('&').is_none() {
            return Passed::Value;
        }
        self.lifetime(tokens);
        match tokens.word("mut") {
            Some(_) => Passed::Mutable,
            None => Passed::Reference,
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

    fn lengths(&mut self, attributes: &mut Attributes) -> (Option<Number>, Option<Number>) {
        let min = self.number_of(attributes, "min");
        (min, self.number_of(attributes, "max"))
    }

    /// Reports documentation where the model has no place for it.
    fn undocumented(&mut self, written: &Written) {
        if !written.attributes.doc().is_empty() {
            let message = format!("documentation of the structure `{}`", written.name.value);
            self.found.push(
                Diagnostic::new(&codes::RUST_ATTRIBUTE, written.name.span, message)
                    .note("document the method or the struct"),
            );
        }
    }

    /// A slice: `element` are the tokens between its brackets, `rest` those behind.
    fn slice(&mut self, mut written: Written, element: Tokens, rest: Tokens) -> Option<Parameter> {
        let (min, max) = self.lengths(&mut written.attributes);
        self.refuse(&written.attributes, "a slice", &["min", "max"]);
        self.undocumented(&written);
        let element = self.whole_type(element);
        self.nothing_behind(&codes::RUST_TYPE, "the type", &rest);
        let element = element?;
        let Written { name, span, .. } = written;
        if max.is_none() {
            let message = format!("`{}` has no maximum", name.value);
            let what = if is_byte(&element) {
                "bytes"
            } else {
                "elements"
            };
            self.found.push(
                Diagnostic::new(&codes::NO_MAXIMUM, span, message).note(format!(
                    "write #[max(4096)] in front of it: the largest number of {what}"
                )),
            );
        }
        let variable = Variable {
            element: Some(element).filter(|element| !is_byte(element)),
            text: None,
            min: min.filter(|_| max.is_some()),
            max: Some(max.unwrap_or(Spanned::new(1, span))),
            span,
        };
        let part = Part {
            name: Some(name),
            span,
            kind: PartKind::Variable(variable),
        };
        match written.passed {
            Passed::Mutable => Some(Parameter::Out(part)),
            Passed::Reference => Some(Parameter::In(part)),
            Passed::Value => {
                let message = "a slice goes by reference";
                self.found.push(
                    Diagnostic::new(&codes::RUST_SIGNATURE, written.start, message)
                        .note("& for what goes in, &mut for what comes out"),
                );
                Some(Parameter::In(part))
            }
        }
    }

    /// A value of a fixed size.
    fn fixed(&mut self, written: Written, ty: TypeExpr) -> Parameter {
        if is_number(&ty) {
            if !matches!(written.passed, Passed::Value) {
                let message = "a number goes by value; what comes out is returned";
                self.found.push(Diagnostic::new(
                    &codes::RUST_SIGNATURE,
                    written.start,
                    message,
                ));
            }
            return self.scalar(written, ty);
        }
        match written.passed {
            Passed::Reference => {}
            Passed::Mutable => {
                let message = "what comes out with a fixed size is returned";
                self.found.push(Diagnostic::new(
                    &codes::RUST_SIGNATURE,
                    written.start,
                    message,
                ));
            }
            // What isn't known is reported when names are resolved.
            Passed::Value if !self.is_known(&ty) => return self.scalar(written, ty),
            Passed::Value => {
                let message = format!("`{}` goes by reference", written.name.value);
                let start = Span {
                    end: written.start.start,
                    ..written.start
                };
                self.found.push(
                    Diagnostic::new(&codes::RUST_SIGNATURE, written.start, message).edit(
                        "a reference",
                        start,
                        "&",
                    ),
                );
            }
        }
        if is_numbers(&ty) {
            return self.scalar(written, ty);
        }
        self.refuse(&written.attributes, "a structure", &[]);
        self.undocumented(&written);
        Parameter::In(Part {
            name: Some(written.name),
            span: written.span,
            kind: PartKind::Fixed(ty),
        })
    }

    fn scalar(&mut self, mut written: Written, ty: TypeExpr) -> Parameter {
        let (min, max) = self.lengths(&mut written.attributes);
        self.refuse(&written.attributes, "a number", &["min", "max"]);
        Parameter::Scalar(Field {
            name: written.name,
            doc: written.attributes.doc(),
            ty,
            min,
            max,
            one_of: None,
            passing: Passing::default(),
        })
    }

    fn is_known(&self, ty: &TypeExpr) -> bool {
        match ty {
            TypeExpr::Named(name) => self.kinds.contains_key(&name.value),
            TypeExpr::Array(..) => true,
        }
    }
}

/// Takes a slice: the tokens between its brackets.
fn slice(tokens: &mut Tokens) -> Option<Tokens> {
    let is_slice = match tokens.peek()? {
        proc_macro2::TokenTree::Group(group) if group.delimiter() == Delimiter::Bracket => !group
            .stream()
            .into_iter()
            .any(|token| super::tokens::is_punct(&token, ';')),
        _ => false,
    };
    let group = is_slice.then(|| tokens.group(Delimiter::Bracket))??;
    Some(Tokens::inside(&group))
}

/// Whether a type is a primitive.
pub(super) fn is_number(ty: &TypeExpr) -> bool {
    let is_prim = |name: &Name| Prim::ALL.iter().any(|prim| prim.name() == name.value);
    matches!(ty, TypeExpr::Named(name) if is_prim(name))
}

/// Whether a type is an array of primitives.
pub(super) fn is_numbers(ty: &TypeExpr) -> bool {
    matches!(ty, TypeExpr::Array(element, ..) if is_number(element))
}

fn is_byte(ty: &TypeExpr) -> bool {
    matches!(ty, TypeExpr::Named(name) if name.value == "u8")
}
