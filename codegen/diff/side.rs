//! One of the two specs: what it means, and where that was written.

use std::collections::HashMap;

use iigen_parser::interface::{Interface, Layout, Type, TypeDef, TypeId};
use iigen_parser::span::Span;
use iigen_parser::spec::{self, Spec};

use crate::Whole;

/// A spec.
pub(super) struct Side<'a> {
    pub(super) spec: &'a Spec,
    pub(super) interface: &'a Interface,
    types: HashMap<&'a str, &'a spec::TypeDef>,
    methods: HashMap<&'a str, &'a spec::Method>,
    memory: HashMap<&'a str, &'a spec::Memory>,
}

impl<'a> Side<'a> {
    pub(super) fn new(whole: &'a Whole) -> Self {
        let Whole { spec, interface } = whole;
        let types = spec.types.iter();
        let methods = spec.methods.iter();
        let memory = spec.memory.iter();
        Self {
            spec,
            interface,
            types: types.map(|of| (of.name.value.as_str(), of)).collect(),
            methods: methods.map(|of| (of.name.value.as_str(), of)).collect(),
            memory: memory.map(|of| (of.name.value.as_str(), of)).collect(),
        }
    }

    /// Where the class is named: the place of what is missing.
    pub(super) fn class(&self) -> Span {
        self.spec.class.span
    }

    /// A type as it was written; each has a name of its own.
    pub(super) fn written_type(&self, id: TypeId) -> &'a spec::TypeDef {
        self.types[self.type_def(id).name.as_str()]
    }

    /// A method as it was written, by its name.
    pub(super) fn written_method(&self, name: &str) -> &'a spec::Method {
        self.methods[name]
    }

    /// Memory as it was written, by its name.
    pub(super) fn written_memory(&self, name: &str) -> &'a spec::Memory {
        self.memory[name]
    }

    pub(super) fn type_def(&self, id: TypeId) -> &'a TypeDef {
        self.interface.type_def(id)
    }

    pub(super) fn layout(&self, ty: &Type) -> Layout {
        self.interface.layout(ty)
    }
}
