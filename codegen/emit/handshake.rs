//! What both sides compare when a client opens: the same numbers for the driver, which tells them,
//! and for the client, which expects them.

use iigen_parser::digest::Digests;
use iigen_parser::interface::Interface;
use iigen_parser::naming;

use super::row::Row;
use crate::cpp::Cpp;

/// The version of the answer's own form.
pub(crate) const FORMAT: u32 = 1;

/// What a handshake is about.
pub(crate) struct HandshakeView<'i> {
    pub(crate) selector: u32,
    /// Of all methods and all memory.
    pub(crate) digest: u64,
    pub(crate) methods: Vec<MethodView<'i>>,
    pub(crate) memory: Vec<MemoryView<'i>>,
}

/// A method, as both sides have to mean it.
pub(crate) struct MethodView<'i> {
    pub(crate) name: &'i str,
    pub(crate) selector: u32,
    /// The selector's name in C++.
    pub(crate) constant: String,
    pub(crate) digest: u32,
    pub(crate) row: Row,
    /// The version that has it first; 0 for one that every driver must have.
    pub(crate) since: u32,
}

/// Memory, as both sides have to mean it.
pub(crate) struct MemoryView<'i> {
    pub(crate) name: &'i str,
    pub(crate) number: u32,
    /// The memory type's name in C++.
    pub(crate) constant: String,
    pub(crate) digest: u32,
}

/// The handshake of an interface, if it has one.
pub(crate) fn view(interface: &Interface) -> Option<HandshakeView<'_>> {
    let cpp = Cpp { interface };
    let selector = interface.handshake?;
    let digests = Digests::of(&interface.types);
    let methods = interface.methods.iter().map(|method| MethodView {
        name: &method.name,
        selector: method.selector,
        constant: naming::c_selector(&interface.class, &method.name),
        digest: digests.method(method),
        row: Row::of(method, cpp),
        since: method.since.unwrap_or(0),
    });
    let memory = interface.memory.iter().map(|memory| MemoryView {
        name: &memory.name,
        number: memory.number,
        constant: naming::c_memory(&interface.class, &memory.name),
        digest: digests.shared(memory),
    });
    Some(HandshakeView {
        selector,
        digest: digests.interface(interface),
        methods: methods.collect(),
        memory: memory.collect(),
    })
}
