//! `RingUserClient.iig`: the class, as the system and the handlers see it.

use askama::Template;
use iigen_parser::interface::{Callback, Interface, Method, Presence, Receiver};
use iigen_parser::naming;
use iigen_parser::spec::Backing;

use super::{backing, structure_doc};
use crate::cpp::{self, Cpp};
use iigen_parser::doc;

#[derive(Template)]
#[template(path = "iig/class.iig", escape = "none")]
struct Class<'i> {
    class: &'i str,
    provider: &'i str,
    /// The documentation, as lines of a comment.
    doc: String,
    handlers: Vec<Handler>,
    memory: bool,
    /// Whether the generated code keeps something.
    state: bool,
    /// What is included besides DriverKit's user client: `<USBDriverKit/IOUSBHostPipe.iig>`.
    includes: Vec<&'i str>,
    callbacks: Vec<Handler>,
    /// The classes of completions.
    completions: Vec<String>,
    /// Whether USB interfaces make memory.
    usb: bool,
    /// Whether memory is a BAR of a PCI device.
    pci: bool,
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
    let own = interface.handlers().into_iter();
    let handlers = own
        .filter(|methods| !methods[0].on_provider)
        .map(|methods| {
            let method = methods[0];
            let arguments: Vec<_> = cpp
                .arguments(method)
                .iter()
                .map(ToString::to_string)
                .collect();
            let head = format!("kern_return_t {}", naming::handler(method.handler()));
            Handler {
                doc: doc::comment(&documentation(&methods), 4, "///"),
                declaration: cpp::list(4, &head, &arguments, " LOCALONLY;"),
            }
        });
    let memory_handlers = backing::handlers(interface).into_iter().map(|of| {
        let arguments = of.arguments.iter();
        let arguments: Vec<_> = arguments.map(|(ty, name)| format!("{ty} {name}")).collect();
        let head = format!("{} {}", of.result, of.name);
        Handler {
            doc: doc::comment(&of.doc, 4, "///"),
            declaration: cpp::list(4, &head, &arguments, " LOCALONLY;"),
        }
    });
    let completed = interface
        .methods
        .iter()
        .filter(|of| of.completion.is_some());
    let completions = completed.map(|of| naming::cpp_completion(&interface.class, &of.name));
    let has = |backing| interface.memory.iter().any(|of| of.backing == backing);
    let class = Class {
        class: &interface.class,
        provider: &interface.provider,
        doc: doc::comment(&interface.doc, 0, ""),
        handlers: handlers.collect(),
        memory: !interface.memory.is_empty(),
        state: interface.has_state(),
        includes: includes(interface),
        callbacks: interface
            .callbacks
            .iter()
            .filter(|callback| callback.on == Receiver::UserClient)
            .map(|callback| Handler {
                doc: doc::comment(&callback.doc, 4, "///"),
                declaration: callback_declaration(4, callback),
            })
            .collect(),
        completions: completions.collect(),
        usb: has(Backing::UsbBuffer),
        pci: has(Backing::PciBar),
        memory_handlers: memory_handlers.collect(),
    };
    super::render(&class)
}

/// What a handler is for, and what isn't always there.
fn documentation(methods: &[&Method]) -> Vec<String> {
    let mut lines = Vec::new();
    for method in methods {
        lines.extend_from_slice(&method.doc);
        lines.push(match method.shared {
            None => format!("Selector {}.", method.selector),
            Some(_) => format!("Selector {}, `{}`.", method.selector, method.name),
        });
    }
    let scalars = methods[0].scalars_in.iter();
    for scalar in scalars.filter(|of| of.presence == Presence::Optional) {
        let name = naming::cpp_argument(&scalar.name);
        lines.push(format!("`{name}` is null where a call doesn't have it."));
    }
    lines.extend(structure_doc::lines(methods[0]));
    lines
}

/// The headers of the messages that the user client is called back with, once each.
fn includes(interface: &Interface) -> Vec<&str> {
    let own = interface
        .callbacks
        .iter()
        .filter(|callback| callback.on == Receiver::UserClient);
    let mut includes: Vec<_> = own.map(|callback| callback.include.as_str()).collect();
    includes.retain(|include| *include != "<DriverKit/IOUserClient.iig>");
    includes.sort_unstable();
    includes.dedup();
    includes
}

/// The member that receives a callback, as an `.iig` declares it.
pub(crate) fn callback_declaration(indent: usize, callback: &Callback) -> String {
    let parameters = callback.parameters.iter();
    let parameters: Vec<_> = parameters.map(|of| of.declaration.clone()).collect();
    let head = format!("virtual void {}", naming::callback(&callback.name));
    let root = format!(" TYPE({}::{});", callback.root_class, callback.root_method);
    cpp::list(indent, &head, &parameters, &root)
}
