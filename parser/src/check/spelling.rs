//! Mistakes as the language of the spec says them: words, and names in messages and edits.

use std::collections::HashMap;
use std::ops::Range;

use crate::diagnostic::Diagnostic;
use crate::naming;
use crate::span::Span;
use crate::spec::{Language, Memory, Name, Spec, TypeBody, Value};

/// How a name is written that the spec has in another way.
type Spelling = fn(&str) -> String;

/// What checks say in the words of YAML, and the same in Rust's.
const WORDS: &[(&str, &str)] = &[
    ("say `version: 1`", "say `version = 1`"),
    (
        "say `handshake: { selector: 0xfff0 }`",
        "say `handshake(selector = 0xfff0)`",
    ),
    (
        "declare an enum under types",
        "declare an enum in the module",
    ),
    (
        "pass it as a structure, or a record with `spread: true` as its fields",
        "pass it by reference, as the structure, or under #[spread], its fields as scalars",
    ),
    (
        "pass it as a structure: struct_in or struct_out",
        "make it the structure: a parameter by reference, a result under #[structure]",
    ),
    ("`bar: 0`", "`bar = 0`"),
    ("make the record packed", "write #[repr(C, packed)]"),
    (
        "the number of a bit, not its mask",
        "no mask of one of its bits",
    ),
    ("with `optional: true` the", "as an Option: the"),
    (" has `optional`", " is an Option"),
    ("`optional`", "an Option"),
    (
        "leave `event` out if it only says that it has come",
        "return Completion, or Events, without a type if it only says that it has come",
    ),
];

/// The codes of mistakes that only a spec in Rust has.
const OF_RUST: &[Range<u16>] = &[220..300, 700..800];

/// Says mistakes as a spec in Rust is written.
pub(super) fn respell(spec: &Spec, found: &mut [Diagnostic]) {
    if spec.language == Language::Yaml || found.is_empty() {
        return;
    }
    let names = Names::of(spec);
    for mistake in found {
        if let Some(edit) = &mut mistake.edit
            && let Some(spelling) = names.edits.get(&edit.span)
        {
            edit.replacement = spelling(&edit.replacement);
        }
        let places = mistake.labels.iter();
        // The reader of Rust says its own mistakes as they are written.
        let is_checks = !OF_RUST.iter().any(|of| of.contains(&mistake.code.number));
        let mut replaced: Vec<_> = places
            .filter(|_| is_checks)
            .filter_map(|label| names.places.get(&label.span))
            .map(|(name, spelling)| (format!("`{name}`"), format!("`{}`", spelling(name))))
            .collect();
        let words = WORDS.iter();
        replaced.extend(words.map(|(yaml, rust)| ((*yaml).to_owned(), (*rust).to_owned())));
        let labels = mistake.labels.iter_mut().map(|label| &mut label.text);
        let texts = labels.chain(&mut mistake.notes);
        for text in texts.chain([&mut mistake.message]) {
            for (from, to) in &replaced {
                if text.contains(from.as_str()) {
                    *text = text.replace(from.as_str(), to);
                }
            }
        }
    }
}

/// The names that Rust writes in another way.
#[derive(Default)]
struct Names<'s> {
    /// By the places of edits that put something there.
    edits: HashMap<Span, Spelling>,
    /// By the places of what is said about them.
    places: HashMap<Span, (&'s str, Spelling)>,
}

impl<'s> Names<'s> {
    fn of(spec: &'s Spec) -> Self {
        let mut names = Self::default();
        for ty in &spec.types {
            names.body(&ty.body);
        }
        for constant in &spec.constants {
            let places = [constant.ty.span(), constant.value.span];
            names.add(&constant.name, naming::shouty, places);
        }
        for memory in &spec.memory {
            names.memory(memory);
        }
        for method in &spec.methods {
            if let Some(frozen) = method.frozen.as_ref().filter(|of| of.value.is_none()) {
                names
                    .edits
                    .insert(frozen.span, |digest| format!("frozen({digest})"));
            }
            let passings = method.scalars_in.iter().map(|field| &field.passing);
            for default in passings.filter_map(|passing| passing.default.as_ref()) {
                let is_name = default
                    .value
                    .starts_with(|of: char| of.is_ascii_lowercase());
                if is_name && !["true", "false"].contains(&default.value.as_str()) {
                    let value = (default.value.as_str(), naming::rust_variant as Spelling);
                    names.places.insert(default.span, value);
                }
            }
        }
        names
    }

    fn body(&mut self, body: &'s TypeBody) {
        match body {
            TypeBody::Enum { values, .. } | TypeBody::Flags { bits: values, .. } => {
                for Value { name, number, .. } in values {
                    self.add(name, naming::rust_variant, [number.span]);
                }
            }
            TypeBody::Union { variants, .. } => {
                for variant in variants {
                    self.add(&variant.name, naming::rust_variant, []);
                }
            }
            TypeBody::Broken(Some(read)) => self.body(read),
            TypeBody::Struct { .. } | TypeBody::Broken(None) => {}
        }
    }

    fn memory(&mut self, memory: &'s Memory) {
        let places = [
            memory.indices.as_ref().map(|of| of.span),
            memory.size.map(|of| of.span),
            memory.access.map(|of| of.span),
            memory.backing.map(|of| of.span),
            memory.bar.map(|of| of.span),
        ];
        let places = places.into_iter().flatten();
        self.add(&memory.name, mapping, places.chain([memory.number.span]));
    }

    fn add(&mut self, name: &'s Name, spelling: Spelling, about: impl IntoIterator<Item = Span>) {
        self.edits.insert(name.span, spelling);
        for place in about.into_iter().chain([name.span]) {
            self.places.insert(place, (&name.value, spelling));
        }
    }
}

/// The method that maps memory. The edit of one that isn't called so has the whole name already.
fn mapping(name: &str) -> String {
    if name.starts_with("map_") {
        return name.to_owned();
    }
    naming::rust_map(name)
}
