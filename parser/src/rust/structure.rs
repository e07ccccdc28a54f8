//! The structure of a call: one value of a fixed size, something variable, or both.

use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::span::Span;
use crate::spec::{Name, Shape, Structure, TypeExpr, Variable};

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
    /// As much as a call has.
    Variable(Variable),
}

impl Reader<'_> {
    /// The structure that the parts make, in the order in which they were written.
    pub(super) fn structure(&mut self, parts: Vec<Part>, way: &str) -> Option<Structure> {
        let mut parts = parts.into_iter();
        let first = parts.next()?;
        let (name, span) = (first.name, first.span);
        let second = parts.next();
        let (shape, more) = match (first.kind, second) {
            (
                PartKind::Fixed(header),
                Some(Part {
                    name: tail_name,
                    kind: PartKind::Variable(tail),
                    ..
                }),
            ) => {
                let shape = Shape::HeaderTail {
                    header,
                    tail,
                    tail_name,
                };
                (shape, parts.next())
            }
            (PartKind::Fixed(ty), more) => (Shape::Fixed(ty), more),
            (PartKind::Variable(variable), more) => (Shape::Variable(variable), more),
        };
        if let Some(more) = more {
            let message = format!("a call has one structure {way}");
            self.found.push(
                Diagnostic::new(&codes::RUST_SIGNATURE, more.span, message)
                    .here("another one")
                    .label(span, "the structure")
                    .note("put fixed values into one struct; one slice may follow it"),
            );
        }
        Some(Structure {
            name,
            span,
            shape,
            access: None,
        })
    }
}
