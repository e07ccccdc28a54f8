//! The classes and types that a file can refer to: Apple's, those of what it includes, its own.

use std::collections::HashMap;

use crate::span::Span;

use super::apple;
use super::ast::{Attribute, Class, File, Method, Parameter, Type};
use super::declarations::Declarations;
use super::read::table_parameters;

/// Every class and type that is known.
#[derive(Clone, Debug)]
pub struct World {
    classes: HashMap<String, KnownClass>,
    ids: HashMap<(String, String), u64>,
    declarations: Declarations,
}

/// A class as its subclasses and users see it.
#[derive(Clone, Debug)]
pub struct KnownClass {
    /// Its name.
    pub name: String,
    /// The class that it derives from.
    pub superclass: Option<String>,
    /// Where it lives.
    pub kind: ClassKind,
    /// Its methods, in order.
    pub methods: Vec<KnownMethod>,
}

/// Where a class lives.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ClassKind {
    /// In the kernel.
    pub kernel: bool,
    /// It has no messages of its own.
    pub local_only: bool,
    /// Only some of its methods are known.
    pub partial: bool,
}

/// A method as its callers and overriders see it.
#[derive(Clone, Debug)]
pub struct KnownMethod {
    /// Its name.
    pub name: String,
    /// The number of its message, if it's known.
    pub id: Option<u64>,
    /// What it returns.
    pub result: Type,
    /// Its parameters.
    pub signature: Signature,
    /// `static`
    pub is_static: bool,
    /// `virtual`
    pub is_virtual: bool,
    /// `const`
    pub is_const: bool,
    /// It overrides one of a superclass.
    pub is_override: bool,
    /// It is plain C++, no message.
    pub local_only: bool,
    /// It runs in the process of the object.
    pub local: bool,
    /// `REPLY` or `INVOKEREPLY`
    pub reply: bool,
    /// The method that `TYPE(…)` names.
    pub callback: Option<String>,
    /// The queue that it runs on.
    pub queue: Option<String>,
    /// Where it's declared, if in a source.
    pub span: Option<Span>,
}

/// Parameters, read when they are needed.
#[derive(Clone, Debug)]
pub enum Signature {
    /// The text of the table.
    Table(String),
    /// The syntax of a source.
    Source(Vec<Parameter>),
}

impl KnownMethod {
    /// The parameters.
    pub fn parameters(&self) -> Vec<Parameter> {
        match &self.signature {
            Signature::Table(text) => table_parameters(text),
            Signature::Source(parameters) => parameters.clone(),
        }
    }

    fn of(class: &Class, method: &Method) -> Self {
        let has = |attribute| method.has(&attribute);
        let local_class = class
            .attributes
            .iter()
            .any(|found| found.value == Attribute::LocalOnly);
        KnownMethod {
            name: method.name.value.clone(),
            id: None,
            result: method.result.value.clone(),
            signature: Signature::Source(method.parameters.clone()),
            is_static: method.is_static,
            is_virtual: method.is_virtual,
            is_const: method.is_const,
            is_override: method.is_override,
            local_only: has(Attribute::LocalOnly) || local_class,
            local: has(Attribute::Local),
            reply: has(Attribute::Reply) || has(Attribute::InvokeReply),
            callback: method.callback().map(|name| name.value.to_owned()),
            queue: queue(method),
            span: Some(method.span),
        }
    }
}

/// The queue that `QUEUENAME(…)` names.
pub(super) fn queue(method: &Method) -> Option<String> {
    method
        .attributes
        .iter()
        .find_map(|found| match &found.value {
            Attribute::QueueName(name) => Some(name.clone()),
            _ => None,
        })
}

impl Default for World {
    /// Apple's classes.
    fn default() -> Self {
        let (classes, declarations) = apple::classes();
        let mut ids = HashMap::new();
        for class in &classes {
            for method in &class.methods {
                if let Some(id) = method.id {
                    ids.insert((class.name.clone(), method.name.clone()), id);
                }
            }
        }
        let classes = classes
            .into_iter()
            .map(|class| (class.name.clone(), class))
            .collect();
        World {
            classes,
            ids,
            declarations,
        }
    }
}

impl World {
    /// Adds what a file declares; its classes replace those of the same name.
    pub fn add(&mut self, file: &File) {
        self.declarations.add_all(&file.declarations);
        for class in &file.classes {
            let methods = class
                .methods
                .iter()
                .map(|method| KnownMethod::of(class, method));
            let extended = class
                .attributes
                .iter()
                .find_map(|found| match &found.value {
                    Attribute::Extends(name) => Some(name),
                    _ => None,
                });
            if let Some(extended) = extended.and_then(|name| self.classes.get_mut(name)) {
                extended.methods.extend(methods);
                continue;
            }
            let has = |attribute| {
                class
                    .attributes
                    .iter()
                    .any(|found| found.value == attribute)
            };
            let known = KnownClass {
                name: class.name.value.clone(),
                superclass: class.superclass.as_ref().map(|name| name.value.clone()),
                kind: ClassKind {
                    kernel: has(Attribute::Kernel),
                    local_only: has(Attribute::LocalOnly),
                    partial: false,
                },
                methods: methods.collect(),
            };
            self.classes.insert(known.name.clone(), known);
        }
    }

    /// Adds only the types that a header declares.
    pub fn add_declarations(&mut self, file: &File) {
        self.declarations.add_all(&file.declarations);
    }

    /// The class of this name.
    pub fn class(&self, name: &str) -> Option<&KnownClass> {
        self.classes.get(name)
    }

    /// The names of all classes, in no order.
    pub(super) fn class_names(&self) -> impl Iterator<Item = &str> {
        self.classes.keys().map(String::as_str)
    }

    /// What names stand for.
    pub fn declarations(&self) -> &Declarations {
        &self.declarations
    }

    /// The number of Apple's own message.
    pub(super) fn apple_id(&self, class: &str, method: &str) -> Option<u64> {
        self.ids
            .get(&(class.to_owned(), method.to_owned()))
            .copied()
    }

    /// The class `name` and its superclasses, from the inside out; ends where one isn't known or
    /// comes again.
    pub fn ancestry<'a>(&'a self, name: &str) -> impl Iterator<Item = &'a KnownClass> {
        let mut next = self.classes.get(name);
        let mut left = self.classes.len();
        std::iter::from_fn(move || {
            let class = next?;
            left = left.checked_sub(1)?;
            next = class
                .superclass
                .as_deref()
                .and_then(|name| self.classes.get(name));
            Some(class)
        })
    }

    /// Whether `name` is `ancestor` or derives from it.
    pub fn derives(&self, name: &str, ancestor: &str) -> bool {
        self.ancestry(name).any(|class| class.name == ancestor)
    }
}
