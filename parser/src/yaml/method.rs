//! `methods:`.

use crate::spec::Method;

use super::reader::Reader;
use super::tree::Entry;

const KEYS: &[&str] = &[
    "doc",
    "selector",
    "check",
    "in",
    "out",
    "struct_in",
    "struct_out",
    "completion",
    "entitlement",
    "since",
    "on",
    "handler",
    "retired",
    "frozen",
];

impl Reader<'_> {
    pub(crate) fn method(&mut self, entry: &Entry<'_>) -> Option<Method> {
        let map = self.map(&entry.value, "a method", KEYS, &[])?;
        let selector = self
            .required(&map, "selector")
            .and_then(|node| self.number(node));
        let (unchecked, at_least) = self.checks(&map);
        Some(Method {
            name: entry.name(),
            doc: self.doc(&map),
            unchecked,
            scalars_in: self.each(&map, "in", Self::call_scalar),
            scalars_out: self.each(&map, "out", Self::call_scalar),
            struct_in: map.get("struct_in").and_then(|node| self.structure(node)),
            struct_out: map.get("struct_out").and_then(|node| self.structure(node)),
            entitlement: map.get("entitlement").and_then(|node| self.name(node)),
            since: map.get("since").and_then(|node| self.number(node)),
            on_provider: map
                .get("on")
                .and_then(|node| self.word(node, &[("provider", ())]))
                .map(|word| word.span),
            completion: map
                .entry("completion")
                .and_then(|entry| self.completion(entry)),
            at_least,
            handler: map.get("handler").and_then(|node| self.name(node)),
            retired: self.retired(&map),
            frozen: self.frozen(&map),
            selector: selector?,
        })
    }
}
