//! `union:` of a type.

use crate::spec::{TypeBody, Variant};

use super::reader::{Map, Reader};
use super::tree::{Entry, Kind};

impl Reader<'_> {
    /// `union: { tag: EventKind, variants: { key: KeyEvent } }`.
    pub(crate) fn union(&mut self, map: &Map<'_>) -> Option<TypeBody> {
        self.misplaced(map, &["values", "bits"], "union");
        let packed = map
            .get("packed")
            .and_then(|node| self.boolean(node))
            .unwrap_or(false);
        let of = map.get("union")?;
        let of = self.map(of, "a union", &["tag", "variants"], &[])?;
        let tag = self
            .required(&of, "tag")
            .and_then(|node| self.type_expr(node));
        let variants = self
            .required(&of, "variants")
            .map(|_| self.each(&of, "variants", Self::variant));
        let (tag, variants) = (tag?, variants?);
        (variants.len() == of.count("variants")).then_some(TypeBody::Union {
            tag,
            variants,
            packed,
        })
    }

    /// `key: KeyEvent`, or `key: { type: KeyEvent, doc: … }`.
    fn variant(&mut self, entry: &Entry<'_>) -> Option<Variant> {
        let name = entry.name();
        if !matches!(entry.value.kind, Kind::Map(_)) {
            return Some(Variant {
                name,
                doc: Vec::new(),
                ty: self.type_expr(&entry.value)?,
            });
        }
        let map = self.map(&entry.value, "a variant", &["doc", "type"], &[])?;
        let ty = self
            .required(&map, "type")
            .and_then(|node| self.type_expr(node));
        Some(Variant {
            name,
            doc: self.doc(&map),
            ty: ty?,
        })
    }
}
