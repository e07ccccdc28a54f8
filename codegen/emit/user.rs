//! `RingUserClient.cpp`: the user's own file, a beginning that compiles.

use askama::Template;
use iigen_parser::interface::Interface;
use iigen_parser::naming;
use iigen_parser::spec::Backing;

use crate::cpp::{self, Cpp};

#[derive(Template)]
#[template(path = "cpp/user.cpp", escape = "none")]
struct User<'i> {
    class: &'i str,
    provider: &'i str,
    memory: bool,
    /// The heads of the handlers.
    handlers: Vec<String>,
}

/// The text of the user's file.
pub(crate) fn emit(interface: &Interface) -> String {
    let cpp = Cpp { interface };
    let class = interface.class.as_str();
    let mut handlers: Vec<_> = Vec::with_capacity(interface.methods.len());
    for method in &interface.methods {
        // Nothing uses the arguments yet, so that their names stand in comments.
        let arguments = cpp.arguments(method).into_iter();
        let arguments: Vec<_> = arguments
            .map(|of| format!("{} /* {} */", of.ty, of.name))
            .collect();
        let head = format!("kern_return_t {class}::{}", naming::handler(&method.name));
        handlers.push(cpp::list(0, &head, &arguments, ""));
    }
    for memory in interface
        .memory
        .iter()
        .filter(|of| of.backing == Backing::Handler)
    {
        let name = naming::memory_handler(&memory.name);
        handlers.push(format!(
            "kern_return_t {class}::{name}(IOMemoryDescriptor ** /* memory */)"
        ));
    }
    let memory = !interface.memory.is_empty();
    super::render(&User {
        class,
        provider: &interface.provider,
        memory,
        handlers,
    })
}
