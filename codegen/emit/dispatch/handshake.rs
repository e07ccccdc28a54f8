//! What the driver answers to a client that asks which interface it has.

use iigen_parser::handshake::{FORMAT, Handshake};

use crate::cpp::Cpp;
use crate::emit::row;

/// The answer, as the numbers of an array.
pub(super) struct Answer {
    /// Its form, version and digest, and how many entries follow.
    pub(super) head: String,
    /// An entry for each method.
    pub(super) methods: Vec<String>,
    /// An entry for each memory type.
    pub(super) memory: Vec<String>,
}

/// The answer of an interface's user client.
pub(super) fn answer(cpp: Cpp<'_>, view: &Handshake<'_>) -> Answer {
    let class = &cpp.interface.class;
    let (low, high) = (view.digest as u32, view.digest >> 32);
    let (methods, memory) = (view.methods.len(), view.memory.len());
    let method_lines = view.methods.iter().map(|method| {
        let checks = row::checks(&method.row.0, cpp);
        format!("{}, {:#010x}u, {checks}", method.constant, method.digest)
    });
    let memory_lines = view
        .memory
        .iter()
        .map(|memory| format!("{}, {:#010x}u", memory.constant, memory.digest));
    Answer {
        head: format!(
            "{FORMAT}, k{class}Version, {low:#010x}u, {high:#010x}u, {methods}, {memory}"
        ),
        methods: method_lines.collect(),
        memory: memory_lines.collect(),
    }
}
