//! Names in edits, as the language of the spec writes them.

use std::collections::HashMap;

use crate::diagnostic::Diagnostic;
use crate::naming;
use crate::span::Span;
use crate::spec::{Language, Name, Spec, TypeBody};

/// How a name is written that the spec has in another way.
type Spelling = fn(&str) -> String;

/// Writes the names that edits put in the place of others as a spec in Rust has them.
pub(super) fn respell(spec: &Spec, found: &mut [Diagnostic]) {
    if spec.language == Language::Yaml || found.iter().all(|of| of.edit.is_none()) {
        return;
    }
    let spellings = spellings(spec);
    for edit in found.iter_mut().filter_map(|found| found.edit.as_mut()) {
        if let Some(spelling) = spellings.get(&edit.span) {
            edit.replacement = spelling(&edit.replacement);
        }
    }
}

/// The places of all names that Rust writes in another way.
fn spellings(spec: &Spec) -> HashMap<Span, Spelling> {
    let mut spellings: HashMap<Span, Spelling> = HashMap::new();
    let mut add = |name: &Name, spelling: Spelling| {
        spellings.insert(name.span, spelling);
    };
    for ty in &spec.types {
        match &ty.body {
            TypeBody::Enum { values, .. } | TypeBody::Flags { bits: values, .. } => {
                for value in values {
                    add(&value.name, naming::rust_variant);
                }
            }
            TypeBody::Union { variants, .. } => {
                for variant in variants {
                    add(&variant.name, naming::rust_variant);
                }
            }
            TypeBody::Struct { .. } | TypeBody::Broken => {}
        }
    }
    for constant in &spec.constants {
        add(&constant.name, naming::shouty);
    }
    for memory in &spec.memory {
        add(&memory.name, mapping);
    }
    spellings
}

/// The method that maps memory. The edit of one that isn't called so has the whole name already.
fn mapping(name: &str) -> String {
    if name.starts_with("map_") {
        return name.to_owned();
    }
    naming::rust_map(name)
}
