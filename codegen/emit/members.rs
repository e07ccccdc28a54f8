//! The members of the class that the user writes.

use iigen_parser::doc;
use iigen_parser::interface::{Method, Presence};
use iigen_parser::naming;

use super::{backing, structure_doc};
use crate::cpp::{self, Cpp};

/// A member that the user writes.
pub(crate) struct Member {
    /// Its documentation, as lines of a comment.
    pub(crate) doc: String,
    /// Its declaration.
    pub(crate) declaration: String,
}

/// The handlers of the methods, but for those that the provider has.
pub(crate) fn handlers(cpp: Cpp<'_>) -> Vec<Member> {
    let own = cpp.interface.handlers().into_iter();
    let own = own.filter(|methods| !methods[0].on_provider);
    let members = own.map(|methods| {
        let method = methods[0];
        let arguments = cpp.arguments(method);
        let arguments: Vec<_> = arguments.iter().map(ToString::to_string).collect();
        let head = format!("kern_return_t {}", naming::handler(method.handler()));
        Member {
            doc: doc::comment(&documentation(&methods, cpp), 4, "///"),
            declaration: cpp::list(4, &head, &arguments, cpp.flavour.end_of_member),
        }
    });
    members.collect()
}

/// The members that make memory which the user backs.
pub(crate) fn memory_handlers(cpp: Cpp<'_>) -> Vec<Member> {
    let members = backing::handlers(cpp.interface).into_iter().map(|of| {
        let arguments = of.arguments.iter();
        let arguments: Vec<_> = arguments.map(|(ty, name)| format!("{ty} {name}")).collect();
        let head = format!("{} {}", of.result, of.name);
        Member {
            doc: doc::comment(&of.doc, 4, "///"),
            declaration: cpp::list(4, &head, &arguments, cpp.flavour.end_of_member),
        }
    });
    members.collect()
}

/// The classes of completions, which handlers take.
pub(crate) fn completions(cpp: Cpp<'_>) -> Vec<String> {
    let methods = cpp.interface.methods.iter();
    let completed = methods.filter(|of| of.completion.is_some());
    completed
        .map(|of| naming::cpp_completion(&cpp.interface.class, &of.name))
        .collect()
}

/// What a handler without checks has to see to (xnu IOUserClient.cpp, is_io_connect_method: the buffer of
/// the output isn't zeroed; MIG destroys the port of a call that fails, and of no other).
const UNCHECKED_IN_A_KEXT: [&str; 3] = [
    "Nothing is checked: the client gets `structureOutputSize` bytes of the kernel's buffer, whether they",
    "were written or not, and a port that the call brings, `asyncWakePort`, is the handler's to give",
    "back (releaseAsyncReference64) if it answers success.",
];

/// What a handler is for, and what isn't always there.
fn documentation(methods: &[&Method], cpp: Cpp<'_>) -> Vec<String> {
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
    lines.extend(structure_doc::lines(methods[0], cpp));
    if cpp.flavour.kext && !methods[0].checked {
        lines.extend(UNCHECKED_IN_A_KEXT.map(str::to_owned));
    }
    lines
}
