//! The types of structures: those of the source that are simple, and places for the others.

use std::collections::HashMap;
use std::rc::Rc;

use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::span::{Span, Spanned};
use crate::spec::{Field, Length, Name, Number, Passing, TypeBody, TypeDef, TypeExpr};

use super::arrange::{Element, Record};
use super::evaluate::{Evaluator, SizeOf};
use super::fields::Obstacle;
use super::names::{self, Taken};
use super::primitive::Primitive;
use super::records::Records;

/// Makes the types of a spec.
pub(super) struct Types<'r, 'c, 't, 'a> {
    pub(super) records: &'r Records<'t, 'a>,
    pub(super) evaluator: &'r Evaluator<'c, 't, 'a>,
    pub(super) taken: Taken,
    /// The spec's names, by those of the source.
    names: HashMap<String, String>,
    /// Each behind those that it is made of.
    pub(super) defs: Vec<TypeDef>,
    /// What is to be said of them.
    pub(super) comments: Vec<(usize, String)>,
}

impl<'r, 'c, 't, 'a> Types<'r, 'c, 't, 'a> {
    pub(super) fn new(records: &'r Records<'t, 'a>, evaluator: &'r Evaluator<'c, 't, 'a>) -> Self {
        Self {
            records,
            evaluator,
            taken: Taken::default(),
            names: HashMap::new(),
            defs: Vec::new(),
            comments: Vec::new(),
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
        match (self.records.element(&size.name, self.evaluator), number) {
            (Ok(element), _) => times(self.element(&element, span, found)),
            (Err(_), Some(number)) => Self::bytes(number, span),
            (Err(obstacle), None) => {
                let name = self.placeholder(&size.name, &obstacle, size.span, found);
                times(named(&name, span))
            }
        }
    }

    fn element(&mut self, element: &Element, span: Span, found: &mut Vec<Diagnostic>) -> TypeExpr {
        let record = Primitive::with_name(&element.name)
            .is_none()
            .then(|| self.records.get(&element.name, self.evaluator));
        let name = match record.flatten() {
            Some(record) => self.record(&element.name, &record, found),
            None => element.name.clone(),
        };
        let lengths = element.lengths.iter().rev();
        lengths.fold(named(&name, span), |ty, &length| array(ty, length, span))
    }

    /// The spec's name of a struct of the source, whose fields become the spec's.
    fn record(&mut self, name: &str, record: &Rc<Record>, found: &mut Vec<Diagnostic>) -> String {
        if let Some(known) = self.names.get(name) {
            return known.clone();
        }
        let own = self.name(name);
        let mut taken = Taken::default();
        let mut fields = Vec::new();
        for field in &record.fields {
            let ty = self.element(&field.ty, field.span, found);
            let number = u32::try_from(fields.len()).unwrap_or(0);
            let name = match &field.name {
                Some(name) => names::plain(name).unwrap_or_else(|| "field".to_owned()),
                None => "padding".to_owned(),
            };
            let name = taken.unique(&name, number);
            fields.push(self::field(Spanned::new(name, field.span), ty));
        }
        for undecided in self.records.undecided(record) {
            let condition = &undecided.name;
            let message = format!("whether these fields are there depends on `{condition}`");
            let warning = Diagnostic::new(&codes::IMPORT_CONDITION, undecided.span, message);
            found.push(
                warning
                    .note(super::conditions::decided(condition))
                    .warning(),
            );
        }
        let notes = record
            .notes
            .iter()
            .map(|note| (self.defs.len(), note.clone()));
        self.comments.extend(notes);
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

    /// The name of a struct whose fields nobody knows, with one byte instead of them.
    fn placeholder(
        &mut self,
        name: &str,
        obstacle: &Obstacle,
        span: Span,
        found: &mut Vec<Diagnostic>,
    ) -> String {
        if let Some(known) = self.names.get(name) {
            return known.clone();
        }
        let own = self.name(name);
        let what = &obstacle.what;
        let warning = |message: &str| Diagnostic::new(&codes::IMPORT_TYPE, span, message);
        let warning = if obstacle.is_placed() {
            let message = format!("the fields of `{name}` can't be told");
            warning(&message).label(obstacle.span, what)
        } else {
            warning(what)
        };
        let note = "its type in the spec is one byte, to be replaced; or name the header that is missing with \
                    `--header FILE`";
        found.push(warning.note(note).warning());
        let text = format!("sizeof({name}) isn't known: put its fields here.");
        self.comments.push((self.defs.len(), text));
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
