//! The structure of a call: one value of a fixed size, something variable, or both.

use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::span::Span;
use crate::spec::{Name, Number, Shape, Structure, TypeExpr, Variable};

use super::reader::Reader;

/// A part of a structure.
pub(super) struct Part {
    /// The name of its argument; made of its type where there is none.
    pub(super) name: Option<Name>,
    /// Where it was written.
    pub(super) span: Span,
    /// What it is.
    pub(super) kind: PartKind,
}

/// What a part of a structure is.
pub(super) enum PartKind {
    /// One value.
    Fixed(TypeExpr),
    /// A record, or bytes, of one of several sizes.
    Sized(Option<TypeExpr>, Vec<Number>),
    /// As much as a call has.
    Variable(Variable),
    /// Bytes that the handler gets as a descriptor.
    ZeroCopy(Variable),
}

impl Reader<'_> {
    /// The structure that the parts make, in the order in which they were written.
    pub(super) fn structure(&mut self, parts: Vec<Part>, way: &str) -> Option<Structure> {
        let mut parts = parts.into_iter();
        let Part { name, span, kind } = parts.next()?;
        let second = parts.next();
        let (shape, more) = match (kind, second) {
            (PartKind::Fixed(header), Some(second)) => match second.kind {
                PartKind::Variable(tail) => {
                    let shape = Shape::HeaderTail {
                        header,
                        tail,
                        tail_name: second.name,
                    };
                    (shape, parts.next().map(|more| more.span))
                }
                PartKind::ZeroCopy(_) | PartKind::Sized(None, _) => {
                    self.no_tail(span, second.span);
                    return None;
                }
                PartKind::Fixed(_) | PartKind::Sized(Some(_), _) => {
                    (Shape::Fixed(header), Some(second.span))
                }
            },
            (kind, more) => {
                let shape = match kind {
                    PartKind::Fixed(ty) => Shape::Fixed(ty),
                    PartKind::Sized(ty, sizes) => Shape::Versions { ty, sizes },
                    PartKind::Variable(variable) => Shape::Variable(variable),
                    PartKind::ZeroCopy(bytes) => Shape::ZeroCopy(bytes),
                };
                (shape, more.map(|more| more.span))
            }
        };
        if let Some(more) = more {
            let message = format!("a call has one structure {way}");
            self.found.push(
                Diagnostic::new(&codes::RUST_SIGNATURE, more, message)
                    .here("another one")
                    .label(span, "the structure")
                    .note("put fixed values into one struct; one slice or text may follow it"),
            );
        }
        Some(Structure {
            name,
            span,
            shape,
            access: None,
        })
    }

    fn no_tail(&mut self, header: Span, tail: Span) {
        let message = "bytes of this kind follow no header";
        self.found.push(
            Diagnostic::new(&codes::RUST_STRUCTURE, tail, message)
                .label(header, "the header")
                .note("what has #[zero_copy] or #[sizes] is the whole structure"),
        );
    }
}
