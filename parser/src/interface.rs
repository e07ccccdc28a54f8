//! The checked interface: what a spec means.
//!
//! Names are resolved, numbers fit their types, every size is known, and what is here can be
//! generated. Emitters need no checks.

mod memory;
mod method;
mod types;

use std::collections::HashMap;

use crate::spec::{Doc, Target};

pub use memory::{Indices, Memory, MemoryLayout, Queue, QueueElement, Ring};
pub use method::{
    AtLeast, Carrier, Completion, Event, Literal, Method, Presence, Retired, Scalar, Shape, Shared,
    Structure, Variable,
};
pub use types::{Body, Field, Layout, Prim, Range, Type, TypeDef, TypeId, Union, Value, Variant};

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
