//! `callbacks:`.

use crate::span::Spanned;
use crate::spec::{Callback, Name, ReceiverClass};

use super::reader::Reader;
use super::tree::{Entry, Kind, Node};

impl Reader<'_> {
    pub(super) fn callback(&mut self, entry: &Entry<'_>) -> Option<Callback> {
        const KEYS: &[&str] = &["doc", "type", "include", "parameters", "context", "on"];
        let map = self.map(&entry.value, "a callback", KEYS, &[])?;
        let root = self.required(&map, "type").and_then(|node| self.name(node));
        Some(Callback {
            name: entry.name(),
            doc: self.doc(&map),
            include: map.get("include").and_then(|node| self.name(node)),
            parameters: map.get("parameters").and_then(|node| self.parameters(node)),
            context: map.get("context").and_then(|node| self.name(node)),
            on: match map.get("on") {
                Some(node) => Some(self.target_class(node)?),
                None => None,
            },
            root: root?,
        })
    }

    /// `["OSAction * action", "IOReturn status"]`.
    fn parameters(&mut self, node: &Node<'_>) -> Option<Spanned<Vec<Name>>> {
        let Kind::List(items) = &node.kind else {
            self.wrong_kind(node, "a list of parameters, as C++ declares them");
            return None;
        };
        let parameters = items.iter().filter_map(|item| self.name(item)).collect();
        Some(Spanned::new(parameters, node.span))
    }

    /// `provider`, or `{ class: Queue, extends: IOService }`.
    fn target_class(&mut self, node: &Node<'_>) -> Option<ReceiverClass> {
        if !matches!(node.kind, Kind::Map(_)) {
            let word = self.word(node, &[("provider", ())])?;
            return Some(ReceiverClass::Provider(word.span));
        }
        let map = self.map(node, "the class of a callback", &["class", "extends"], &[])?;
        let class = self
            .required(&map, "class")
            .and_then(|node| self.name(node));
        let extends = self
            .required(&map, "extends")
            .and_then(|node| self.name(node));
        Some(ReceiverClass::Class {
            class: class?,
            extends: extends?,
            span: node.span,
        })
    }
}
