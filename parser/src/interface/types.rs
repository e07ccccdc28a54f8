//! Types and values.

use crate::spec::Doc;

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

/// A type of an [`Interface`](super::Interface).
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
