//! A spec as it was written: what every front end makes, and nothing in it checked yet.
//!
//! Names are not resolved, numbers are not compared with their types, and every value keeps its
//! place. [`crate::check`] turns it into an [`crate::interface::Interface`].

mod memory;
mod target;

use crate::span::{Span, Spanned};

pub use memory::{
    Access, Backing, Cache, Indices, Memory, MemoryLayout, Queue, QueueElement, Ring, Side,
};
pub use target::Target;

/// A name as the user wrote it.
pub type Name = Spanned<String>;

/// A number as the user wrote it; wide enough for every integer type there is.
pub type Number = Spanned<i128>;

/// The lines of a documentation text, without markers and without indentation.
pub type Doc = Vec<String>;

/// The language that a spec is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// YAML.
    Yaml,
    /// A module of Rust.
    Rust,
}

impl Language {
    /// What stands in a range in front of its last number.
    pub(crate) fn dots(self) -> &'static str {
        match self {
            Self::Yaml => "..",
            Self::Rust => "..=",
        }
    }
}

/// A whole spec.
#[derive(Clone, Debug)]
pub struct Spec {
    /// The language that it is written in.
    pub language: Language,
    /// The user client's class.
    pub class: Name,
    /// The driver's class, which the client opens.
    pub provider: Name,
    /// What drivers are made for; a dext, where nothing is said.
    pub targets: Vec<Spanned<Target>>,
    /// The version of the interface.
    pub version: Option<Number>,
    /// What the user client is for.
    pub doc: Doc,
    /// Named numbers.
    pub constants: Vec<Constant>,
    /// Records, enums and flags.
    pub types: Vec<TypeDef>,
    /// The methods, in the order of the spec.
    pub methods: Vec<Method>,
    /// Selectors that no method may use.
    pub reserved: Vec<Reserved>,
    /// Memory that the client may map.
    pub memory: Vec<Memory>,
    /// What the driver is called back with.
    pub callbacks: Vec<Callback>,
    /// What a client must be entitled to, whatever it does.
    pub entitlement: Option<Name>,
    /// Whether a client must run as root.
    pub administrator: Option<Spanned<bool>>,
    /// The `type` of `IOServiceOpen` that chooses this user client.
    pub open_type: Option<Number>,
    /// The selector by which a client asks for the driver's version.
    pub handshake: Option<Number>,
    /// All that has a name in the client, whether it could be read or not.
    pub declared: Vec<Declared>,
}

/// Something with a name in the client, as far as its declaration can be told from what it says.
#[derive(Clone, Debug)]
pub struct Declared {
    /// What it is.
    pub kind: DeclaredKind,
    /// Its name.
    pub name: Name,
    /// All of it: what is wrong with it lies here.
    pub span: Span,
    /// How many arguments a call of it has.
    pub arguments: usize,
}

/// What is declared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeclaredKind {
    /// A constant.
    Constant,
    /// A type.
    Type,
    /// A method that is a call.
    Method,
    /// Memory, which a method maps.
    Memory,
    /// A callback, of which the client knows nothing.
    Callback,
}

/// A named number.
#[derive(Clone, Debug)]
pub struct Constant {
    /// Its name.
    pub name: Name,
    /// What it says.
    pub doc: Doc,
    /// Its type, an integer.
    pub ty: TypeExpr,
    /// Its value.
    pub value: Number,
}

/// A type as it was written.
#[derive(Clone, Debug)]
pub enum TypeExpr {
    /// A primitive or a type of the spec.
    Named(Name),
    /// `[element; length]`; the span covers the brackets.
    Array(Box<TypeExpr>, Length, Span),
}

/// The length of an array.
#[derive(Clone, Debug)]
pub enum Length {
    /// A number.
    Number(Number),
    /// The name of a constant.
    Constant(Name),
}

impl TypeExpr {
    /// Where the type was written.
    pub fn span(&self) -> Span {
        match self {
            TypeExpr::Named(name) => name.span,
            TypeExpr::Array(_, _, span) => *span,
        }
    }
}

/// A type of the spec.
#[derive(Clone, Debug)]
pub struct TypeDef {
    /// Its name.
    pub name: Name,
    /// What it is.
    pub doc: Doc,
    /// What it is made of.
    pub body: TypeBody,
}

/// What a type is made of.
#[derive(Clone, Debug)]
pub enum TypeBody {
    /// A record.
    Struct {
        /// Its fields, in the order of memory.
        fields: Vec<Field>,
        /// Whether it has alignment 1 and no padding.
        packed: bool,
    },
    /// One of several values.
    Enum {
        /// The integer that carries it.
        repr: TypeExpr,
        /// Name and number.
        values: Vec<Value>,
    },
    /// One of several values in the same bytes, and a tag that says which.
    Union {
        /// An enum of the spec.
        tag: TypeExpr,
        /// What there is for a value of the tag, by its name.
        variants: Vec<Variant>,
        /// Whether it has alignment 1 and no padding.
        packed: bool,
    },
    /// Something that could not be read, which is reported, and what could be read beside it: that
    /// is checked, but nothing more is said of the whole type.
    Broken(Option<Box<TypeBody>>),
    /// A set of bits.
    Flags {
        /// The unsigned integer that carries them.
        repr: TypeExpr,
        /// Name and bit number.
        bits: Vec<Value>,
    },
}

impl TypeBody {
    /// The same, or what could be read where something is missing.
    pub(crate) fn unless(self, misses: bool) -> Self {
        if misses {
            Self::Broken(Some(Box::new(self)))
        } else {
            self
        }
    }
}

/// A value of an enum or a bit of flags.
#[derive(Clone, Debug)]
pub struct Value {
    /// Its name.
    pub name: Name,
    /// What it says.
    pub doc: Doc,
    /// The value, or the number of the bit.
    pub number: Number,
}

/// What a union holds under one value of its tag.
#[derive(Clone, Debug)]
pub struct Variant {
    /// The value's name.
    pub name: Name,
    /// What it says.
    pub doc: Doc,
    /// Its type.
    pub ty: TypeExpr,
}

/// A field of a record, or a scalar of a method.
#[derive(Clone, Debug)]
pub struct Field {
    /// Its name.
    pub name: Name,
    /// What it says.
    pub doc: Doc,
    /// Its type.
    pub ty: TypeExpr,
    /// The smallest value that is accepted.
    pub min: Option<Number>,
    /// The largest value that is accepted.
    pub max: Option<Number>,
    /// The only values that are accepted, where they are listed.
    pub one_of: Option<Choices>,
    /// How a call carries it; nothing is written there for a field of a record.
    pub passing: Passing,
}

/// The numbers behind `one_of`.
#[derive(Clone, Debug)]
pub struct Choices {
    /// As they were written.
    pub numbers: Vec<Number>,
    /// Where the list was written.
    pub span: Span,
}

/// How a call carries a scalar, where that was written.
#[derive(Clone, Debug, Default)]
pub struct Passing {
    /// What the driver's handler gets when the call doesn't have the scalar: a number, a word, the
    /// name of a value.
    pub default: Option<Spanned<String>>,
    /// `optional: true`: the call may not have it.
    pub optional: Option<Span>,
    /// How many there may be, ends included.
    pub count: Option<Spanned<(i128, i128)>>,
    /// `spread: true`: each field of the record is a scalar.
    pub spread: Option<Span>,
}

/// A method.
#[derive(Clone, Debug)]
pub struct Method {
    /// Its name.
    pub name: Name,
    /// What it does.
    pub doc: Doc,
    /// Its number.
    pub selector: Number,
    /// Where `check: none` was written: nothing is checked, and the handler gets the arguments as
    /// they come.
    pub unchecked: Option<Span>,
    /// The numbers that go in.
    pub scalars_in: Vec<Field>,
    /// The numbers that come out.
    pub scalars_out: Vec<Field>,
    /// The structure that goes in.
    pub struct_in: Option<Structure>,
    /// The structure that comes out.
    pub struct_out: Option<Structure>,
    /// What a client must be entitled to, to call it.
    pub entitlement: Option<Name>,
    /// The version of the interface that has it first.
    pub since: Option<Number>,
    /// Where `on: provider` was written: its handler is a member of the provider.
    pub on_provider: Option<Span>,
    /// What comes later, if something does.
    pub completion: Option<Completion>,
    /// What a client may offer more room for than is needed.
    pub at_least: AtLeast,
    /// The handler, where several methods have one.
    pub handler: Option<Name>,
    /// Where `retired` was written, and what is said about it.
    pub retired: Option<Spanned<Option<String>>>,
    /// The digest that it has for ever; none for `true`, which asks for it.
    pub frozen: Option<Spanned<Option<i128>>>,
}

/// Where `at-least` was written under `check`.
#[derive(Clone, Copy, Debug, Default)]
pub struct AtLeast {
    /// For the scalars that come out.
    pub out: Option<Span>,
    /// For the structure that comes out.
    pub struct_out: Option<Span>,
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
    /// Where `fills: struct_out` was written: the structure output is filled until it comes.
    pub fills: Option<Span>,
    /// Where it was written.
    pub span: Span,
}

/// What a completion says.
#[derive(Clone, Debug)]
pub enum Event {
    /// That it has come.
    Empty,
    /// One value of a type.
    Type(TypeExpr),
    /// Numbers.
    Scalars(Vec<Field>, Span),
}

/// A structure of a method.
#[derive(Clone, Debug)]
pub struct Structure {
    /// The name of the argument, where one was given.
    pub name: Option<Name>,
    /// Where the structure was written.
    pub span: Span,
    /// Its shape.
    pub shape: Shape,
    /// What the driver may do with it, where that was said.
    pub access: Option<Spanned<StructureAccess>>,
}

/// What a driver may do with a structure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StructureAccess {
    /// Read it.
    Read,
    /// Write it.
    Write,
    /// Both.
    ReadWrite,
}

/// The shape of a structure.
#[derive(Clone, Debug)]
pub enum Shape {
    /// One value of a fixed size.
    Fixed(TypeExpr),
    /// Bytes, text or elements; how many depends on the call.
    Variable(Variable),
    /// A record, or bytes, of one of several sizes.
    Versions {
        /// The record; bytes when there is none.
        ty: Option<TypeExpr>,
        /// The sizes.
        sizes: Vec<Number>,
    },
    /// Bytes that the handler gets as a descriptor.
    ZeroCopy(Variable),
    /// A fixed value, which the structure's name names, and something variable behind it.
    HeaderTail {
        /// The fixed value.
        header: TypeExpr,
        /// What follows it.
        tail: Variable,
        /// The name of the argument that carries the tail, where one was given.
        tail_name: Option<Name>,
    },
}

/// Bytes, text or elements, as many as a call has.
#[derive(Clone, Debug)]
pub struct Variable {
    /// The element; bytes when there is none.
    pub element: Option<TypeExpr>,
    /// Whether the bytes are text.
    pub text: Option<Text>,
    /// The smallest count.
    pub min: Option<Number>,
    /// The largest count.
    pub max: Option<Number>,
    /// Where it was written.
    pub span: Span,
}

/// Bytes that are text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Text {
    /// Whether a NUL goes over the wire, behind the text.
    pub nul: bool,
}

/// Selectors that no method may use, ends included.
#[derive(Clone, Debug)]
pub struct Reserved {
    /// The first.
    pub first: Number,
    /// The last.
    pub last: Number,
}

/// A message that the driver gets through an `OSAction`: the member that receives it.
#[derive(Clone, Debug)]
pub struct Callback {
    /// Its name.
    pub name: Name,
    /// What it is for.
    pub doc: Doc,
    /// The message, `Class::Method`.
    pub root: Name,
    /// The header that declares the message's class, where the spec has to say it.
    pub include: Option<Name>,
    /// The message's parameters in C++, where the spec has to say them, and where they stand.
    pub parameters: Option<Spanned<Vec<Name>>>,
    /// The record that lies in the action's reference.
    pub context: Option<Name>,
    /// The class that receives it; the user client unless it is said.
    pub on: Option<ReceiverClass>,
}

/// The class that receives a callback.
#[derive(Clone, Debug)]
pub enum ReceiverClass {
    /// The provider.
    Provider(Span),
    /// Another class of the driver's.
    Class {
        /// Its name.
        class: Name,
        /// The class that it derives from.
        extends: Name,
        /// Where all of it was written.
        span: Span,
    },
}
