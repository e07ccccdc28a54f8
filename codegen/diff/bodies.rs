//! What types are made of: fields, values, variants.

use iigen_parser::codes;
use iigen_parser::interface::{Body, Field, Type, TypeDef, Union, Value};
use iigen_parser::spec::{self, TypeBody};

use super::types::{Half, Use};
use super::{Diff, Kind, Level, shown};

const WIRE: Kind = Kind(Level::Wire, &codes::DIFF_TYPE);
const SOURCE: Kind = Kind(Level::Source, &codes::DIFF_TYPE);

impl Diff<'_> {
    pub(super) fn bodies(&mut self, what: &str, one: Half<'_>, two: Half<'_>) {
        match (&one.1.body, &two.1.body) {
            (
                Body::Record { fields, packed },
                Body::Record {
                    fields: others,
                    packed: other,
                },
            ) => {
                let is_same = self.sizes(what, one, two);
                self.fields(what, (one.0, fields), (two.0, others));
                if is_same {
                    self.packed(what, one, two, *packed, *other);
                }
            }
            (
                Body::Enum { repr, values },
                Body::Enum {
                    repr: other,
                    values: others,
                },
            ) => {
                self.reprs(what, one, two, repr.name(), other.name());
                self.values(what, "value", (one.0, values), (two.0, others));
            }
            (
                Body::Flags { repr, bits },
                Body::Flags {
                    repr: other,
                    bits: others,
                },
            ) => {
                self.reprs(what, one, two, repr.name(), other.name());
                self.values(what, "bit", (one.0, bits), (two.0, others));
            }
            (Body::Union(union), Body::Union(other)) => {
                let is_same = self.sizes(what, one, two);
                self.unions(what, (one.0, union), (two.0, other));
                if is_same {
                    self.packed(what, one, two, union.packed, other.packed);
                }
            }
            _ => {}
        }
    }

    fn sizes(&mut self, what: &str, one: Half<'_>, two: Half<'_>) -> bool {
        let size = |of: &TypeDef| shown::count(of.layout.size, "byte");
        self.same(
            WIRE,
            &format!("the size of {what}"),
            (one.0.name.span, size(one.1)),
            (two.0.name.span, size(two.1)),
            "a structure of the other size is refused by the row: kIOReturnBadArgument",
        )
    }

    fn packed(&mut self, what: &str, one: Half<'_>, two: Half<'_>, packed: bool, other: bool) {
        let text = |of: bool| if of { "packed" } else { "aligned" }.to_owned();
        self.same(
            SOURCE,
            &format!("the alignment of {what}"),
            (one.0.name.span, text(packed)),
            (two.0.name.span, text(other)),
            "the bytes are the same; compilers put the type at other addresses",
        );
    }

    fn reprs(&mut self, what: &str, one: Half<'_>, two: Half<'_>, repr: &str, other: &str) {
        self.same(
            WIRE,
            &format!("the integer that carries {what}"),
            (one.0.name.span, repr.to_owned()),
            (two.0.name.span, other.to_owned()),
            "what holds the type has another size, or another sign",
        );
    }

    /// Fields by their offsets; where these differ, by their names, and the first that lies elsewhere.
    fn fields(
        &mut self,
        what: &str,
        (written, fields): (&spec::TypeDef, &[Field]),
        (other, others): (&spec::TypeDef, &[Field]),
    ) {
        let place = |of: &spec::TypeDef, name: &str| match &of.body {
            TypeBody::Struct { fields, .. } => {
                let field = fields.iter().find(|of| of.name.value == name);
                field.map_or((of.name.span, of.name.span), |of| {
                    (of.name.span, of.ty.span())
                })
            }
            _ => (of.name.span, of.name.span),
        };
        let wholes = (written.name.span, other.name.span);
        let offsets = |fields: &[Field]| fields.iter().map(|of| of.offset).collect::<Vec<_>>();
        let by_offset = offsets(fields) == offsets(others);
        let has = |fields: &[Field], name: &str| fields.iter().any(|of| of.name == name);
        let mut lies_elsewhere = false;
        for field in fields {
            let of = format!("the field `{}` of {what}", field.name);
            let (at, ty) = place(written, &field.name);
            let found = others.iter().find(|other| match by_offset {
                true => other.offset == field.offset,
                false => other.name == field.name,
            });
            let Some(found) = found else {
                self.only_in(
                    WIRE,
                    &of,
                    (Some(at), None),
                    wholes,
                    "what lies behind it lies elsewhere, or nothing does",
                );
                continue;
            };
            let (there, other_ty) = place(other, &found.name);
            if field.name != found.name {
                let moved = has(others, &field.name) || has(fields, &found.name);
                let (kind, consequence) = if moved {
                    (
                        WIRE,
                        "the bytes are accepted, and each side takes one field for another",
                    )
                } else {
                    (
                        SOURCE,
                        "code that reads or writes the field has to be changed",
                    )
                };
                self.report(
                    kind,
                    &format!(
                        "the name of the field at byte {} of {what} differs",
                        field.offset
                    ),
                    (at, field.name.clone()),
                    (there, found.name.clone()),
                    consequence,
                );
            }
            self.doc(&of, (at, &field.doc), (there, &found.doc));
            self.types(&of, (ty, other_ty), Use::Part, (&field.ty, &found.ty));
            self.same(
                WIRE,
                &format!("what is accepted for {of}"),
                (at, shown::range(&field.range)),
                (there, shown::range(&found.range)),
                "what the one sends, the other refuses",
            );
            if !lies_elsewhere {
                lies_elsewhere = !self.same(
                    WIRE,
                    &format!("the place of {of}"),
                    (at, format!("at byte {}", field.offset)),
                    (there, format!("at byte {}", found.offset)),
                    "each side reads other bytes as this field",
                );
            }
        }
        for found in others
            .iter()
            .filter(|of| !by_offset && !has(fields, &of.name))
        {
            let of = format!("the field `{}` of {what}", found.name);
            let (there, _) = place(other, &found.name);
            self.only_in(
                WIRE,
                &of,
                (None, Some(there)),
                wholes,
                "what lies behind it lies elsewhere, or nothing does",
            );
        }
    }

    /// Values by their numbers.
    fn values(
        &mut self,
        what: &str,
        word: &str,
        (written, values): (&spec::TypeDef, &[Value]),
        (other, others): (&spec::TypeDef, &[Value]),
    ) {
        let place = |of: &spec::TypeDef, name: &str| match &of.body {
            TypeBody::Enum { values, .. } | TypeBody::Flags { bits: values, .. } => {
                let value = values.iter().find(|of| of.name.value == name);
                value.map_or(of.name.span, |of| of.name.span)
            }
            _ => of.name.span,
        };
        let wholes = (written.name.span, other.name.span);
        let named = |values: &[Value], name: &str| {
            let value = values.iter().find(|of| of.name == name);
            value.map(|of| of.number)
        };
        for value in values {
            let at = place(written, &value.name);
            let of = format!("the {word} `{}` of {what}", value.name);
            let Some(found) = others.iter().find(|of| of.number == value.number) else {
                match named(others, &value.name) {
                    Some(number) => self.report(
                        WIRE,
                        &format!("the number of {of} differs"),
                        (at, value.number.to_string()),
                        (place(other, &value.name), number.to_string()),
                        "the other side refuses it, or takes it for something else",
                    ),
                    None => self.only_in(
                        WIRE,
                        &of,
                        (Some(at), None),
                        wholes,
                        "the other side refuses it",
                    ),
                }
                continue;
            };
            let there = place(other, &found.name);
            let moved =
                named(others, &value.name).is_some() || named(values, &found.name).is_some();
            let kind = if moved { WIRE } else { SOURCE };
            self.same(
                kind,
                &format!("the name of {word} {} of {what}", value.number),
                (at, value.name.clone()),
                (there, found.name.clone()),
                if moved {
                    "each side takes one for another"
                } else {
                    "code that names it has to be changed"
                },
            );
            self.doc(&of, (at, &value.doc), (there, &found.doc));
        }
        for found in others {
            let is_new = values.iter().all(|of| of.number != found.number);
            if is_new && named(values, &found.name).is_none() {
                let of = format!("the {word} `{}` of {what}", found.name);
                let there = place(other, &found.name);
                self.only_in(
                    WIRE,
                    &of,
                    (None, Some(there)),
                    wholes,
                    "the other side refuses it",
                );
            }
        }
    }

    /// Variants by the numbers of their tag.
    fn unions(
        &mut self,
        what: &str,
        (written, union): (&spec::TypeDef, &Union),
        (other, second): (&spec::TypeDef, &Union),
    ) {
        self.pair(union.tag, second.tag, &format!("the tag of {what}"));
        let place = |of: &spec::TypeDef, name: &str| match &of.body {
            TypeBody::Union { variants, .. } => {
                let variant = variants.iter().find(|of| of.name.value == name);
                variant.map_or(of.name.span, |of| of.name.span)
            }
            _ => of.name.span,
        };
        let start = |of: u64| format!("at byte {of}");
        self.same(
            WIRE,
            &format!("the place of the variants of {what}"),
            (written.name.span, start(union.offset)),
            (other.name.span, start(second.offset)),
            "each side reads other bytes as the variant",
        );
        for variant in &union.variants {
            // A value that only one tag has is a difference of the tags.
            let Some(found) = second.variants.iter().find(|of| of.value == variant.value) else {
                continue;
            };
            let of = format!("the variant `{}` of {what}", variant.name);
            let (at, there) = (place(written, &variant.name), place(other, &found.name));
            if variant.ty.is_some() == found.ty.is_some() {
                self.doc(&of, (at, &variant.doc), (there, &found.doc));
            }
            match (&variant.ty, &found.ty) {
                (None, None) => {}
                (Some(first), Some(second)) => {
                    self.types(&of, (at, there), Use::Part, (first, second));
                }
                (first, second) => {
                    let text = |of: &Option<Type>| match of {
                        Some(_) => "with data".to_owned(),
                        None => "without data".to_owned(),
                    };
                    let (first, second) = (text(first), text(second));
                    let consequence = "the one reads data that the other never wrote";
                    self.same(WIRE, &of, (at, first), (there, second), consequence);
                }
            }
        }
    }
}
