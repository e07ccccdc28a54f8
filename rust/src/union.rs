//! Tagged unions of the client: the driver's bytes, and a Rust enum of what they may be.

use iigen_parser::interface::{TypeDef, Union, Variant};
use iigen_parser::naming;

use super::documented;
use super::types::Rust;
use crate::rust_layout;
use crate::text::Text;

/// A union, and the enum of its variants.
pub(super) struct UnionView {
    doc: String,
    name: String,
    /// The enum's name.
    variants_name: String,
    repr: &'static str,
    size: u64,
    /// The type of the tag.
    tag: String,
    /// Where the variants lie, and how many bytes they have.
    offset: u64,
    room: u64,
    variants: Vec<VariantView>,
}

/// One of the variants.
pub(super) struct VariantView {
    doc: String,
    declaration: String,
    /// The tag's constant for it.
    constant: String,
    /// How it says what it is to `plain_union!`.
    entry: String,
}

impl UnionView {
    pub(super) fn write(&self, text: &mut Text) {
        let (name, variants, tag) = (&self.name, &self.variants_name, &self.tag);
        let (room, offset) = (self.room.to_string(), self.offset.to_string());
        text.gap();
        text.lines(&self.doc);
        text.line(&["///"]);
        text.line(&["/// [`get`](Self::get) says what it holds, and `From` makes one of it."]);
        text.line(&["#[allow(dead_code)]"]);
        text.line(&["#[derive(Clone, Copy)]"]);
        text.line(&["#[repr(", self.repr, ")]"]);
        text.line(&["pub struct ", name, " {"]);
        text.line(&["    tag: ", tag, ","]);
        text.line(&["    data: [u8; ", &room, "],"]);
        text.line(&["}"]);
        text.gap();
        text.line(&["/// What there may be in [`", name, "`]."]);
        text.line(&["#[allow(dead_code)]"]);
        text.line(&["#[derive(Clone, Copy, Debug, PartialEq)]"]);
        text.line(&["pub enum ", variants, " {"]);
        for variant in &self.variants {
            text.lines(&variant.doc);
            text.line(&["    ", &variant.declaration]);
        }
        text.line(&["}"]);
        text.gap();
        text.line(&["::iigen_client::plain_union! {"]);
        let size = self.size.to_string();
        text.line(&["    ", name, " as ", variants, ": ", &size, " {"]);
        text.line(&["        tag: ", tag, " = 0,"]);
        text.line(&["        data: [u8; ", &room, "] = ", &offset, ","]);
        for variant in &self.variants {
            text.line(&["        ", &variant.constant, " => ", &variant.entry, ","]);
        }
        text.line(&["    }"]);
        text.line(&["}"]);
    }
}

/// What is written of a union.
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
