//! `methods:`.

use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::spec::{Method, Name, Shape, Structure, Variable};

use super::reader::{Map, Reader};
use super::tree::{Entry, Kind, Node};

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
];
const LATER: &[&str] = &["frozen", "retired", "handler", "zero_copy"];

impl Reader<'_> {
    pub(crate) fn method(&mut self, entry: &Entry<'_>) -> Option<Method> {
        let map = self.map(&entry.value, "a method", KEYS, LATER)?;
        let selector = self
            .required(&map, "selector")
            .and_then(|node| self.number(node));
        let check = map
            .get("check")
            .and_then(|node| self.word(node, &[("none", ())]));
        Some(Method {
            name: entry.name(),
            doc: self.doc(&map),
            unchecked: check.map(|word| word.span),
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
            selector: selector?,
        })
    }

    fn structure(&mut self, node: &Node<'_>) -> Option<Structure> {
        if !matches!(node.kind, Kind::Map(_)) {
            let shape = Shape::Fixed(self.type_expr(node)?);
            return Some(Structure {
                name: None,
                span: node.span,
                shape,
            });
        }
        const KEYS: &[&str] = &[
            "name", "type", "bytes", "array", "min", "max", "header", "tail",
        ];
        let map = self.map(node, "a structure", KEYS, &["string", "sizes"])?;
        let shape = if let Some(header) = map.entry("header") {
            self.alone(&map, header, &["name", "header", "tail"]);
            let ty = self.type_expr(&header.value);
            let tail = self.required(&map, "tail").and_then(|node| self.tail(node));
            let (tail, tail_name) = tail?;
            Shape::HeaderTail {
                header: ty?,
                tail,
                tail_name,
            }
        } else if let Some(ty) = map.entry("type") {
            self.alone(&map, ty, &["name", "type"]);
            Shape::Fixed(self.type_expr(&ty.value)?)
        } else {
            Shape::Variable(self.variable(&map, node)?)
        };
        let name = map.get("name").and_then(|node| self.name(node));
        Some(Structure {
            name,
            span: node.span,
            shape,
        })
    }

    /// What follows a header, and the name of its argument, where one was given.
    fn tail(&mut self, node: &Node<'_>) -> Option<(Variable, Option<Name>)> {
        const KEYS: &[&str] = &["name", "bytes", "array", "min", "max"];
        let map = self.map(node, "a tail", KEYS, &[])?;
        let name = map.get("name").and_then(|node| self.name(node));
        Some((self.variable(&map, node)?, name))
    }

    /// `bytes: { max: 4 MiB }`, or `array: Record, max: 256`.
    fn variable(&mut self, map: &Map<'_>, node: &Node<'_>) -> Option<Variable> {
        let span = node.span;
        if let Some(bytes) = map.entry("bytes") {
            self.alone(map, bytes, &["name", "bytes"]);
            if matches!(&bytes.value.kind, Kind::Plain(text) if text.is_empty()) {
                return Some(Variable {
                    element: None,
                    min: None,
                    max: None,
                    span,
                });
            }
            let bounds = self.map(&bytes.value, "`bytes`", &["min", "max"], &[])?;
            let (min, max) = self.bounds(&bounds);
            return Some(Variable {
                element: None,
                min,
                max,
                span,
            });
        }
        let element = match map.get("array") {
            Some(element) => self.type_expr(element)?,
            None if ["type", "bytes", "array", "header"]
                .iter()
                .any(|key| map.is_suspect(key)) =>
            {
                return None;
            }
            None => {
                let message =
                    "a structure without `type`, `bytes`, `array`, or `header` and `tail`";
                self.found
                    .push(Diagnostic::new(&codes::MISSING_KEY, node.span, message));
                return None;
            }
        };
        if let Some(tail) = map.entry("tail") {
            let message = "a `tail` without a `header`";
            self.found.push(Diagnostic::new(
                &codes::BAD_COMBINATION,
                tail.key.span,
                message,
            ));
        }
        let (min, max) = self.bounds(map);
        Some(Variable {
            element: Some(element),
            min,
            max,
            span,
        })
    }

    fn bounds(
        &mut self,
        map: &Map<'_>,
    ) -> (Option<crate::spec::Number>, Option<crate::spec::Number>) {
        let mut bound = |key| map.get(key).and_then(|node| self.number(node));
        (bound("min"), bound("max"))
    }

    /// Reports the keys beside `entry` that are not among `allowed`.
    fn alone(&mut self, map: &Map<'_>, entry: &Entry<'_>, allowed: &[&str]) {
        for other in map
            .entries()
            .iter()
            .filter(|e| !allowed.contains(&&*e.key.value))
        {
            let message = format!("`{}` beside `{}`", other.key.value, entry.key.value);
            self.found.push(
                Diagnostic::new(&codes::BAD_COMBINATION, other.key.span, message)
                    .label(entry.key.span, "this already says what the structure is"),
            );
        }
    }
}
