//! Numbers that may be addresses in the client.
//!
//! No type says so. A key of the language couldn't do more than say it: the safe client has no way to make
//! such a number, and generated code must not follow it. So names decide what is asked about, and each
//! entry says "if".

use std::collections::BTreeMap;

use iigen_parser::interface::{Body, Interface, Method, Prim, Shape, Type, TypeId};
use iigen_parser::span::Span;
use iigen_parser::spec::{Field, TypeBody};

use super::data::title;
use super::{Migration, rules};

/// Words in the names of addresses.
const ADDRESS: &[&str] = &[
    "address",
    "addresses",
    "addr",
    "pointer",
    "pointers",
    "ptr",
    "buffer",
    "buf",
    "va",
    "vaddr",
    "uaddr",
    "useraddr",
    "userptr",
];

/// Words in the names of what says how much lies there.
const LENGTH: &[&str] = &["size", "length", "len", "count", "bytes", "capacity"];

impl Migration<'_> {
    pub(super) fn pointers(&mut self) {
        let whole = self.whole;
        let mut records: BTreeMap<TypeId, Vec<String>> = BTreeMap::new();
        for method in &whole.interface.methods {
            let fields = &self.written(method).scalars_in;
            let types: Vec<_> = method.scalars_in.iter().map(|of| &of.ty).collect();
            for found in suspects(fields, &types) {
                self.pointer(&title(method), &found);
            }
            reached(method, &whole.interface, &mut records);
        }
        for (id, methods) in records {
            let def = whole.interface.type_def(id);
            let Body::Record { fields, .. } = &def.body else {
                continue;
            };
            let mut written = whole.spec.types.iter();
            let written = written.find(|of| of.name.value == def.name);
            let Some(TypeBody::Struct { fields: places, .. }) = written.map(|of| &of.body) else {
                continue;
            };
            let types: Vec<_> = fields.iter().map(|of| &of.ty).collect();
            for found in suspects(places, &types) {
                let whose = format!("{}, a structure in of {}", def.name, methods.join(", "));
                self.pointer(&whose, &found);
            }
        }
    }

    fn pointer(&mut self, whose: &str, found: &Suspect<'_>) {
        let name = found.name;
        let beside = found
            .length
            .map(|of| format!(", with `{of}` beside it"))
            .unwrap_or_default();
        self.changes(
            &rules::USER_POINTER,
            found.span,
            format!("{whose}: `{name}` may be an address in the client{beside}"),
            &[
                "If it is, no process can follow it: IOMemoryDescriptor::withAddressRange(address, length, …, task) \
                 needs the client's task. Let the bytes come with the call, as a structure: \
                 `struct_in: { bytes: { max: … } }`, or `struct_out`, with `zero_copy: true` where the driver hands \
                 a descriptor on. Or let the client map memory of the driver's, under `memory`. All of these have \
                 types and checked lengths, in every target.",
                "Where the call has to stay as it is, CreateMemoryDescriptorFromClient(kIOMemoryDirectionOut or In, 1, \
                 { address, length }, &memory) makes a descriptor of the client's memory, of up to 32 pieces, from \
                 DriverKit 20 (macOS 11) on. The generated client has no such addresses: the method's caller is C.",
                "If it isn't, nothing changes.",
            ],
        );
    }
}

/// A number that may be an address.
struct Suspect<'a> {
    name: &'a str,
    span: Span,
    length: Option<&'a str>,
}

/// Those of some fields, or scalars, whose names say so and that have 64 bits.
fn suspects<'a>(fields: &'a [Field], types: &[&Type]) -> Vec<Suspect<'a>> {
    let wide = |index: usize| {
        let mut ty = types.get(index).copied();
        while let Some(Type::Array(element, _)) = ty {
            ty = Some(element);
        }
        matches!(ty, Some(Type::Prim(Prim::U64)))
    };
    let named = |field: &Field, words: &[&str]| {
        split(&field.name.value).any(|of| words.contains(&of.as_str()))
    };
    let found = fields.iter().enumerate();
    let found = found
        .filter(|(index, field)| wide(*index) && named(field, ADDRESS) && !named(field, LENGTH));
    let found = found.map(|(_, field)| Suspect {
        name: &field.name.value,
        span: field.name.span,
        length: (fields.iter().find(|of| named(of, LENGTH))).map(|of| of.name.value.as_str()),
    });
    found.collect()
}

/// The words of a name, in lower case: `userBuffer_ptr` has three.
fn split(name: &str) -> impl Iterator<Item = String> {
    let mut words = vec![String::new()];
    let mut before = '_';
    for letter in name.chars() {
        if letter == '_' || (letter.is_ascii_uppercase() && !before.is_ascii_uppercase()) {
            words.push(String::new());
        }
        if letter != '_'
            && let Some(word) = words.last_mut()
        {
            word.push(letter.to_ascii_lowercase());
        }
        before = letter;
    }
    words.into_iter()
}

/// Adds the method to each record that goes in with it.
fn reached(method: &Method, interface: &Interface, records: &mut BTreeMap<TypeId, Vec<String>>) {
    let Some(input) = &method.struct_in else {
        return;
    };
    let mut waiting: Vec<&Type> = match &input.shape {
        Shape::Fixed(ty) => vec![ty],
        Shape::Variable(variable) => variable.element.iter().collect(),
        Shape::Versions { ty, .. } => ty.iter().collect(),
        Shape::ZeroCopy { .. } => Vec::new(),
        Shape::HeaderTail { header, tail, .. } => {
            let tail = tail.element.iter();
            std::iter::once(header).chain(tail).collect()
        }
    };
    let name = format!("`{}`", method.name);
    while let Some(ty) = waiting.pop() {
        match ty {
            Type::Prim(_) => {}
            Type::Array(element, _) => waiting.push(element),
            Type::Named(id) => {
                let methods = records.entry(*id).or_default();
                if methods.last() == Some(&name) {
                    continue;
                }
                methods.push(name.clone());
                match &interface.type_def(*id).body {
                    Body::Record { fields, .. } => waiting.extend(fields.iter().map(|of| &of.ty)),
                    Body::Union(union) => {
                        waiting.extend(union.variants.iter().filter_map(|of| of.ty.as_ref()));
                    }
                    Body::Enum { .. } | Body::Flags { .. } => {}
                }
            }
        }
    }
}
