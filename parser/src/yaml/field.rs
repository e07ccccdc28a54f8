//! Fields of records, and scalars of methods.

use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::span::{Span, Spanned};
use crate::spec::{Choices, Field, Passing};
use crate::text;

use super::reader::{Map, Reader};
use super::tree::{Entry, Kind, Node};

const FIELD: &[&str] = &["doc", "type", "min", "max", "one_of"];
/// What says how a call carries a scalar.
const PASSING: &[&str] = &["default", "optional", "count", "spread"];

impl Reader<'_> {
    /// A field of a record: `slot: u32`, or `slot: { type: u32, max: 31 }`.
    pub(crate) fn field(&mut self, entry: &Entry<'_>) -> Option<Field> {
        let (field, map) = self.value_of_type(entry, "a field")?;
        for other in map
            .iter()
            .flat_map(Map::entries)
            .filter(|other| PASSING.contains(&&*other.key.value))
        {
            let message = format!("`{}` in a field of a record", other.key.value);
            let mistake = Diagnostic::new(&codes::BAD_COMBINATION, other.key.span, message);
            self.found.push(
                mistake.note("it says how a call carries a scalar; a record is always whole"),
            );
        }
        Some(field)
    }

    /// A scalar of a method: as a field, and how calls carry it.
    pub(crate) fn call_scalar(&mut self, entry: &Entry<'_>) -> Option<Field> {
        let (mut field, map) = self.value_of_type(entry, "a scalar")?;
        if let Some(map) = map {
            field.passing = Passing {
                default: map.get("default").and_then(|node| self.literal(node)),
                optional: self.set(&map, "optional"),
                count: map.get("count").and_then(|node| self.count(node)),
                spread: self.set(&map, "spread"),
            };
        }
        Some(field)
    }

    /// The field without what says how calls carry it, and its map, where it has one.
    fn value_of_type<'n>(
        &mut self,
        entry: &'n Entry<'n>,
        what: &'static str,
    ) -> Option<(Field, Option<Map<'n>>)> {
        let mut field = Field {
            name: entry.name(),
            doc: Vec::new(),
            // Its own name stands for a type that is read below.
            ty: crate::spec::TypeExpr::Named(entry.name()),
            min: None,
            max: None,
            one_of: None,
            passing: Passing::default(),
        };
        if !matches!(entry.value.kind, Kind::Map(_)) {
            field.ty = self.type_expr(&entry.value)?;
            return Some((field, None));
        }
        let keys = [FIELD, PASSING].concat();
        let map = self.map(&entry.value, what, &keys, &[])?;
        let ty = self
            .required(&map, "type")
            .and_then(|node| self.type_expr(node));
        field.doc = self.doc(&map);
        field.min = map.get("min").and_then(|node| self.number(node));
        field.max = map.get("max").and_then(|node| self.number(node));
        field.one_of = map.get("one_of").and_then(|node| self.choices(node));
        field.ty = ty?;
        Some((field, Some(map)))
    }

    /// `[1, 2, 4]`.
    fn choices(&mut self, node: &Node<'_>) -> Option<Choices> {
        let Kind::List(items) = &node.kind else {
            self.wrong_kind(node, "a list of numbers, such as [1, 2, 4]");
            return None;
        };
        let numbers: Vec<_> = items.iter().filter_map(|item| self.number(item)).collect();
        // One that can't be read is reported, and the others are no whole list.
        (numbers.len() == items.len()).then_some(Choices {
            numbers,
            span: node.span,
        })
    }

    /// A number, a word or a name, as it is written.
    fn literal(&mut self, node: &Node<'_>) -> Option<Spanned<String>> {
        let text = self.scalar(node, "a value")?;
        Some(Spanned::new(text.to_owned(), node.span))
    }

    /// Where a key with the value `true` stands.
    fn set(&mut self, map: &Map<'_>, key: &str) -> Option<Span> {
        let entry = map.entry(key)?;
        self.boolean(&entry.value)?.then_some(entry.key.span)
    }

    /// `1..3`, or one number.
    fn count(&mut self, node: &Node<'_>) -> Option<Spanned<(i128, i128)>> {
        let text = self.scalar(node, "a range, such as 1..3")?;
        let (least, most) = text.split_once("..").unwrap_or((text, text));
        let range = text::number(least.trim()).zip(text::number(most.trim()));
        if range.is_none() {
            let message = format!("`{text}` is not a range of numbers");
            self.found
                .push(Diagnostic::new(&codes::BAD_NUMBER, node.span, message));
        }
        Some(Spanned::new(range?, node.span))
    }
}
