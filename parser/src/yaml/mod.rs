//! Specs in YAML.

mod callback;
mod completion;
mod door;
mod field;
mod method;
mod reader;
mod selector;
mod structure;
mod tree;
mod types;
mod union;

use crate::codes;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::span::{SourceId, Spanned};
use crate::spec::{Access, Backing, Memory, Reserved, Spec};
use reader::Reader;
use tree::{Entry, Kind, Node};

/// Reads a spec; what can't be read is left out and reported.
///
/// `None` when nothing can be made of the file.
pub fn parse(text: &str, source: SourceId, found: &mut Diagnostics) -> Option<Spec> {
    let root = tree::parse(text, source, found)?;
    Reader { text, found }.spec(&root)
}

const KEYS: &[&str] = &[
    "iigen",
    "class",
    "provider",
    "target",
    "version",
    "doc",
    "constants",
    "types",
    "methods",
    "reserved",
    "memory",
    "callbacks",
    "access",
    "handshake",
    "open_type",
];

impl Reader<'_> {
    fn spec(&mut self, root: &Node<'_>) -> Option<Spec> {
        let map = self.map(root, "a spec", KEYS, &[])?;
        let language = self
            .required(&map, "iigen")
            .and_then(|node| self.number(node));
        if let Some(language) = language.filter(|language| language.value != 1) {
            let message = format!("version {} of the spec language", language.value);
            self.found.push(
                Diagnostic::new(&codes::LANGUAGE_VERSION, language.span, message)
                    .here("this iigen reads version 1"),
            );
        }
        if let Some(target) = map.get("target") {
            self.target(target);
        }
        let class = self
            .required(&map, "class")
            .and_then(|node| self.name(node));
        let provider = self
            .required(&map, "provider")
            .and_then(|node| self.name(node));
        let version = map.get("version").and_then(|node| self.number(node));
        let doc = self.doc(&map);
        let constants = self.each(&map, "constants", Self::constant);
        let types = self.each(&map, "types", Self::type_def);
        let methods = self.each(&map, "methods", Self::method);
        let memory = self.each(&map, "memory", Self::memory);
        let reserved = map
            .get("reserved")
            .map_or_else(Vec::new, |node| self.reserved(node));
        let callbacks = self.each(&map, "callbacks", Self::callback);
        let entitlement = map.get("access").and_then(|node| self.access(node));
        let open_type = map.get("open_type").and_then(|node| self.number(node));
        let handshake = map.get("handshake").and_then(|node| self.handshake(node));
        let (class, provider) = (class?, provider?);
        Some(Spec {
            class,
            provider,
            version,
            doc,
            constants,
            types,
            methods,
            reserved,
            memory,
            callbacks,
            entitlement,
            open_type,
            handshake,
        })
    }

    /// `dext`, or a list of targets.
    fn target(&mut self, node: &Node<'_>) {
        let targets = match &node.kind {
            Kind::List(targets) => targets.as_slice(),
            _ => std::slice::from_ref(node),
        };
        for target in targets {
            const WORDS: &[(&str, bool)] = &[("dext", true), ("kext", false), ("kext-2022", false)];
            if let Some(Spanned { value: false, span }) = self.word(target, WORDS) {
                self.not_yet("kexts", span);
            }
        }
    }

    /// `[7, 20..31]`.
    fn reserved(&mut self, node: &Node<'_>) -> Vec<Reserved> {
        let Kind::List(items) = &node.kind else {
            self.wrong_kind(node, "a list of selectors and ranges, such as [7, 20..31]");
            return Vec::new();
        };
        items.iter().filter_map(|item| self.range(item)).collect()
    }

    fn range(&mut self, node: &Node<'_>) -> Option<Reserved> {
        let text = self.scalar(node, "a selector or a range, such as 20..31")?;
        let (first, last) = text.split_once("..").unwrap_or((text, text));
        match (
            crate::text::number(first.trim()),
            crate::text::number(last.trim()),
        ) {
            (Some(first), Some(last)) => Some(Reserved {
                first: Spanned::new(first, node.span),
                last: Spanned::new(last, node.span),
            }),
            _ => {
                let message = format!("`{text}` is neither a selector nor a range");
                self.found
                    .push(Diagnostic::new(&codes::BAD_NUMBER, node.span, message));
                None
            }
        }
    }

    fn memory(&mut self, entry: &Entry<'_>) -> Option<Memory> {
        const KEYS: &[&str] = &["doc", "type", "size", "access", "backing", "layout"];
        const LATER: &[&str] = &["cache", "queue"];
        let map = self.map(&entry.value, "memory", KEYS, LATER)?;
        let number = self.required(&map, "type");
        let number = match number.map(|node| (node, &node.kind)) {
            Some((node, Kind::Map(_))) => {
                self.not_yet("families of memory types", node.span);
                None
            }
            Some((node, _)) => self.number(node),
            None => None,
        };
        let access = self.required(&map, "access").and_then(|node| {
            let words = [
                ("read-only", Access::ReadOnly),
                ("read-write", Access::ReadWrite),
            ];
            self.word(node, &words)
        });
        let backing = self
            .required(&map, "backing")
            .and_then(|node| self.backing(node));
        Some(Memory {
            name: entry.name(),
            doc: self.doc(&map),
            // One that can't be read is reported; the largest stands for it, and nothing more is said.
            size: map.get("size").map(|node| {
                let size = self.number(node);
                size.unwrap_or(Spanned::new(1 << 30, node.span))
            }),
            access,
            backing,
            layout: map.get("layout").and_then(|node| self.type_expr(node)),
            number: number?,
        })
    }

    fn backing(&mut self, node: &Node<'_>) -> Option<Spanned<Backing>> {
        const WORDS: &[(&str, Option<Backing>)] = &[
            ("buffer", Some(Backing::Buffer)),
            ("handler", Some(Backing::Handler)),
            ("pci-bar", None),
            ("usb-buffer", None),
        ];
        let word = self.word(node, WORDS)?;
        if word.value.is_none() {
            self.not_yet("this backing", word.span);
        }
        word.value.map(|value| Spanned::new(value, word.span))
    }
}
