//! `struct_in:` and `struct_out:` of a method.

use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::spec::{Name, Number, Shape, Structure, StructureAccess, Text, Variable};

use super::reader::{Map, Reader};
use super::tree::{Entry, Kind, Node};

/// What says what a structure is.
const KINDS: &[&str] = &["type", "bytes", "array", "string", "header"];

impl Reader<'_> {
    pub(crate) fn structure(&mut self, node: &Node<'_>) -> Option<Structure> {
        if !matches!(node.kind, Kind::Map(_)) {
            let shape = Shape::Fixed(self.type_expr(node)?);
            return Some(Structure {
                name: None,
                span: node.span,
                shape,
                access: None,
            });
        }
        const KEYS: &[&str] = &[
            "name",
            "type",
            "sizes",
            "bytes",
            "array",
            "min",
            "max",
            "string",
            "header",
            "tail",
            "zero_copy",
            "access",
        ];
        const ACCESS: &[(&str, StructureAccess)] = &[
            ("read-only", StructureAccess::Read),
            ("write-only", StructureAccess::Write),
            ("read-write", StructureAccess::ReadWrite),
        ];
        let map = self.map(node, "a structure", KEYS, &[])?;
        let access = map.get("access").and_then(|node| self.word(node, ACCESS));
        let shape = self.shape(&map, node)?;
        let name = map.get("name").and_then(|node| self.name(node));
        Some(Structure {
            name,
            span: node.span,
            shape,
            access,
        })
    }

    fn shape(&mut self, map: &Map<'_>, node: &Node<'_>) -> Option<Shape> {
        if let Some(header) = map.entry("header") {
            self.alone(map, header, &["name", "header", "tail", "access"]);
            let ty = self.type_expr(&header.value);
            let tail = self.required(map, "tail").and_then(|node| self.tail(node));
            let (tail, tail_name) = tail?;
            return Some(Shape::HeaderTail {
                header: ty?,
                tail,
                tail_name,
            });
        }
        if let Some(ty) = map.entry("type") {
            self.alone(map, ty, &["name", "type", "sizes", "access"]);
            let ty = self.type_expr(&ty.value);
            return Some(match map.get("sizes") {
                None => Shape::Fixed(ty?),
                Some(sizes) => Shape::Versions {
                    sizes: self.sizes(sizes)?,
                    ty: Some(ty?),
                },
            });
        }
        let zero_copy = map
            .get("zero_copy")
            .and_then(|node| self.boolean(node))
            .unwrap_or(false);
        if let Some(bytes) = map.entry("bytes") {
            if let Some(sizes) = self.sizes_of_bytes(map, bytes) {
                return Some(Shape::Versions {
                    ty: None,
                    sizes: sizes?,
                });
            }
            self.alone(map, bytes, &["name", "bytes", "zero_copy", "access"]);
            let bytes = self.bytes(&bytes.value, node)?;
            return Some(if zero_copy {
                Shape::ZeroCopy(bytes)
            } else {
                Shape::Variable(bytes)
            });
        }
        Some(Shape::Variable(self.variable(map, node)?))
    }

    /// What follows a header, and the name of its argument, where one was given.
    fn tail(&mut self, node: &Node<'_>) -> Option<(Variable, Option<Name>)> {
        const KEYS: &[&str] = &["name", "bytes", "array", "string", "min", "max"];
        let map = self.map(node, "a tail", KEYS, &[])?;
        let name = map.get("name").and_then(|node| self.name(node));
        Some((self.variable(&map, node)?, name))
    }

    /// `bytes: { max: 4 MiB }`, `string: { max: 255 }`, or `array: Record, max: 256`.
    fn variable(&mut self, map: &Map<'_>, node: &Node<'_>) -> Option<Variable> {
        if let Some(bytes) = map.entry("bytes") {
            self.alone(map, bytes, &["name", "bytes"]);
            return self.bytes(&bytes.value, node);
        }
        if let Some(string) = map.entry("string") {
            self.alone(map, string, &["name", "string", "access"]);
            return self.string(&string.value, node);
        }
        let element = match map.entry("array") {
            Some(element) => {
                self.alone(map, element, &["name", "array", "min", "max", "access"]);
                self.type_expr(&element.value)?
            }
            None if KINDS.iter().any(|key| map.is_suspect(key)) => return None,
            None => {
                let message = "a structure without `type`, `bytes`, `string`, `array`, or `header` and `tail`";
                self.found
                    .push(Diagnostic::new(&codes::MISSING_KEY, node.span, message));
                return None;
            }
        };
        let (min, max) = self.bounds(map);
        Some(Variable {
            element: Some(element),
            text: None,
            min,
            max,
            span: node.span,
        })
    }

    /// `{ min: 1, max: 4 MiB }`.
    fn bytes(&mut self, node: &Node<'_>, around: &Node<'_>) -> Option<Variable> {
        let mut bytes = Variable {
            element: None,
            text: None,
            min: None,
            max: None,
            span: around.span,
        };
        if !matches!(&node.kind, Kind::Plain(text) if text.is_empty()) {
            let map = self.map(node, "`bytes`", &["min", "max"], &[])?;
            (bytes.min, bytes.max) = self.bounds(&map);
        }
        Some(bytes)
    }

    /// `{ max: 255, nul: true }`.
    fn string(&mut self, node: &Node<'_>, around: &Node<'_>) -> Option<Variable> {
        let map = self.map(node, "`string`", &["min", "max", "nul"], &[])?;
        let nul = map.get("nul").and_then(|node| self.boolean(node));
        let (min, max) = self.bounds(&map);
        Some(Variable {
            element: None,
            text: Some(Text {
                nul: nul.unwrap_or(false),
            }),
            min,
            max,
            span: around.span,
        })
    }

    /// The sizes in `bytes: { sizes: [8, 16] }`; the outer `None` where it has none.
    #[expect(clippy::option_option, reason = "the two mean different things")]
    fn sizes_of_bytes(&mut self, map: &Map<'_>, bytes: &Entry<'_>) -> Option<Option<Vec<Number>>> {
        let Kind::Map(entries) = &bytes.value.kind else {
            return None;
        };
        let sizes = entries.iter().find(|entry| entry.key.value == "sizes")?;
        self.alone(map, bytes, &["name", "bytes", "access"]);
        if let Some(of) = self.map(&bytes.value, "`bytes`", &["min", "max", "sizes"], &[]) {
            self.alone(&of, sizes, &["sizes"]);
        }
        Some(self.sizes(&sizes.value))
    }

    /// `[8, 16]`.
    fn sizes(&mut self, node: &Node<'_>) -> Option<Vec<Number>> {
        let Kind::List(items) = &node.kind else {
            self.wrong_kind(node, "a list of sizes, such as [8, 16]");
            return None;
        };
        let sizes: Vec<_> = items.iter().map(|item| self.number(item)).collect();
        if sizes.is_empty() {
            self.wrong_kind(node, "at least one size");
            return None;
        }
        sizes.into_iter().collect()
    }

    fn bounds(&mut self, map: &Map<'_>) -> (Option<Number>, Option<Number>) {
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
