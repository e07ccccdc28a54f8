//! `RingUserClient.iig`: the class, as the system and the handlers see it.

use askama::Template;
use iigen_parser::interface::Interface;
use iigen_parser::naming;
use iigen_parser::spec::Backing;

use crate::cpp::{self, Cpp};
use crate::doc;

#[derive(Template)]
#[template(path = "iig/class.iig", escape = "none")]
struct Class<'i> {
    class: &'i str,
    provider: &'i str,
    /// The documentation, as lines of a comment.
    doc: String,
    handlers: Vec<Handler>,
    memory: bool,
    /// The members that make memory which the user backs.
    memory_handlers: Vec<Handler>,
}

/// A member that the user writes.
struct Handler {
    doc: String,
    declaration: String,
}

/// The text of the `.iig` file.
pub(crate) fn emit(interface: &Interface) -> String {
    let cpp = Cpp { interface };
    let handlers = interface.methods.iter().map(|method| {
        let arguments: Vec<_> = cpp
            .arguments(method)
            .iter()
            .map(ToString::to_string)
            .collect();
        let head = format!("kern_return_t {}", naming::handler(&method.name));
        let mut lines = method.doc.clone();
        lines.push(format!("Selector {}.", method.selector));
        Handler {
            doc: doc::comment(&lines, 4, "///"),
            declaration: cpp::list(4, &head, &arguments, " LOCALONLY;"),
        }
    });
    let backed = interface
        .memory
        .iter()
        .filter(|memory| memory.backing == Backing::Handler);
    let memory_handlers = backed.map(|memory| {
        let mut lines = memory.doc.clone();
        lines.push(format!(
            "Makes the memory of type {}; called once.",
            memory.number
        ));
        let name = naming::memory_handler(&memory.name);
        Handler {
            doc: doc::comment(&lines, 4, "///"),
            declaration: format!("kern_return_t {name}(IOMemoryDescriptor ** memory) LOCALONLY;"),
        }
    });
    let class = Class {
        class: &interface.class,
        provider: &interface.provider,
        doc: doc::comment(&interface.doc, 0, ""),
        handlers: handlers.collect(),
        memory: !interface.memory.is_empty(),
        memory_handlers: memory_handlers.collect(),
    };
    super::render(&class)
}
