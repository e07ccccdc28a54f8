//! What an `.iig` file says, as written: nothing is resolved, every part has its place.

use std::ops::Range;

use crate::span::{SourceId, Span, Spanned};

use super::declarations::Declarations;

/// One `.iig` file.
#[derive(Clone, Debug)]
pub struct File {
    /// The source it was read from.
    pub source: SourceId,
    /// The active `#include` lines, in order.
    pub includes: Vec<Include>,
    /// What the file declares outside of its classes.
    pub declarations: Declarations,
    /// The classes, in order.
    pub classes: Vec<Class>,
}

/// An `#include` line.
#[derive(Clone, Debug)]
pub struct Include {
    /// The path between the marks, with its place.
    pub path: Spanned<String>,
    /// Whether it stood between `<` and `>`.
    pub angled: bool,
}

impl Include {
    /// Whether it names an `.iig` file, whose generated header takes its place.
    pub fn is_iig(&self) -> bool {
        self.path.value.ends_with(".iig")
    }
}

/// A class with a body.
#[derive(Clone, Debug)]
pub struct Class {
    /// From `class` to the `;`.
    pub span: Span,
    /// The text that belongs to it: from its doc comment, if any, or `class`, to the end of the
    /// line of its `;`.
    pub source: Span,
    /// The lines between `@iig implementation` and `@iig end` in its doc comment, and the whole
    /// block with both marks.
    pub implementation: Option<Implementation>,
    /// Its name.
    pub name: Spanned<String>,
    /// `KERNEL` and the like.
    pub attributes: Vec<Spanned<Attribute>>,
    /// The class that it derives from.
    pub superclass: Option<Spanned<String>>,
    /// Nested `enum`, `typedef` and `using`: verbatim.
    pub nested: Vec<Span>,
    /// The methods, in order.
    pub methods: Vec<Method>,
}

/// The block of a doc comment that belongs into the implementation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Implementation {
    /// The lines between the marks.
    pub text: Range<usize>,
    /// The lines with the marks.
    pub block: Range<usize>,
}

/// A method.
#[derive(Clone, Debug)]
pub struct Method {
    /// The whole declaration.
    pub span: Span,
    /// Its name.
    pub name: Spanned<String>,
    /// What it returns.
    pub result: Spanned<Type>,
    /// `static`
    pub is_static: bool,
    /// `virtual`
    pub is_virtual: bool,
    /// `const` after the parameters.
    pub is_const: bool,
    /// `override`
    pub is_override: bool,
    /// `= 0`
    pub is_pure: bool,
    /// The parameters.
    pub parameters: Vec<Parameter>,
    /// `LOCALONLY` and the like.
    pub attributes: Vec<Spanned<Attribute>>,
}

impl Method {
    /// Whether it has this attribute.
    pub fn has(&self, attribute: &Attribute) -> bool {
        self.attributes
            .iter()
            .any(|found| found.value == *attribute)
    }

    /// The method that `TYPE(…)` names.
    pub fn callback(&self) -> Option<Spanned<&str>> {
        self.attributes.iter().find_map(|found| match &found.value {
            Attribute::Type(name) => Some(Spanned::new(name.as_str(), found.span)),
            _ => None,
        })
    }
}

/// A parameter.
#[derive(Clone, Debug)]
pub struct Parameter {
    /// The whole parameter.
    pub span: Span,
    /// Its name, if it has one.
    pub name: Option<Spanned<String>>,
    /// Its type.
    pub kind: ParameterKind,
    /// The default argument, as written.
    pub default: Option<String>,
    /// `TARGET` and the like.
    pub attributes: Vec<Spanned<Attribute>>,
}

impl Parameter {
    /// Whether it has this attribute.
    pub fn has(&self, attribute: &Attribute) -> bool {
        self.attributes
            .iter()
            .any(|found| found.value == *attribute)
    }
}

/// The type of a parameter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ParameterKind {
    /// A type with the bounds of its arrays; an empty bound is `[]`.
    Plain {
        /// The type before the name.
        ty: Type,
        /// The bounds after the name, as written.
        bounds: Vec<Spanned<String>>,
    },
    /// A pointer or reference to a function: the text before and after the name.
    Function {
        /// Up to the mark, with it.
        before: String,
        /// From the closing parenthesis on.
        after: String,
    },
    /// A block.
    Block {
        /// Up to the mark, with it.
        before: String,
        /// From the closing parenthesis on.
        after: String,
    },
    /// `...`
    Variadic,
}

/// A type: a name with what stands around it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Type {
    /// `const` before or after the name.
    pub is_const: bool,
    /// `struct`, `class`, `enum` or nothing.
    pub elaborated: Option<String>,
    /// The name, its words separated by one space; with template arguments as written.
    pub name: String,
    /// Pointers and references, from the inside out.
    pub declarators: Vec<Declarator>,
}

/// A part of a type after its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Declarator {
    /// `*`, or `* const`.
    Pointer {
        /// Whether the pointer is const.
        is_const: bool,
    },
    /// `&`
    Reference,
    /// `&&`
    MoveReference,
}

impl Type {
    /// The type with no pointers.
    pub fn named(name: &str) -> Self {
        Type {
            is_const: false,
            elaborated: None,
            name: name.to_owned(),
            declarators: Vec::new(),
        }
    }

    /// The number of `*`, if there is nothing else.
    pub fn pointers(&self) -> Option<usize> {
        let all = self
            .declarators
            .iter()
            .all(|at| matches!(at, Declarator::Pointer { .. }));
        all.then_some(self.declarators.len())
    }

    /// Whether a `&` or `&&` is part of it.
    pub fn is_reference(&self) -> bool {
        self.pointers().is_none()
    }

    /// The type without its outermost declarators.
    pub fn pointee(&self) -> Type {
        Type {
            declarators: Vec::new(),
            ..self.clone()
        }
    }
}

impl std::fmt::Display for Type {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.is_const {
            f.write_str("const ")?;
        }
        if let Some(word) = &self.elaborated {
            write!(f, "{word} ")?;
        }
        f.write_str(&self.name)?;
        for (index, declarator) in self.declarators.iter().enumerate() {
            let after_pointer =
                index > 0 && self.declarators[index - 1] == Declarator::Pointer { is_const: false };
            if !after_pointer {
                f.write_str(" ")?;
            }
            f.write_str(match declarator {
                Declarator::Pointer { is_const: false } => "*",
                Declarator::Pointer { is_const: true } => "* const",
                Declarator::Reference => "&",
                Declarator::MoveReference => "&&",
            })?;
        }
        Ok(())
    }
}

/// A word that iig gives a meaning, without its `IIG_`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Attribute {
    /// Of a class: implemented by the kernel. Of a method: its ID is one of the kernel's.
    Kernel,
    /// Of a class: exists on both sides.
    Native,
    /// Runs in the process of the object, also where the class is the kernel's.
    Local,
    /// Plain C++: no message.
    LocalOnly,
    /// `LOCALHOST`
    LocalHost,
    /// `REMOTE`
    Remote,
    /// `INVOKEREPLY`
    InvokeReply,
    /// `REPLY`
    Reply,
    /// A port parameter that makes a send right.
    PortMakeSend,
    /// A port parameter that copies a send right.
    PortCopySend,
    /// The action whose target gets the message.
    Target,
    /// A callback of this type, or an action for one.
    Type(String),
    /// The queue that the method runs on.
    QueueName(String),
    /// More methods of a class.
    Extends(String),
    /// Its objects travel by value.
    Serializable,
    /// `IIG_CONCRETE`
    Concrete,
    /// `final`
    Final,
    /// `__attribute__((…))`, as written.
    Compiler(String),
}
