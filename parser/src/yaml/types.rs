//! `types:` and `constants:`.

use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::span::Spanned;
use crate::spec::{Constant, TypeBody, TypeDef, TypeExpr, Value};

use super::reader::{Map, Reader};
use super::tree::{Entry, Kind, Node};

impl Reader<'_> {
    /// `page_size: 4 KiB`, a u64, or `page_size: { type: u32, value: 4 KiB }`.
    pub(crate) fn constant(&mut self, entry: &Entry<'_>) -> Option<Constant> {
        let name = entry.name();
        if !matches!(entry.value.kind, Kind::Map(_)) {
            let value = self.number(&entry.value)?;
            let ty = TypeExpr::Named(Spanned::new("u64".to_owned(), entry.value.span));
            return Some(Constant {
                name,
                doc: Vec::new(),
                ty,
                value,
            });
        }
        let map = self.map(&entry.value, "a constant", &["doc", "type", "value"], &[])?;
        let ty = self
            .required(&map, "type")
            .and_then(|node| self.type_expr(node));
        let value = self
            .required(&map, "value")
            .and_then(|node| self.number(node));
        Some(Constant {
            name,
            doc: self.doc(&map),
            ty: ty?,
            value: value?,
        })
    }

    pub(crate) fn type_def(&mut self, entry: &Entry<'_>) -> Option<TypeDef> {
        const KEYS: &[&str] = &[
            "doc", "struct", "packed", "enum", "values", "flags", "bits", "union",
        ];
        let map = self.map(&entry.value, "a type", KEYS, &["string"])?;
        let body = match self.one_of(&map, &entry.value, &["struct", "enum", "flags", "union"]) {
            None => None,
            Some("struct") => self.record(&map),
            Some("enum") => self.numbered(&map, "enum", "values", |repr, values| TypeBody::Enum {
                repr,
                values,
            }),
            Some("union") => self.union(&map),
            Some(_) => self.numbered(&map, "flags", "bits", |repr, bits| TypeBody::Flags {
                repr,
                bits,
            }),
        };
        Some(TypeDef {
            name: entry.name(),
            doc: self.doc(&map),
            body: body.unwrap_or(TypeBody::Broken(None)),
        })
    }

    /// Which one of several keys is there.
    fn one_of(
        &mut self,
        map: &Map<'_>,
        node: &Node<'_>,
        keys: &[&'static str],
    ) -> Option<&'static str> {
        let present: Vec<_> = keys
            .iter()
            .filter_map(|key| Some((*key, map.entry(key)?)))
            .collect();
        match present.as_slice() {
            [(key, _)] => Some(key),
            [] if keys.iter().any(|key| map.is_suspect(key)) => None,
            [] => {
                let message = format!("a type without one of {}", keys.join(", "));
                self.found
                    .push(Diagnostic::new(&codes::MISSING_KEY, node.span, message));
                None
            }
            [(first, one), (second, other), ..] => {
                let message = format!("both `{first}` and `{second}` in one type");
                self.found.push(
                    Diagnostic::new(&codes::BAD_COMBINATION, other.key.span, message)
                        .label(one.key.span, "one of them is enough"),
                );
                None
            }
        }
    }

    fn record(&mut self, map: &Map<'_>) -> Option<TypeBody> {
        let packed = map
            .get("packed")
            .and_then(|node| self.boolean(node))
            .unwrap_or(false);
        let fields = self.each(map, "struct", Self::field);
        self.misplaced(map, &["values", "bits"], "struct");
        let is_whole = fields.len() == map.count("struct");
        let read = TypeBody::Struct { fields, packed };
        Some(read.unless(!is_whole))
    }

    fn numbered(
        &mut self,
        map: &Map<'_>,
        key: &str,
        list: &str,
        body: impl Fn(TypeExpr, Vec<Value>) -> TypeBody,
    ) -> Option<TypeBody> {
        let other = if list == "bits" { "values" } else { "bits" };
        self.misplaced(map, &["packed", other], key);
        let repr = map.get(key).and_then(|node| self.type_expr(node));
        let values = self
            .required(map, list)
            .map(|_| self.each(map, list, Self::value));
        let (repr, values) = (repr?, values?);
        let is_whole = values.len() == map.count(list);
        Some(body(repr, values).unless(!is_whole))
    }

    /// Reports keys that belong to another kind of type.
    pub(crate) fn misplaced(&mut self, map: &Map<'_>, keys: &[&str], beside: &str) {
        for entry in keys.iter().filter_map(|key| map.entry(key)) {
            let message = format!("`{}` beside `{beside}`", entry.key.value);
            self.found.push(Diagnostic::new(
                &codes::BAD_COMBINATION,
                entry.key.span,
                message,
            ));
        }
    }

    /// `in: 0`, or `in: { value: 0, doc: … }`.
    fn value(&mut self, entry: &Entry<'_>) -> Option<Value> {
        let name = entry.name();
        if !matches!(entry.value.kind, Kind::Map(_)) {
            return Some(Value {
                name,
                doc: Vec::new(),
                number: self.number(&entry.value)?,
            });
        }
        let map = self.map(&entry.value, "a value", &["doc", "value"], &[])?;
        let number = self
            .required(&map, "value")
            .and_then(|node| self.number(node));
        Some(Value {
            name,
            doc: self.doc(&map),
            number: number?,
        })
    }
}
