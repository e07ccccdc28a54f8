//! Constants, types, and the fields of records and calls.

use iigen_parser::spec::{Constant, Field, Name, TypeBody, TypeDef, TypeExpr, Value as Numbered};
use serde_yaml::Value;

use super::value::{Map, Values, decimal};

impl Values<'_> {
    pub(super) fn constant<'s>(&self, constant: &'s Constant) -> (&'s Name, Value) {
        let is_usual = matches!(&constant.ty, TypeExpr::Named(name) if name.value == "u64");
        let ty = (!is_usual || !constant.doc.is_empty()).then(|| self.ty(&constant.ty));
        let map = Map::default()
            .maybe("type", ty)
            .with("value", self.number(&constant.value))
            .doc(&constant.doc);
        (&constant.name, map.short("value"))
    }

    pub(super) fn type_def<'s>(&self, def: &'s TypeDef) -> (&'s Name, Value) {
        let map = Map::default().doc(&def.doc);
        let map = match &def.body {
            TypeBody::Struct { fields, packed } => map
                .each("struct", fields, |field| self.field(field))
                .flag("packed", *packed),
            TypeBody::Enum { repr, values } => {
                map.with("enum", self.ty(repr))
                    .each("values", values, |value| self.numbered(value))
            }
            TypeBody::Flags { repr, bits } => {
                map.with("flags", self.ty(repr))
                    .each("bits", bits, |bit| self.numbered(bit))
            }
            TypeBody::Union {
                tag,
                variants,
                packed,
            } => {
                let union = Map::default().with("tag", self.ty(tag));
                let union = union.each("variants", variants, |variant| {
                    let map = Map::default().with("type", self.ty(&variant.ty));
                    (&variant.name, map.doc(&variant.doc).short("type"))
                });
                map.with("union", union.value()).flag("packed", *packed)
            }
            // Nothing that has been checked has one.
            TypeBody::Broken(_) => map,
        };
        (&def.name, map.value())
    }

    fn numbered<'s>(&self, value: &'s Numbered) -> (&'s Name, Value) {
        let map = Map::default().with("value", self.number(&value.number));
        (&value.name, map.doc(&value.doc).short("value"))
    }

    /// A field of a record, or a scalar of a call.
    pub(super) fn field<'s>(&self, field: &'s Field) -> (&'s Name, Value) {
        let number = |number: &Option<_>| number.as_ref().map(|number| self.number(number));
        let passing = &field.passing;
        let count = passing.count.as_ref().map(|count| match count.value {
            (least, most) if least == most => decimal(least),
            (least, most) => Value::String(format!("{least}..{most}")),
        });
        let choices = field.one_of.as_ref();
        let map = Map::default()
            .with("type", self.ty(&field.ty))
            .maybe("min", number(&field.min))
            .maybe("max", number(&field.max))
            .maybe("one_of", choices.map(|of| self.numbers(&of.numbers)))
            .maybe("count", count)
            .maybe(
                "default",
                passing.default.as_ref().map(|of| self.default(of)),
            )
            .flag("optional", passing.optional.is_some())
            .flag("spread", passing.spread.is_some())
            .doc(&field.doc);
        (&field.name, map.short("type"))
    }
}
