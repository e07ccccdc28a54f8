//! The types of structures: those of the source that are simple, and places for the others.

use std::collections::HashMap;
use std::rc::Rc;

use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::span::{Span, Spanned};
use crate::spec::{Field, Length, Name, Number, Passing, TypeBody, TypeDef, TypeExpr};

use super::evaluate::{Evaluator, SizeOf};
use super::fields::RecordField;
use super::names::{self, Taken};
use super::primitive::Primitive;
use super::records::{Record, Records};

/// Makes the types of a spec.
pub(super) struct Types<'r, 'c, 't, 'a> {
    pub(super) records: &'r Records<'t, 'a>,
    pub(super) evaluator: &'r Evaluator<'c, 't, 'a>,
    pub(super) taken: Taken,
    /// The spec's names, by those of the source.
    names: HashMap<String, String>,
    /// Each behind those that it is made of.
    pub(super) defs: Vec<TypeDef>,
    /// Which of them have no fields yet, and what they are called in the source.
    pub(super) placeholders: Vec<(usize, String)>,
}

impl<'r, 'c, 't, 'a> Types<'r, 'c, 't, 'a> {
    pub(super) fn new(records: &'r Records<'t, 'a>, evaluator: &'r Evaluator<'c, 't, 'a>) -> Self {
        Self {
            records,
            evaluator,
            taken: Taken::default(),
            names: HashMap::new(),
            defs: Vec::new(),
            placeholders: Vec::new(),
        }
    }

    /// A type of `size` bytes, which the source has no name for.
    pub(super) fn bytes(size: u64, span: Span) -> TypeExpr {
        array(named("u8", span), size, span)
    }

    /// The type of a structure of this size.
    pub(super) fn of(
        &mut self,
        size: &SizeOf,
        number: Option<u64>,
        span: Span,
        found: &mut Vec<Diagnostic>,
    ) -> TypeExpr {
        let count = u64::try_from(size.count).unwrap_or(1);
        let times = |ty: TypeExpr| {
            if count == 1 {
                ty
            } else {
                array(ty, count, span)
            }
        };
        if size.is_pointer {
            return times(named("u64", span));
        }
        let real = self.records.real_name(&size.name);
        if let Some(primitive) = Primitive::with_name(&real) {
            return times(named(primitive.name(), span));
        }
        if let Some(record) = self.records.get(&real, self.evaluator) {
            return times(named(&self.record(&real, &record), span));
        }
        match number {
            Some(number) => Self::bytes(number, span),
            None => times(named(&self.placeholder(&real, size.span, found), span)),
        }
    }

    /// The spec's name of a struct of the source, whose fields become the spec's.
    fn record(&mut self, name: &str, record: &Rc<Record>) -> String {
        if let Some(known) = self.names.get(name) {
            return known.clone();
        }
        let own = self.name(name);
        let mut taken = Taken::default();
        let mut fields = Vec::new();
        for field in &record.fields {
            let ty = self.field_type(field);
            let number = u32::try_from(fields.len()).unwrap_or(0);
            let name = match &field.name {
                Some(name) => names::plain(name).unwrap_or_else(|| "field".to_owned()),
                None => "padding".to_owned(),
            };
            let name = taken.unique(&name, number);
            fields.push(self::field(Spanned::new(name, field.span), ty));
        }
        self.defs.push(TypeDef {
            name: Spanned::new(own.clone(), record.span),
            doc: Vec::new(),
            body: TypeBody::Struct {
                fields,
                packed: record.packed,
            },
        });
        own
    }

    fn field_type(&mut self, field: &RecordField) -> TypeExpr {
        let name = match self.records.get(&field.ty, self.evaluator) {
            Some(record) => self.record(&field.ty, &record),
            None => field.ty.clone(),
        };
        let lengths = field.lengths.iter().rev();
        lengths.fold(named(&name, field.span), |ty, &length| {
            array(ty, length, field.span)
        })
    }

    /// The name of a struct whose fields nobody knows, with one byte instead of them.
    fn placeholder(&mut self, name: &str, span: Span, found: &mut Vec<Diagnostic>) -> String {
        if let Some(known) = self.names.get(name) {
            return known.clone();
        }
        let own = self.name(name);
        let (message, note) = if self.records.has(name) {
            let message = format!(
                "`{name}` has fields that are no numbers, arrays of them or structs of both"
            );
            (message, "its type in the spec is one byte, to be replaced")
        } else {
            let message = format!("the fields of `{name}` aren't in the sources");
            (
                message,
                "its type in the spec is one byte, to be replaced; or name its header with `--header FILE`",
            )
        };
        let warning = Diagnostic::new(&codes::IMPORT_TYPE, span, message);
        found.push(warning.note(note).warning());
        self.placeholders.push((self.defs.len(), name.to_owned()));
        let byte = field(
            Spanned::new("placeholder".to_owned(), span),
            named("u8", span),
        );
        self.defs.push(TypeDef {
            name: Spanned::new(own.clone(), span),
            doc: Vec::new(),
            body: TypeBody::Struct {
                fields: vec![byte],
                packed: false,
            },
        });
        own
    }

    fn name(&mut self, name: &str) -> String {
        let plain = names::plain(name).unwrap_or_else(|| "Structure".to_owned());
        let number = u32::try_from(self.defs.len()).unwrap_or(0);
        let own = self.taken.unique(&plain, number);
        self.names.insert(name.to_owned(), own.clone());
        own
    }
}

/// A type by its name.
pub(super) fn named(name: &str, span: Span) -> TypeExpr {
    TypeExpr::Named(Spanned::new(name.to_owned(), span))
}

fn array(element: TypeExpr, length: u64, span: Span) -> TypeExpr {
    let length = Length::Number(number(i128::from(length), span));
    TypeExpr::Array(Box::new(element), length, span)
}

/// A number that isn't written in the source as it is.
pub(super) fn number(value: i128, span: Span) -> Number {
    let start = Span {
        end: span.start,
        ..span
    };
    Spanned::new(value, start)
}

/// A field, or a scalar.
pub(super) fn field(name: Name, ty: TypeExpr) -> Field {
    Field {
        name,
        doc: Vec::new(),
        ty,
        min: None,
        max: None,
        one_of: None,
        passing: Passing::default(),
    }
}
