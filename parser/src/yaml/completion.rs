//! `completion:` of a method.

use crate::spec::{Completion, Event};

use super::hint::wrong_kind;
use super::reader::Reader;
use super::tree::{Entry, Kind, Node};

impl Reader<'_> {
    /// `{ event: Record, repeats: true }`, or nothing: then it says only that it has come.
    pub(crate) fn completion(&mut self, entry: &Entry<'_>) -> Option<Completion> {
        const KEYS: &[&str] = &["event", "repeats", "required", "fills"];
        let mut completion = Completion {
            event: Event::Empty,
            repeats: false,
            required: true,
            fills: None,
            span: entry.key.span,
        };
        if matches!(&entry.value.kind, Kind::Plain(text) if text.is_empty()) {
            return Some(completion);
        }
        if let Kind::Plain(_) | Kind::Text(_) = &entry.value.kind {
            let mistake = wrong_kind(&entry.value, "a completion as a map, or nothing");
            let note =
                "`completion:` alone says only that it has come; what it says is its `event`";
            self.found.push(mistake.note(note));
            return None;
        }
        let map = self.map(&entry.value, "a completion", KEYS, &[])?;
        if let Some(node) = map.get("event") {
            completion.event = self.event(node)?;
        }
        let mut flag = |key, otherwise| match map.get(key) {
            Some(node) => self.boolean(node).unwrap_or(otherwise),
            None => otherwise,
        };
        completion.repeats = flag("repeats", false);
        completion.required = flag("required", true);
        completion.fills = map
            .get("fills")
            .and_then(|node| self.word(node, &[("struct_out", ())]))
            .map(|word| word.span);
        Some(completion)
    }

    /// A type, or numbers by their names.
    fn event(&mut self, node: &Node<'_>) -> Option<Event> {
        match &node.kind {
            Kind::Map(entries) => {
                let fields = entries.iter().filter_map(|entry| self.call_scalar(entry));
                Some(Event::Scalars(fields.collect(), node.span))
            }
            _ => self.type_expr(node).map(Event::Type),
        }
    }
}
