//! Methods: what goes in, what comes out, and what comes later.

use crate::spec::{Doc, Text};

use super::{Range, Type, Value};

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
