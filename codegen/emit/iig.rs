//! `RingUserClient.iig`: the class, as the system and the handlers see it.

use askama::Template;
use iigen_parser::interface::{Callback, Interface, Receiver};
use iigen_parser::naming;
use iigen_parser::spec::Backing;

use super::members::{self, Member};
use crate::cpp::{self, Cpp};
use iigen_parser::doc;

#[derive(Template)]
#[template(path = "iig/class.iig", escape = "none")]
struct Class<'i> {
    class: &'i str,
    provider: &'i str,
    /// The documentation, as lines of a comment.
    doc: String,
    handlers: Vec<Member>,
    memory: bool,
    /// Whether the generated code keeps something.
    state: bool,
    /// What is included besides DriverKit's user client: `<USBDriverKit/IOUSBHostPipe.iig>`.
    includes: Vec<&'i str>,
    callbacks: Vec<Member>,
    /// The classes of completions.
    completions: Vec<String>,
    /// Whether USB interfaces make memory.
    usb: bool,
    /// Whether memory is a BAR of a PCI device.
    pci: bool,
    /// The members that make memory which the user backs.
    memory_handlers: Vec<Member>,
}

/// The text of the `.iig` file.
pub(crate) fn emit(cpp: Cpp<'_>) -> String {
    let interface = cpp.interface;
    let has = |backing| interface.memory.iter().any(|of| of.backing == backing);
    let class = Class {
        class: &interface.class,
        provider: &interface.provider,
        doc: doc::comment(&interface.doc, 0, ""),
        handlers: members::handlers(cpp),
        memory: !interface.memory.is_empty(),
        state: cpp.has_state(),
        includes: includes(interface),
        callbacks: interface
            .callbacks
            .iter()
            .filter(|callback| callback.on == Receiver::UserClient)
            .map(|callback| Member {
                doc: doc::comment(&callback.doc, 4, "///"),
                declaration: callback_declaration(4, callback),
            })
            .collect(),
        completions: members::completions(cpp),
        usb: has(Backing::UsbBuffer),
        pci: has(Backing::PciBar),
        memory_handlers: members::memory_handlers(cpp),
    };
    super::render(&class)
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
