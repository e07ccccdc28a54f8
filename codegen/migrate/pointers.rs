//! Numbers that may be addresses in the client.
//!
//! No type says so. A key of the language couldn't do more than say it: the safe client has no way to make
//! such a number, and generated code must not follow it. So names decide what is asked about, and each
//! entry says "if".

use std::collections::BTreeMap;

use iigen_parser::interface::{Body, Interface, Method, Prim, Range, Shape, Type, TypeId};
use iigen_parser::span::Span;
use iigen_parser::spec::{Field, Language, TypeBody};

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
    "uptr",
    "buffer",
    "buf",
    "va",
    "vaddr",
    "uaddr",
    "useraddr",
    "userptr",
];

/// Words in the names of several addresses; of one number they count something.
const ADDRESSES: &[&str] = &["addrs", "ptrs", "buffers", "bufs"];

/// Words in the names of what says how much lies there.
const LENGTH: &[&str] = &["size", "length", "len", "count", "bytes", "capacity"];

/// No address of a 64-bit process is lower: its page zero has 4 GiB.
const LOWEST: i128 = 1 << 32;

impl Migration<'_> {
    pub(super) fn pointers(&mut self) {
        let whole = self.whole;
        let mut records: BTreeMap<TypeId, Vec<String>> = BTreeMap::new();
        for method in &whole.interface.methods {
            let written = self.written(method).scalars_in.iter();
            let numbers = written.zip(&method.scalars_in).map(|(field, of)| Number {
                field,
                ty: &of.ty,
                range: &of.range,
            });
            for found in suspects(&numbers.collect::<Vec<_>>()) {
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
            let numbers = places.iter().zip(fields).map(|(field, of)| Number {
                field,
                ty: &of.ty,
                range: &of.range,
            });
            for found in suspects(&numbers.collect::<Vec<_>>()) {
                let whose = format!("{}, which goes in with {}", def.name, methods.join(", "));
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
        let [structure, memory] = match self.whole.spec.language {
            Language::Yaml => [
                "`struct_in: { bytes: { max: … } }`, or `struct_out`, with `zero_copy: true`",
                "under `memory`",
            ],
            Language::Rust => [
                "`#[max(…)] bytes: &[u8]`, or `&mut [u8]`, with `#[zero_copy]`",
                "by a method under `#[memory(…)]`",
            ],
        };
        self.changes(
            &rules::USER_POINTER,
            found.span,
            format!("{whose}: `{name}` may be an address in the client{beside}"),
            &[
                &format!(
                    "If it is, a dext can't follow it as a kext does: IOMemoryDescriptor::withAddressRange(address, \
                     length, …, task) needs the client's task. Let the bytes come with the call, as a structure: \
                     {structure} where the driver hands a descriptor on. Or let the client map memory of the \
                     driver's, {memory}. All of these have types and checked lengths, in every target."
                ),
                "Where the call has to stay as it is, CreateMemoryDescriptorFromClient(options, 1, { address, length }, \
                 &memory) makes a descriptor of the client's memory, of up to 32 pieces, from DriverKit 20 (macOS 11) \
                 on. The options are kIOMemoryDirectionOut for what the driver reads, and kIOMemoryDirectionIn | \
                 kIOMemoryDisableCopyOnWrite for what it writes: without the second, a mapping is of a copy. The \
                 generated client sends a number like any other: that there is memory behind it, and for how long, \
                 is for its caller to see to.",
                "If it isn't, nothing changes.",
            ],
        );
    }
}

/// A number that goes in, or several: as it was written, and what it may be.
struct Number<'a> {
    field: &'a Field,
    ty: &'a Type,
    range: &'a Range,
}

impl Number<'_> {
    /// Whether it has room for an address, and isn't bounded to what is none.
    fn is_wide(&self) -> bool {
        let mut ty = self.ty;
        while let Type::Array(element, _) = ty {
            ty = element;
        }
        let small = self.range.max.is_some_and(|of| of < LOWEST) || !self.range.one_of.is_empty();
        matches!(ty, Type::Prim(Prim::U64)) && !small
    }

    fn is_several(&self) -> bool {
        matches!(self.ty, Type::Array(..)) || self.field.passing.count.is_some()
    }

    fn has_word(&self, words: &[&str]) -> bool {
        split(&self.field.name.value).any(|of| words.contains(&of.as_str()))
    }

    fn may_be_address(&self) -> bool {
        let named = self.has_word(ADDRESS) || (self.is_several() && self.has_word(ADDRESSES));
        named && self.is_wide() && !self.has_word(LENGTH)
    }
}

/// A number that may be an address.
struct Suspect<'a> {
    name: &'a str,
    span: Span,
    length: Option<&'a str>,
}

/// Those of some fields, or scalars, whose names say so and that have 64 bits.
fn suspects<'a>(numbers: &[Number<'a>]) -> Vec<Suspect<'a>> {
    let mut lengths = numbers.iter().filter(|of| of.has_word(LENGTH));
    let length = lengths.next().map(|of| of.field.name.value.as_str());
    let found = numbers.iter().filter(|of| of.may_be_address());
    let found = found.map(|of| Suspect {
        name: &of.field.name.value,
        span: of.field.name.span,
        length,
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

/// Adds the method to each record that goes in with it, as a structure or in scalars.
fn reached(method: &Method, interface: &Interface, records: &mut BTreeMap<TypeId, Vec<String>>) {
    let mut waiting: Vec<&Type> = method.scalars_in.iter().map(|of| &of.ty).collect();
    match method.struct_in.as_ref().map(|of| &of.shape) {
        None | Some(Shape::ZeroCopy { .. }) => {}
        Some(Shape::Fixed(ty)) => waiting.push(ty),
        Some(Shape::Variable(variable)) => waiting.extend(&variable.element),
        Some(Shape::Versions { ty, .. }) => waiting.extend(ty),
        Some(Shape::HeaderTail { header, tail, .. }) => {
            waiting.push(header);
            waiting.extend(&tail.element);
        }
    }
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
