//! The checked interface: what a spec means.
//!
//! Names are resolved, numbers fit their types, every size is known, and what is here can be
//! generated. Emitters need no checks.

mod memory;

use std::collections::HashMap;

use crate::spec::{Doc, Target, Text};

pub use memory::{Indices, Memory, MemoryLayout, Queue, QueueElement, Ring};

/// A user client, checked.
#[derive(Clone, Debug)]
pub struct Interface {
    /// The user client's class.
    pub class: String,
    /// The driver's class.
    pub provider: String,
    /// What drivers are made for: at least one target, in their order.
    pub targets: Vec<Target>,
    /// The version of the interface.
    pub version: Option<u32>,
    /// What the user client is for.
    pub doc: Doc,
    /// Named numbers.
    pub constants: Vec<Constant>,
    /// Types, each behind those that it is made of.
    pub types: Vec<TypeDef>,
    /// The methods, by selector.
    pub methods: Vec<Method>,
    /// Methods that are no more, by selector.
    pub retired: Vec<Retired>,
    /// Selectors that no method uses, first and last, by number.
    pub reserved: Vec<(u32, u32)>,
    /// Memory that the client may map, by memory type.
    pub memory: Vec<Memory>,
    /// What the driver is called back with, in the order of the spec.
    pub callbacks: Vec<Callback>,
    /// What a client must be entitled to, whatever it does.
    pub entitlement: Option<String>,
    /// Whether a client must run as root, whatever it does.
    pub administrator: bool,
    /// The `type` of `IOServiceOpen` that chooses this user client.
    pub open_type: Option<u32>,
    /// The selector by which a client asks for the driver's version.
    pub handshake: Option<u32>,
}

impl Interface {
    /// The methods of each handler, in the order of the first.
    pub fn handlers(&self) -> Vec<Vec<&Method>> {
        let mut handlers: Vec<Vec<&Method>> = Vec::with_capacity(self.methods.len());
        let mut shared = HashMap::new();
        for method in &self.methods {
            let index = match &method.shared {
                None => handlers.len(),
                Some(of) => *shared.entry(&of.handler).or_insert(handlers.len()),
            };
            if index == handlers.len() {
                handlers.push(Vec::new());
            }
            handlers[index].push(method);
        }
        handlers
    }

    /// The type with this id.
    pub fn type_def(&self, id: TypeId) -> &TypeDef {
        &self.types[id.0]
    }

    /// The ids of [`types`](Self::types), in their order.
    pub fn ids(&self) -> impl Iterator<Item = TypeId> + use<> {
        (0..self.types.len()).map(TypeId)
    }

    /// The place of a type among [`types`](Self::types).
    pub fn index(&self, id: TypeId) -> usize {
        id.0
    }

    /// Whether a method answers later.
    pub fn has_completions(&self) -> bool {
        self.methods.iter().any(|of| of.completion.is_some())
    }

    /// Whether there are queues, which a kext fills.
    pub fn has_queues(&self) -> bool {
        self.memory
            .iter()
            .any(|of| matches!(of.layout, Some(MemoryLayout::Queue(_))))
    }

    /// Whether not every client may do everything: one must be entitled to something, for all or
    /// for a part, or run as root.
    pub fn has_access(&self) -> bool {
        let whole = self.administrator || self.entitlement.is_some();
        whole || self.methods.iter().any(|of| of.entitlement.is_some())
    }

    /// Size and alignment of a type in C.
    pub fn layout(&self, ty: &Type) -> Layout {
        layout(ty, |id| self.types[id.0].layout)
    }
}

/// Size and alignment of `ty` in C; `named` answers for types of the spec.
///
/// The numbers hold on every target of iigen: arm64 and x86-64 agree on them (AAPCS64 5.9,
/// System V AMD64 3.1.2).
pub(crate) fn layout(ty: &Type, named: impl Fn(TypeId) -> Layout) -> Layout {
    match ty {
        Type::Prim(prim) => Layout {
            size: prim.size(),
            align: prim.size(),
        },
        Type::Named(id) => named(*id),
        Type::Array(element, length) => {
            let element = layout(element, named);
            Layout {
                size: element.size.saturating_mul(*length),
                align: element.align,
            }
        }
    }
}

/// A named number.
#[derive(Clone, Debug)]
pub struct Constant {
    /// Its name.
    pub name: String,
    /// What it says.
    pub doc: Doc,
    /// Its type, an integer.
    pub prim: Prim,
    /// Its value.
    pub value: i128,
}

/// A type that the languages have themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Prim {
    Bool,
    U8,
    U16,
    U32,
    U64,
    I8,
    I16,
    I32,
    I64,
    F32,
    F64,
}

impl Prim {
    /// All of them.
    pub const ALL: [Prim; 11] = [
        Prim::Bool,
        Prim::U8,
        Prim::U16,
        Prim::U32,
        Prim::U64,
        Prim::I8,
        Prim::I16,
        Prim::I32,
        Prim::I64,
        Prim::F32,
        Prim::F64,
    ];

    /// The primitive with this name in a spec and in Rust.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|prim| prim.name() == name)
    }

    /// The name in a spec and in Rust.
    pub fn name(self) -> &'static str {
        match self {
            Prim::Bool => "bool",
            Prim::U8 => "u8",
            Prim::U16 => "u16",
            Prim::U32 => "u32",
            Prim::U64 => "u64",
            Prim::I8 => "i8",
            Prim::I16 => "i16",
            Prim::I32 => "i32",
            Prim::I64 => "i64",
            Prim::F32 => "f32",
            Prim::F64 => "f64",
        }
    }

    /// The name in C.
    pub fn c_name(self) -> &'static str {
        match self {
            Prim::Bool => "bool",
            Prim::U8 => "uint8_t",
            Prim::U16 => "uint16_t",
            Prim::U32 => "uint32_t",
            Prim::U64 => "uint64_t",
            Prim::I8 => "int8_t",
            Prim::I16 => "int16_t",
            Prim::I32 => "int32_t",
            Prim::I64 => "int64_t",
            Prim::F32 => "float",
            Prim::F64 => "double",
        }
    }

    /// Its size in bytes, which is its alignment as well.
    pub fn size(self) -> u64 {
        match self {
            Prim::Bool | Prim::U8 | Prim::I8 => 1,
            Prim::U16 | Prim::I16 => 2,
            Prim::U32 | Prim::I32 | Prim::F32 => 4,
            Prim::U64 | Prim::I64 | Prim::F64 => 8,
        }
    }

    /// Whether it is an integer with a sign.
    pub fn is_signed(self) -> bool {
        matches!(self, Prim::I8 | Prim::I16 | Prim::I32 | Prim::I64)
    }

    /// The smallest and the largest value of an integer; `None` for the others.
    pub fn range(self) -> Option<(i128, i128)> {
        let bits = self.size() * 8;
        match self {
            Prim::Bool | Prim::F32 | Prim::F64 => None,
            _ if self.is_signed() => Some((-(1 << (bits - 1)), (1 << (bits - 1)) - 1)),
            _ => Some((0, (1 << bits) - 1)),
        }
    }
}

/// A type of an [`Interface`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TypeId(pub(crate) usize);

/// The type of a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Type {
    /// A type that the languages have.
    Prim(Prim),
    /// A type of the spec.
    Named(TypeId),
    /// An array of a fixed length.
    Array(Box<Type>, u64),
}

/// Size and alignment in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Layout {
    /// The size, a multiple of the alignment.
    pub size: u64,
    /// The alignment, a power of two.
    pub align: u64,
}

/// A type of the spec.
#[derive(Clone, Debug)]
pub struct TypeDef {
    /// Its name.
    pub name: String,
    /// What it is.
    pub doc: Doc,
    /// Its size and alignment.
    pub layout: Layout,
    /// What it is made of.
    pub body: Body,
    /// Whether some bytes of its size are no value of it, so that it has to be validated.
    pub constrained: bool,
}

/// What a type is made of.
#[derive(Clone, Debug)]
pub enum Body {
    /// A record without hidden padding.
    Record {
        /// Its fields, in the order of memory.
        fields: Vec<Field>,
        /// Whether it has alignment 1.
        packed: bool,
    },
    /// One of several values.
    Enum {
        /// The integer that carries it.
        repr: Prim,
        /// The values.
        values: Vec<Value>,
    },
    /// A set of bits.
    Flags {
        /// The unsigned integer that carries them.
        repr: Prim,
        /// The bits, by their numbers.
        bits: Vec<Value>,
    },
    /// One of several values in the same bytes, behind the tag that says which.
    Union(Union),
}

impl Body {
    /// Whether it is an integer with names: an enum or flags.
    pub fn is_integer(&self) -> bool {
        matches!(self, Body::Enum { .. } | Body::Flags { .. })
    }
}

/// A tag, and the bytes of the value that it names, without hidden padding.
#[derive(Clone, Debug)]
pub struct Union {
    /// The type of the tag, which lies at the start: an enum.
    pub tag: TypeId,
    /// Where the variants lie, all of them, in bytes.
    pub offset: u64,
    /// One for each value of the tag, in the order of the enum.
    pub variants: Vec<Variant>,
    /// Whether it has alignment 1.
    pub packed: bool,
}

/// What a union holds under one value of its tag.
#[derive(Clone, Debug)]
pub struct Variant {
    /// The value's name.
    pub name: String,
    /// The value of the tag.
    pub value: i128,
    /// What it says.
    pub doc: Doc,
    /// Its type; a value without one has no data.
    pub ty: Option<Type>,
}

/// A value of an enum or a bit of flags.
#[derive(Clone, Debug, PartialEq)]
pub struct Value {
    /// Its name.
    pub name: String,
    /// What it says.
    pub doc: Doc,
    /// The value, or the number of the bit.
    pub number: i128,
}

/// A field of a record.
#[derive(Clone, Debug)]
pub struct Field {
    /// Its name.
    pub name: String,
    /// What it says.
    pub doc: Doc,
    /// Its type.
    pub ty: Type,
    /// Its place in the record, in bytes.
    pub offset: u64,
    /// What is accepted, where that is less than the type holds.
    pub range: Range,
}

/// The values that are accepted, where they are fewer than the type holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Range {
    /// The smallest.
    pub min: Option<i128>,
    /// The largest.
    pub max: Option<i128>,
    /// All of them, by number, where they are listed; there are no bounds then.
    pub one_of: Vec<i128>,
}

impl Range {
    /// Whether every value of the type is accepted.
    pub fn is_full(&self) -> bool {
        self.min.is_none() && self.max.is_none() && self.one_of.is_empty()
    }
}

/// What some of a call's 16 words stand for.
#[derive(Clone, Debug)]
pub struct Scalar {
    /// Its name.
    pub name: String,
    /// What it says.
    pub doc: Doc,
    /// Its type; of one element, where there are several.
    pub ty: Type,
    /// What is accepted, of each element where there are several.
    pub range: Range,
    /// How the words carry it.
    pub carrier: Carrier,
    /// Whether a call has it.
    pub presence: Presence,
}

/// How words carry a scalar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Carrier {
    /// A number, a bool, an enum or flags, in one word.
    Word,
    /// The bytes of a record, in one word.
    Packed,
    /// An array of primitives, each in a word.
    Elements(u64),
    /// A record; each number in its fields is in a word.
    Fields(u64),
    /// As many as the call has, each in a word: the last of the scalars.
    Counted {
        /// At least.
        min: u64,
        /// At most.
        max: u64,
    },
}

/// Whether a call has a scalar. Those that it may not have are the last.
#[derive(Clone, Debug, PartialEq)]
pub enum Presence {
    /// Each call has it.
    Always,
    /// A call may end before it; this stands for it then.
    Default(Literal),
    /// A call may end before it.
    Optional,
}

/// A value that the spec has written.
#[derive(Clone, Debug, PartialEq)]
pub enum Literal {
    /// Of a bool.
    Bool(bool),
    /// Of an integer; flags by their bits.
    Integer(i128),
    /// Of a float.
    Float(f64),
    /// Of an enum.
    Value(Value),
}

impl Scalar {
    /// How many of the call's 16 words it takes at most.
    pub fn words(&self) -> u64 {
        match self.carrier {
            Carrier::Word | Carrier::Packed => 1,
            Carrier::Elements(count) | Carrier::Fields(count) => count,
            Carrier::Counted { max, .. } => max,
        }
    }

    /// How many words it takes at least.
    pub fn least_words(&self) -> u64 {
        match (&self.presence, self.carrier) {
            (Presence::Always, Carrier::Counted { min, .. }) => min,
            (Presence::Always, _) => self.words(),
            _ => 0,
        }
    }
}

/// A method.
#[derive(Clone, Debug)]
pub struct Method {
    /// Its name.
    pub name: String,
    /// What it does.
    pub doc: Doc,
    /// Its number.
    pub selector: u32,
    /// Whether its arguments are typed and checked; if not, there are none here.
    pub checked: bool,
    /// The numbers that go in.
    pub scalars_in: Vec<Scalar>,
    /// The numbers that come out.
    pub scalars_out: Vec<Scalar>,
    /// The structure that goes in.
    pub struct_in: Option<Structure>,
    /// The structure that comes out.
    pub struct_out: Option<Structure>,
    /// What a client must be entitled to, to call it.
    pub entitlement: Option<String>,
    /// The version of the interface that has it first, where a client may meet an older driver.
    pub since: Option<u32>,
    /// Whether its handler is a member of the provider.
    pub on_provider: bool,
    /// What comes later, if something does.
    pub completion: Option<Completion>,
    /// What a client may offer more room for than is needed.
    pub at_least: AtLeast,
    /// The handler that it has together with other methods.
    pub shared: Option<Shared>,
}

/// What a client may offer more room for than is needed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AtLeast {
    /// The scalars that come out.
    pub out: bool,
    /// The structure that comes out, of a fixed size.
    pub struct_out: bool,
}

/// A handler of several methods, which gets the selector.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shared {
    /// Its name.
    pub handler: String,
    /// Whether it gets the structure in as bytes, because the methods have different ones.
    pub bytes_in: bool,
    /// Whether it gets the structure out as bytes.
    pub bytes_out: bool,
}

/// A method that is no more: nothing else gets its selector or its name.
#[derive(Clone, Debug)]
pub struct Retired {
    /// Its name.
    pub name: String,
    /// Its number.
    pub selector: u32,
    /// What is said about it.
    pub reason: Option<String>,
}

/// What the driver answers later than the call returns.
#[derive(Clone, Debug)]
pub struct Completion {
    /// What it says each time.
    pub event: Event,
    /// Whether it answers any number of times.
    pub repeats: bool,
    /// Whether each call has to ask for it.
    pub required: bool,
}

/// What a completion says, in at most 16 words.
#[derive(Clone, Debug)]
pub enum Event {
    /// That it has come.
    Empty,
    /// A record, packed into the words.
    Record(Type),
    /// Numbers, each in its word.
    Scalars(Vec<Scalar>),
}

impl Interface {
    /// How many words an event has.
    pub fn event_words(&self, event: &Event) -> u64 {
        match event {
            Event::Empty => 0,
            Event::Record(ty) => self.layout(ty).size.div_ceil(8),
            Event::Scalars(scalars) => scalars.iter().map(Scalar::words).sum(),
        }
    }
}

impl Method {
    /// The name of its handler.
    pub fn handler(&self) -> &str {
        self.shared.as_ref().map_or(&self.name, |of| &of.handler)
    }

    /// Whether all calls have the same number of scalars in.
    pub fn has_fixed_count(&self) -> bool {
        let mut scalars = self.scalars_in.iter();
        scalars.all(|scalar| scalar.least_words() == scalar.words())
    }
}

/// A structure of a method.
#[derive(Clone, Debug)]
pub struct Structure {
    /// The name of the argument; of the header, where there is a tail.
    pub name: String,
    /// Its shape.
    pub shape: Shape,
}

/// The shape of a structure.
#[derive(Clone, Debug)]
pub enum Shape {
    /// One value of a fixed size.
    Fixed(Type),
    /// Bytes, text or elements.
    Variable(Variable),
    /// One of several sizes: what begins in the same way, and has become longer.
    Versions {
        /// The record, as long as the largest; bytes when there is none.
        ty: Option<Type>,
        /// The sizes, rising.
        sizes: Vec<u64>,
    },
    /// Bytes that the handler gets as a descriptor.
    ZeroCopy {
        /// The smallest length.
        min: u64,
        /// The largest.
        max: u64,
    },
    /// A fixed value, and something variable behind it.
    HeaderTail {
        /// The fixed value.
        header: Type,
        /// What follows it.
        tail: Variable,
        /// The name of the argument that carries the tail.
        tail_name: String,
    },
}

/// Bytes, text or elements, as many as a call has.
#[derive(Clone, Debug)]
pub struct Variable {
    /// The element; bytes when there is none.
    pub element: Option<Type>,
    /// Whether the bytes are text; a NUL on the wire isn't counted.
    pub text: Option<Text>,
    /// The smallest count.
    pub min: u64,
    /// The largest count.
    pub max: u64,
}

impl Variable {
    /// How many bytes go over the wire behind the counted ones.
    pub fn terminator(&self) -> u64 {
        u64::from(self.text.is_some_and(|text| text.nul))
    }
}

/// A message that the driver gets through an `OSAction`: the member that receives it.
#[derive(Clone, Debug)]
pub struct Callback {
    /// Its name.
    pub name: String,
    /// What it is for.
    pub doc: Doc,
    /// The class that introduced the message.
    pub root_class: String,
    /// The message's name.
    pub root_method: String,
    /// The header that declares the class, as `#include` has it: `<USBDriverKit/IOUSBHostPipe.iig>`.
    pub include: String,
    /// The message's parameters, the action first.
    pub parameters: Vec<Parameter>,
    /// The record that lies in the action's reference.
    pub context: Option<TypeId>,
    /// The class that receives it.
    pub on: Receiver,
}

/// A parameter of a callback, in C++.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parameter {
    /// The whole of it: `IOReturn status`.
    pub declaration: String,
    /// Its name.
    pub name: String,
}

/// The class that receives a callback.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Receiver {
    /// The user client, whose `.iig` is generated.
    UserClient,
    /// Another class, whose `.iig` is the user's own.
    Other(String),
}
