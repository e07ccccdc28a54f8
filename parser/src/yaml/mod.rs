//! Specs in YAML.

mod callback;
mod completion;
mod declared;
mod door;
mod field;
mod hint;
mod memory;
mod method;
mod queue;
mod reader;
mod selector;
mod structure;
mod tree;
mod types;
mod union;

use crate::codes;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::span::{SourceId, Spanned};
use crate::spec::{DeclaredKind, Language, Number, Reserved, Spec, Target};
use reader::Reader;
use tree::{Kind, Node};

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
        let targets = map.get("target").map(|node| self.targets(node));
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
        let access = map.get("access").and_then(|node| self.access(node));
        let access = access.unwrap_or_default();
        let open_type = map.get("open_type").and_then(|node| self.number(node));
        let handshake = map.get("handshake").and_then(|node| self.handshake(node));
        let declared = [
            ("constants", DeclaredKind::Constant),
            ("types", DeclaredKind::Type),
            ("methods", DeclaredKind::Method),
            ("memory", DeclaredKind::Memory),
            ("callbacks", DeclaredKind::Callback),
        ];
        let declared = declared.into_iter();
        let declared = declared.flat_map(|(key, kind)| declared::entries(&map, key, kind));
        let declared = declared.collect();
        let (class, provider) = (class?, provider?);
        Some(Spec {
            language: Language::Yaml,
            class,
            provider,
            targets: targets.unwrap_or_default(),
            version,
            doc,
            constants,
            types,
            methods,
            reserved,
            memory,
            callbacks,
            entitlement: access.entitlement,
            administrator: access.administrator,
            open_type,
            handshake,
            declared,
        })
    }

    /// `dext`, or a list of targets.
    fn targets(&mut self, node: &Node<'_>) -> Vec<Spanned<Target>> {
        let words = Target::ALL.map(|target| (target.name(), target));
        let Kind::List(targets) = &node.kind else {
            if let Kind::Plain(text) = &node.kind
                && text.contains(',')
                && text.split(',').all(|of| Target::named(of.trim()).is_some())
            {
                let message = "several targets stand in brackets";
                let mistake = Diagnostic::new(&codes::BAD_WORD, node.span, message);
                let list = format!("[{text}]");
                self.found.push(mistake.edit("a list", node.span, list));
                return Vec::new();
            }
            return self.word(node, &words).into_iter().collect();
        };
        if targets.is_empty() {
            let mistake = Diagnostic::new(&codes::TARGETS, node.span, "a spec for no driver");
            self.found
                .push(mistake.edit("a dext", node.span, Target::Dext.name()));
        }
        let targets = targets.iter();
        targets
            .filter_map(|target| self.word(target, &words))
            .collect()
    }

    /// `[7, 20..31]`.
    fn reserved(&mut self, node: &Node<'_>) -> Vec<Reserved> {
        let Kind::List(items) = &node.kind else {
            self.wrong_kind(node, "a list of selectors and ranges, such as [7, 20..31]");
            return Vec::new();
        };
        let expected = "a selector or a range, such as 20..31";
        let ranges = items.iter().filter_map(|item| self.range(item, expected));
        ranges
            .map(|(first, last)| Reserved { first, last })
            .collect()
    }

    /// `20..31`, ends included, or one number.
    fn range(&mut self, node: &Node<'_>, expected: &str) -> Option<(Number, Number)> {
        let text = self.scalar(node, expected)?;
        let (first, last) = text.split_once("..").unwrap_or((text, text));
        match (
            crate::text::number(first.trim()),
            crate::text::number(last.trim()),
        ) {
            (Some(first), Some(last)) => Some((
                Spanned::new(first, node.span),
                Spanned::new(last, node.span),
            )),
            _ => {
                let message = format!("`{text}` is not {expected}");
                self.found
                    .push(Diagnostic::new(&codes::BAD_NUMBER, node.span, message));
                None
            }
        }
    }
}
