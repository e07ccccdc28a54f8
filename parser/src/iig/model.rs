//! A file that was found to be right: what the emission needs, with nothing left to decide.

use super::ast::{Class, File, Method, Type};

/// A checked file.
#[derive(Clone, Debug)]
pub struct Unit<'a> {
    /// The file.
    pub file: &'a File,
    /// Its classes, in order.
    pub classes: Vec<CheckedClass<'a>>,
}

/// A checked class.
#[derive(Clone, Debug)]
pub struct CheckedClass<'a> {
    /// As written.
    pub class: &'a Class,
    /// Its superclass.
    pub superclass: String,
    /// `class LOCALONLY`: it has no messages, and no dispatch for them.
    pub local_only: bool,
    /// Its methods, in order.
    pub members: Vec<Member<'a>>,
    /// The methods that run on a named queue, inherited ones included, by rising number.
    pub queues: Vec<Queue>,
}

/// A method that runs on a named queue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Queue {
    /// The class that first declared it.
    pub class: String,
    /// Its name.
    pub method: String,
    /// The number of its message.
    pub id: u64,
    /// The name of the queue.
    pub queue: String,
}

/// A checked method.
#[derive(Clone, Debug)]
pub struct Member<'a> {
    /// As written.
    pub method: &'a Method,
    /// What it is to the rest of the world.
    pub role: Role,
    /// Its parameters.
    pub arguments: Vec<Argument>,
}

/// What a method is to the rest of the world.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Role {
    /// A plain function of the class.
    Plain,
    /// A virtual function, new or overridden.
    Virtual {
        /// Whether the class introduces it.
        is_new: bool,
    },
    /// A message that a superclass introduced.
    Override {
        /// Which one.
        root: Root,
    },
    /// A message that this class introduces.
    Remote {
        /// Its number.
        id: u64,
        /// It runs in the process of the object in any case.
        local: bool,
    },
    /// Where the messages to an action of this class arrive.
    Callback {
        /// Its number.
        id: u64,
        /// The message that it answers.
        root: Root,
    },
}

/// The method that introduced a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Root {
    /// Its class.
    pub class: String,
    /// Its name.
    pub method: String,
    /// It runs in the process of the object in any case.
    pub local: bool,
}

/// A checked parameter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Argument {
    /// Its name; empty if a plain function's parameter has none.
    pub name: String,
    /// The whole declaration, arrays as pointers: `const char * name`.
    pub declaration: String,
    /// The default argument.
    pub default: Option<String>,
    /// How a message carries it; `None` if there is no message.
    pub carrier: Option<Carrier>,
    /// It's the action whose target gets the message.
    pub is_target: bool,
}

/// How a message carries an argument.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Carrier {
    /// An object by value, to the receiver.
    Serialized {
        /// Its class.
        class: String,
    },
    /// An object by value, back to the caller.
    SerializedOut {
        /// Its class.
        class: String,
    },
    /// A reference to an object, to the receiver.
    Object {
        /// Its class.
        class: String,
    },
    /// A reference to an object, back to the caller.
    ObjectOut {
        /// Its class.
        class: String,
    },
    /// References to objects.
    Objects {
        /// Their class.
        class: String,
        /// How many there may be.
        bound: String,
        /// Whether a parameter counts them.
        counted: bool,
    },
    /// A Mach port.
    Port {
        /// The disposition: `MACH_MSG_TYPE_…`.
        disposition: &'static str,
    },
    /// A bounded string.
    Text {
        /// The bound, the zero included.
        bound: String,
    },
    /// An array, to the receiver.
    Array {
        /// The type of its elements.
        element: Type,
        /// How many there may be.
        bound: String,
        /// Whether a parameter counts them.
        counted: bool,
    },
    /// An array, back to the caller.
    ArrayOut {
        /// The type of its elements.
        element: Type,
        /// How many there may be.
        bound: String,
        /// Whether a parameter counts them.
        counted: bool,
    },
    /// The number of elements of an array to the receiver, of the parameter before `Count`.
    Count {
        /// Its type.
        ty: Type,
        /// The array.
        array: String,
    },
    /// The number of elements of an array back to the caller: capacity there, length back.
    CountInOut {
        /// Its type.
        ty: Type,
        /// The array.
        array: String,
    },
    /// A record through a pointer, to the receiver.
    Record {
        /// Its type.
        ty: Type,
    },
    /// A scalar or a record through a pointer, back to the caller.
    Out {
        /// Its type.
        ty: Type,
    },
    /// A value, to the receiver.
    Value {
        /// Its type.
        ty: Type,
    },
}
