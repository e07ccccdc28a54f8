//! `RingUserClient.h`: the class of a kext, as the kernel and the handlers see it.

use askama::Template;
use iigen_parser::doc;

use super::members::{self, Member};
use crate::cpp::Cpp;
use crate::flavour::Flavour;

#[derive(Template)]
#[template(path = "kext/class.h", escape = "none")]
struct Class<'i> {
    class: &'i str,
    provider: &'i str,
    flavour: &'static Flavour,
    /// The documentation, as lines of a comment.
    doc: String,
    /// Whether the generated code keeps something.
    state: bool,
    /// The classes of completions.
    completions: Vec<String>,
    /// Whether clients map memory.
    memory: bool,
    /// Whether there are queues among it.
    queues: bool,
    handlers: Vec<Member>,
}

/// The text of the header.
pub(crate) fn emit(cpp: Cpp<'_>) -> String {
    let interface = cpp.interface;
    let mut handlers = members::handlers(cpp);
    handlers.extend(members::memory_handlers(cpp));
    super::render(&Class {
        class: &interface.class,
        provider: &interface.provider,
        flavour: cpp.flavour,
        doc: doc::comment(&interface.doc, 0, ""),
        state: cpp.has_state(),
        completions: members::completions(cpp),
        memory: !interface.memory.is_empty(),
        queues: interface.has_queues(),
        handlers,
    })
}
