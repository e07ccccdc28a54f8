//! Tagged unions of the client: the driver's bytes, and a Rust enum of what they may be.

use iigen_parser::interface::{TypeDef, Union, Variant};
use iigen_parser::naming;

use super::documented;
use super::types::Rust;
use crate::rust_layout;

/// A union, and the enum of its variants.
pub(super) struct UnionView {
    pub(super) doc: String,
    pub(super) name: String,
    /// The enum's name.
    pub(super) variants_name: String,
    pub(super) repr: &'static str,
    pub(super) size: u64,
    /// The type of the tag.
    pub(super) tag: String,
    /// Where the variants lie, and how many bytes they have.
    pub(super) offset: u64,
    pub(super) room: u64,
    pub(super) variants: Vec<VariantView>,
}

/// One of the variants.
pub(super) struct VariantView {
    pub(super) doc: String,
    pub(super) declaration: String,
    /// The tag's constant for it.
    pub(super) constant: String,
    /// How it says what it is to `plain_union!`.
    pub(super) entry: String,
}

/// A union as the template sees it.
pub(super) fn view(def: &TypeDef, union: &Union, doc: String, rust: Rust<'_>) -> UnionView {
    let tag = &rust.interface.type_def(union.tag).name;
    UnionView {
        doc,
        name: naming::rust_type(&def.name),
        variants_name: naming::rust_variants(&def.name),
        repr: if union.packed { "C, packed" } else { "C" },
        size: def.layout.size,
        tag: naming::rust_type(tag),
        offset: union.offset,
        room: def.layout.size - union.offset,
        variants: union.variants.iter().map(|of| variant(of, rust)).collect(),
    }
}

fn variant(variant: &Variant, rust: Rust<'_>) -> VariantView {
    let name = naming::rust_variant(&variant.name);
    let (declaration, entry) = match &variant.ty {
        None => (format!("{name},"), name),
        Some(ty) => {
            let written = rust.name(ty);
            let checked = if rust.is_constrained(ty) {
                format!(" checked \"{}\"", variant.name)
            } else {
                String::new()
            };
            let entry = format!("{name}({written}){checked}");
            (rust_layout::variant(&name, &written), entry)
        }
    };
    VariantView {
        doc: documented(&variant.doc, 4, || match variant.ty {
            Some(_) => format!("`{}`.", variant.name),
            None => format!("`{}`, without data.", variant.name),
        }),
        declaration,
        constant: naming::shouty(&variant.name),
        entry,
    }
}
