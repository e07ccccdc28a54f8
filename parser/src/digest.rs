//! Digests of what goes over the wire: the same number, the same calls.
//!
//! A method's digest is made of what a driver and a client must agree on, and of nothing else:
//! the selector, the checks, each scalar with its type and range, and the layouts of structures.
//! Names, documentation and the order of the spec are not in it. Each fact is a word of a text,
//! whose parts stand in a fixed order, each with a space behind it; the text is hashed by FNV-1a with
//! 64 bits, of which a method's digest is the upper half xor the lower.
//!
//! Digests are written into specs and drivers and live longer than a version of iigen: a new part
//! of the language adds words only to methods that use it, and no word ever changes its meaning.

use std::fmt::{self, Write as _};

use crate::interface::{
    Body, Carrier, Completion, Event, Interface, Literal, Memory, MemoryLayout, Method, Presence,
    QueueElement, Range, Scalar, Shape, Structure, Type, TypeDef, Variable,
};
use crate::spec::{Access, Backing, Side, Text};

/// The digests of an interface's types, from which those of its methods are made.
#[derive(Debug)]
pub struct Digests {
    /// By the place of the type in the interface.
    types: Vec<u64>,
}

impl Digests {
    /// The digests for methods that use these types, each of which stands behind those that it is
    /// made of.
    pub fn of(types: &[TypeDef]) -> Self {
        let mut digests = Self {
            types: Vec::with_capacity(types.len()),
        };
        for def in types {
            let digest = digests.type_def(def);
            digests.types.push(digest);
        }
        digests
    }

    /// The digest of a method.
    pub fn method(&self, method: &Method) -> u32 {
        let mut text = Fnv::new();
        text.word("method");
        text.word(method.selector);
        if !method.checked {
            text.word("unchecked");
        }
        for scalar in &method.scalars_in {
            text.word("in");
            self.scalar(scalar, &mut text);
        }
        for scalar in &method.scalars_out {
            text.word("out");
            self.scalar(scalar, &mut text);
        }
        if let Some(structure) = &method.struct_in {
            text.word("struct_in");
            self.structure(structure, &mut text);
        }
        if let Some(structure) = &method.struct_out {
            text.word("struct_out");
            self.structure(structure, &mut text);
        }
        if let Some(completion) = &method.completion {
            text.word("completion");
            self.completion(completion, &mut text);
        }
        if method.at_least.out {
            text.word("out_at_least");
        }
        if method.at_least.struct_out {
            text.word("struct_out_at_least");
        }
        text.folded()
    }

    /// The digest of all methods and all memory of an interface.
    pub fn interface(&self, interface: &Interface) -> u64 {
        let mut text = Fnv::new();
        for method in &interface.methods {
            text.word(self.method(method));
        }
        for memory in &interface.memory {
            self.memory(memory, &mut text);
        }
        text.0
    }

    /// The digest of memory that clients map.
    pub fn shared(&self, memory: &Memory) -> u32 {
        let mut text = Fnv::new();
        self.memory(memory, &mut text);
        text.folded()
    }

    fn scalar(&self, scalar: &Scalar, text: &mut Fnv) {
        self.ty(&scalar.ty, text);
        range(&scalar.range, text);
        match scalar.carrier {
            Carrier::Word | Carrier::Packed | Carrier::Elements(_) => {}
            Carrier::Fields(_) => text.word("spread"),
            Carrier::Counted { min, max } => {
                text.word("count");
                text.word(min);
                text.word(max);
            }
        }
        match &scalar.presence {
            Presence::Always => {}
            Presence::Optional => text.word("optional"),
            Presence::Default(literal) => {
                text.word("default");
                match literal {
                    Literal::Bool(value) => text.word(value),
                    Literal::Integer(value) => text.word(value),
                    Literal::Float(value) => text.word(value.to_bits()),
                    Literal::Value(value) => text.word(value.number),
                }
            }
        }
    }

    fn structure(&self, structure: &Structure, text: &mut Fnv) {
        match &structure.shape {
            Shape::Fixed(ty) => self.ty(ty, text),
            Shape::Variable(variable) => self.variable(variable, text),
            Shape::Versions { ty, sizes } => {
                text.word("sizes");
                match ty {
                    Some(ty) => self.ty(ty, text),
                    None => text.word("bytes"),
                }
                sizes.iter().for_each(|size| text.word(size));
            }
            // How the handler gets it makes no difference to the client.
            Shape::ZeroCopy { min, max } => {
                text.word("bytes");
                text.word(min);
                text.word(max);
            }
            Shape::HeaderTail { header, tail, .. } => {
                text.word("header");
                self.ty(header, text);
                self.variable(tail, text);
            }
        }
    }

    fn completion(&self, completion: &Completion, text: &mut Fnv) {
        match &completion.event {
            Event::Empty => {}
            Event::Record(ty) => {
                text.word("record");
                self.ty(ty, text);
            }
            Event::Scalars(scalars) => {
                for scalar in scalars {
                    text.word("scalar");
                    self.scalar(scalar, text);
                }
            }
        }
        for (word, holds) in [
            ("repeats", completion.repeats),
            ("optional", !completion.required),
        ] {
            if holds {
                text.word(word);
            }
        }
    }

    fn variable(&self, variable: &Variable, text: &mut Fnv) {
        match &variable.element {
            None => match variable.text {
                None => text.word("bytes"),
                Some(Text { nul: false }) => text.word("text"),
                Some(Text { nul: true }) => text.word("text-nul"),
            },
            Some(element) => {
                text.word("array");
                self.ty(element, text);
            }
        }
        text.word(variable.min);
        text.word(variable.max);
    }

    fn memory(&self, memory: &Memory, text: &mut Fnv) {
        text.word("memory");
        text.word(memory.number);
        text.word(match memory.access {
            Access::ReadOnly => "read-only",
            Access::ReadWrite => "read-write",
        });
        // Of a handler's memory the driver alone knows the size; what the spec says is a least one.
        text.word(match memory.backing {
            Backing::Buffer | Backing::UsbBuffer => "exactly",
            Backing::Handler | Backing::PciBar | Backing::Queue => "at-least",
        });
        text.word(memory.size.unwrap_or(0));
        if let Some(indices) = memory.indices {
            text.word("index");
            text.word(indices.first);
            text.word(indices.last);
        }
        match &memory.layout {
            None => {}
            Some(MemoryLayout::Value(ty)) => self.ty(ty, text),
            Some(MemoryLayout::Elements(ty)) => {
                text.word("elements");
                self.ty(ty, text);
            }
            Some(MemoryLayout::Ring(ring)) => {
                text.word("ring");
                self.ty(&ring.element, text);
                text.word(ring.capacity);
                text.word(match ring.producer {
                    Side::Driver => "driver",
                    Side::Client => "client",
                });
            }
            Some(MemoryLayout::Queue(queue)) => {
                text.word("queue");
                match &queue.element {
                    QueueElement::Value(ty) => self.ty(ty, text),
                    QueueElement::Bytes(most) => {
                        text.word("bytes");
                        text.word(most);
                    }
                }
                text.word(queue.capacity);
            }
        }
    }

    fn ty(&self, ty: &Type, text: &mut Fnv) {
        match ty {
            Type::Prim(prim) => text.word(prim.name()),
            Type::Named(id) => text.word(self.types[id.0]),
            Type::Array(element, length) => {
                text.word("array");
                text.word(length);
                self.ty(element, text);
            }
        }
    }

    fn type_def(&self, def: &TypeDef) -> u64 {
        let mut text = Fnv::new();
        match &def.body {
            Body::Record { fields, .. } => {
                text.word("record");
                text.word(def.layout.size);
                for field in fields {
                    text.word(field.offset);
                    self.ty(&field.ty, &mut text);
                    range(&field.range, &mut text);
                }
            }
            Body::Enum { repr, values } => {
                text.word("enum");
                text.word(repr.name());
                numbers(values.iter().map(|value| value.number), &mut text);
            }
            Body::Flags { repr, bits } => {
                text.word("flags");
                text.word(repr.name());
                numbers(bits.iter().map(|bit| bit.number), &mut text);
            }
            Body::Union(union) => {
                text.word("union");
                text.word(def.layout.size);
                self.ty(&Type::Named(union.tag), &mut text);
                text.word(union.offset);
                let mut variants: Vec<_> = union.variants.iter().collect();
                variants.sort_unstable_by_key(|variant| variant.value);
                for variant in variants {
                    text.word(variant.value);
                    variant.ty.iter().for_each(|ty| self.ty(ty, &mut text));
                }
            }
        }
        text.0
    }
}

fn range(range: &Range, text: &mut Fnv) {
    for (word, bound) in [("min", range.min), ("max", range.max)] {
        if let Some(bound) = bound {
            text.word(word);
            text.word(bound);
        }
    }
    if !range.one_of.is_empty() {
        text.word("one_of");
        numbers(range.one_of.iter().copied(), text);
    }
}

/// Numbers in their own order: that of the spec makes no difference.
fn numbers(numbers: impl Iterator<Item = i128>, text: &mut Fnv) {
    let mut numbers: Vec<_> = numbers.collect();
    numbers.sort_unstable();
    for number in numbers {
        text.word(number);
    }
}

/// FNV-1a of words, each with a space behind it.
struct Fnv(u64);

impl Fnv {
    fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }

    fn word(&mut self, word: impl fmt::Display) {
        // Writing to it can't fail.
        let _ = write!(self, "{word} ");
    }

    fn folded(&self) -> u32 {
        (self.0 >> 32) as u32 ^ self.0 as u32
    }
}

impl fmt::Write for Fnv {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        for byte in text.bytes() {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Diagnostics;
    use crate::span::SourceId;

    /// The digest of the only method of a spec.
    fn digest(types: &str, method: &str) -> u32 {
        let text = format!(
            "iigen: 1\nclass: DemoUserClient\nprovider: Demo\ntypes: {{ {types} }}\nmethods: {{ {method} }}\n"
        );
        let mut found = Diagnostics::default();
        let spec = crate::yaml::parse(&text, SourceId(0), &mut found).expect("it is a spec");
        let interface = crate::check::check(&spec, found).expect("it is good");
        Digests::of(&interface.types).method(&interface.methods[0])
    }

    #[test]
    fn it_is_fnv_1a() {
        // The published test vectors of the 64-bit hash.
        for (text, hash) in [
            ("", 0xcbf2_9ce4_8422_2325),
            ("a", 0xaf63_dc4c_8601_ec8c),
            ("foobar", 0x8594_4171_f739_67e8_u64),
        ] {
            let mut fnv = Fnv::new();
            fnv.write_str(text).expect("it can't fail");
            assert_eq!(fnv.0, hash, "{text}");
        }
    }

    /// Specs and drivers have them: they never change.
    #[test]
    fn digests_stay() {
        assert_eq!(digest("", "a: { selector: 0 }"), 0x52da_0ea5);
        let types = "Kind: { enum: u8, values: { none: 0, one: 1 } }, \
                     Bits: { flags: u16, bits: { first: 0, last: 15 } }, \
                     Point: { struct: { x: { type: i16, max: 5 }, kinds: \"[Kind; 2]\", bits: Bits } }";
        let method = "a: { selector: 3, in: { a: { type: u32, min: 1 }, kind: Kind }, out: { b: f64 }, \
                      struct_in: { header: Point, tail: { array: Point, max: 9 } }, struct_out: Point }";
        assert_eq!(digest(types, method), 0xb1df_91b2);
    }

    #[test]
    fn names_and_order_are_not_in_it() {
        let one = digest(
            "Kind: { enum: u8, values: { none: 0, one: 1 } }, Pair: { struct: { a: Kind, b: u8 } }",
            "set: { selector: 3, in: { rate: u32 }, struct_in: Pair }",
        );
        let other = digest(
            "Two: { struct: { first: Sort, second: u8 } }, Sort: { enum: u8, values: { uno: 1, nil: 0 } }",
            "put: { doc: Puts., selector: 3, struct_in: Two, in: { value: u32 } }",
        );
        assert_eq!(one, other);
    }

    #[test]
    fn what_goes_over_the_wire_is_in_it() {
        let types =
            "Kind: { enum: u8, values: { none: 0, one: 1 } }, Pair: { struct: { a: Kind, b: u8 } }";
        let other =
            "Kind: { enum: u8, values: { none: 0, two: 2 } }, Pair: { struct: { a: Kind, b: u8 } }";
        let swapped =
            "Kind: { enum: u8, values: { none: 0, one: 1 } }, Pair: { struct: { b: u8, a: Kind } }";
        let method = "a: { selector: 3, in: { rate: u32 }, struct_in: Pair }";
        let digests = [
            digest(types, method),
            digest(other, method),
            digest(swapped, method),
            digest(
                types,
                "a: { selector: 4, in: { rate: u32 }, struct_in: Pair }",
            ),
            digest(
                types,
                "a: { selector: 3, in: { rate: i32 }, struct_in: Pair }",
            ),
            digest(
                types,
                "a: { selector: 3, out: { rate: u32 }, struct_in: Pair }",
            ),
            digest(
                types,
                "a: { selector: 3, in: { rate: u32 }, struct_out: Pair }",
            ),
            digest(
                types,
                "a: { selector: 3, in: { rate: { type: u32, min: 2 } }, struct_in: Pair }",
            ),
            digest(
                types,
                "a: { selector: 3, in: { rate: { type: u32, max: 2 } }, struct_in: Pair }",
            ),
            digest(
                types,
                "a: { selector: 3, in: { rate: u32 }, struct_in: { array: Pair, max: 2 } }",
            ),
            digest(
                types,
                "a: { selector: 3, in: { rate: u32 }, struct_in: { array: Pair, min: 1, max: 2 } }",
            ),
            digest(types, "a: { selector: 3, check: none }"),
        ];
        for (index, digest) in digests.iter().enumerate() {
            assert!(!digests[..index].contains(digest), "{index}");
        }
    }
}
