//! What both sides compare when a client opens: the same numbers for the driver, which tells them,
//! and for the client, which expects them.

use crate::digest::Digests;
use crate::interface::Interface;
use crate::naming;
use crate::row::Row;

/// The version of the answer's own form.
pub const FORMAT: u32 = 1;

/// What a handshake is about.
#[derive(Clone, Debug)]
pub struct Handshake<'i> {
    /// The selector that tells it.
    pub selector: u32,
    /// Of all methods and all memory.
    pub digest: u64,
    /// The methods, in the order of the spec.
    pub methods: Vec<Method<'i>>,
    /// The memory, in the order of the spec.
    pub memory: Vec<Memory<'i>>,
}

/// A method, as both sides have to mean it.
#[derive(Clone, Debug)]
pub struct Method<'i> {
    /// Its name in the spec.
    pub name: &'i str,
    /// Its selector.
    pub selector: u32,
    /// The selector's name in C++.
    pub constant: String,
    /// The digest of what it means on the wire.
    pub digest: u32,
    /// What DriverKit checks of it.
    pub row: Row<'i>,
    /// The version that has it first; 0 for one that every driver must have.
    pub since: u32,
}

/// Memory, as both sides have to mean it.
#[derive(Clone, Debug)]
pub struct Memory<'i> {
    /// Its name in the spec.
    pub name: &'i str,
    /// Its type.
    pub number: u32,
    /// The memory type's name in C++.
    pub constant: String,
    /// The digest of what it means on the wire.
    pub digest: u32,
}

/// The handshake of an interface, if it has one.
pub fn view(interface: &Interface) -> Option<Handshake<'_>> {
    let selector = interface.handshake?;
    let digests = Digests::of(&interface.types);
    let methods = interface.methods.iter().map(|method| Method {
        name: &method.name,
        selector: method.selector,
        constant: naming::c_selector(&interface.class, &method.name),
        digest: digests.method(method),
        row: Row::of(method, interface),
        since: method.since.unwrap_or(0),
    });
    let memory = interface.memory.iter().map(|memory| Memory {
        name: &memory.name,
        number: memory.number,
        constant: naming::c_memory(&interface.class, &memory.name),
        digest: digests.shared(memory),
    });
    Some(Handshake {
        selector,
        digest: digests.interface(interface),
        methods: methods.collect(),
        memory: memory.collect(),
    })
}
