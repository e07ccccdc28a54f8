//! `RingUserClientTypes.h`: what the driver shares with any client, in C11, C++17 and Swift.

use askama::Template;
use iigen_parser::interface::{Body, Field, Memory, Prim, Retired, TypeDef, Union, Value, Variant};
use iigen_parser::naming;

use crate::cpp::{self, Cpp};
use iigen_parser::doc;

#[derive(Template)]
#[template(path = "cpp/types.h", escape = "none")]
struct Types<'i> {
    class: &'i str,
    /// Begins the names of the header's own macros.
    prefix: String,
    doc: String,
    version: Option<u32>,
    open_type: Option<u32>,
    constants: Vec<Define>,
    selectors: Vec<Define>,
    /// The methods that are no more, as lines of a comment: `11: load, use load_all`.
    retired: String,
    memory: Vec<Define>,
    records: bool,
    types: Vec<TypeView<'i>>,
}

/// `#define name value`.
struct Define {
    doc: String,
    name: String,
    value: String,
}

enum TypeView<'i> {
    Record(Record<'i>),
    Enum(Enum<'i>),
    Flags(Flags<'i>),
    Union(UnionView<'i>),
}

struct Record<'i> {
    name: &'i str,
    doc: String,
    packed: bool,
    fields: Vec<FieldView<'i>>,
    size: u64,
}

struct FieldView<'i> {
    name: &'i str,
    doc: String,
    declaration: String,
    offset: u64,
}

struct Enum<'i> {
    name: &'i str,
    doc: String,
    repr: &'static str,
    values: Vec<EnumValue>,
}

/// A value in C++ and in C.
struct EnumValue {
    doc: String,
    cpp_name: String,
    c_name: String,
    value: String,
}

struct Flags<'i> {
    name: &'i str,
    doc: String,
    repr: &'static str,
    bits: Vec<Define>,
}

/// A tag, and a union in C's sense.
struct UnionView<'i> {
    name: &'i str,
    doc: String,
    packed: bool,
    /// The type of the tag.
    tag: &'i str,
    /// The variants that have data, the largest first.
    variants: Vec<VariantView>,
    offset: u64,
    size: u64,
}

struct VariantView {
    doc: String,
    declaration: String,
}

/// The text of the shared header.
pub(crate) fn emit(cpp: Cpp<'_>) -> String {
    let interface = cpp.interface;
    let class = interface.class.as_str();
    let constants = interface.constants.iter().map(|constant| Define {
        doc: doc::comment(&constant.doc, 0, "///"),
        name: naming::c_constant(class, &constant.name),
        value: cpp::literal(constant.value, constant.prim),
    });
    let selectors = interface.methods.iter().map(|method| Define {
        doc: doc::comment(&method.doc, 0, "///"),
        name: naming::c_selector(class, &method.name),
        value: cpp::literal(method.selector.into(), Prim::U32),
    });
    let handshake = interface.handshake.map(|selector| Define {
        doc: "/// What the driver has: see `handshake` in the language of specs.\n".to_owned(),
        name: naming::c_selector(class, naming::HANDSHAKE),
        value: cpp::literal(selector.into(), Prim::U32),
    });
    let memory = interface.memory.iter().map(|memory| Define {
        doc: doc::comment(&memory_doc(memory), 0, "///"),
        name: naming::c_memory(class, &memory.name),
        value: match memory.indices {
            None => cpp::literal(memory.number.into(), Prim::U32),
            Some(_) => format!("{:#x}u", memory.number),
        },
    });
    let types: Vec<_> = interface.types.iter().map(|def| view(def, cpp)).collect();
    super::render(&Types {
        class,
        prefix: naming::shouty(class),
        doc: doc::comment(&interface.doc, 0, "//"),
        version: interface.version,
        open_type: interface.open_type,
        constants: constants.collect(),
        selectors: selectors.chain(handshake).collect(),
        retired: doc::comment(
            &interface.retired.iter().map(retired).collect::<Vec<_>>(),
            0,
            "//",
        ),
        memory: memory.collect(),
        records: types
            .iter()
            .any(|of| matches!(of, TypeView::Record(_) | TypeView::Union(_))),
        types,
    })
}

/// What a memory is for, and how its memory types are made of its number.
fn memory_doc(memory: &Memory) -> Vec<String> {
    let mut lines = memory.doc.clone();
    lines.extend(memory.indices.map(|of| {
        let name = &memory.name;
        format!(
            "Of `{name}`, with an index from {} to {}: base | index.",
            of.first, of.last
        )
    }));
    lines
}

fn view<'i>(def: &'i TypeDef, cpp: Cpp<'i>) -> TypeView<'i> {
    let name = def.name.as_str();
    let doc = doc::comment(&def.doc, 0, "///");
    match &def.body {
        Body::Record { fields, packed } => TypeView::Record(Record {
            name,
            doc,
            packed: *packed,
            fields: fields.iter().map(|of| field(of, cpp)).collect(),
            size: def.layout.size,
        }),
        Body::Enum { repr, values } => TypeView::Enum(Enum {
            name,
            doc,
            repr: repr.c_name(),
            values: values
                .iter()
                .map(|value| enum_value(name, value, *repr))
                .collect(),
        }),
        Body::Flags { repr, bits } => {
            let bits = bits.iter().map(|bit| Define {
                doc: doc::comment(&bit.doc, 0, "///"),
                name: naming::c_constant(name, &bit.name),
                value: cpp::literal(1 << bit.number, *repr),
            });
            TypeView::Flags(Flags {
                name,
                doc,
                repr: repr.c_name(),
                bits: bits.collect(),
            })
        }
        Body::Union(of) => TypeView::Union(union(def, of, cpp)),
    }
}

fn union<'i>(def: &'i TypeDef, of: &'i Union, cpp: Cpp<'i>) -> UnionView<'i> {
    let variant = |variant: &Variant| {
        Some(VariantView {
            doc: doc::comment(&variant.doc, 8, "///"),
            declaration: cpp.declare(variant.ty.as_ref()?, &variant.name),
        })
    };
    let mut lines = def.doc.clone();
    lines.push(
        "Begin with `= {}`, which zeroes all of it: the bytes behind a short variant are sent too."
            .to_owned(),
    );
    // Only the first variant is zeroed by `= {}`: let that be the largest.
    let mut variants: Vec<_> = of.variants.iter().collect();
    let size = |of: &Variant| of.ty.as_ref().map_or(0, |ty| cpp.interface.layout(ty).size);
    if let Some(largest) = (0..variants.len())
        .rev()
        .max_by_key(|at| size(variants[*at]))
    {
        variants[..=largest].rotate_right(1);
    }
    UnionView {
        name: &def.name,
        doc: doc::comment(&lines, 0, "///"),
        packed: of.packed,
        tag: &cpp.interface.type_def(of.tag).name,
        variants: variants.into_iter().filter_map(variant).collect(),
        offset: of.offset,
        size: def.layout.size,
    }
}

fn field<'i>(field: &'i Field, cpp: Cpp<'i>) -> FieldView<'i> {
    let mut lines = field.doc.clone();
    lines.extend(doc::range(&field.range));
    FieldView {
        name: &field.name,
        doc: doc::comment(&lines, 4, "///"),
        declaration: cpp.declare(&field.ty, &field.name),
        offset: field.offset,
    }
}

fn retired(method: &Retired) -> String {
    let reason = method.reason.as_ref().map(|reason| format!(", {reason}"));
    format!(
        "{}: {}{}",
        method.selector,
        method.name,
        reason.unwrap_or_default()
    )
}

fn enum_value(owner: &str, value: &Value, repr: Prim) -> EnumValue {
    EnumValue {
        doc: doc::comment(&value.doc, 4, "///"),
        cpp_name: naming::cpp_value(&value.name),
        c_name: naming::c_constant(owner, &value.name),
        value: cpp::literal(value.number, repr),
    }
}
