//! Callbacks: the making of their actions, and the members that receive them.

use iigen_parser::interface::{Interface, Receiver};
use iigen_parser::naming;

use crate::cpp::{self, Cpp};
use crate::emit::iig::callback_declaration;
use iigen_parser::doc;

/// The functions for the actions of a callback that has a context.
pub(super) struct CallbackView {
    pub(super) doc: String,
    /// The member that receives it.
    pub(super) member: String,
    /// The class that has the member.
    pub(super) class: String,
    /// The function that makes an action, without a semicolon.
    pub(super) create: String,
    /// The member that makes an action of any reference.
    pub(super) create_action: String,
    /// The record in the action's reference.
    pub(super) context: String,
    /// The function that answers it.
    pub(super) getter: String,
}

/// The functions for all callbacks with a context.
pub(super) fn views(cpp: Cpp<'_>) -> Vec<CallbackView> {
    let interface = cpp.interface;
    let views = cpp.callbacks().iter().filter_map(|callback| {
        let context = &interface.type_def(callback.context?).name;
        let class = receiver(interface, &callback.on);
        let create_name = naming::create_callback(&interface.class, &callback.name);
        let parameters = [
            format!("{class} * target"),
            format!("const {context} & context"),
            "OSAction ** action".to_owned(),
        ];
        Some(CallbackView {
            doc: doc::comment(&callback.doc, 0, "///"),
            member: naming::callback(&callback.name),
            class: class.to_owned(),
            create: cpp::list(0, &format!("kern_return_t {create_name}"), &parameters, ""),
            create_action: naming::create_action(&callback.name),
            context: context.clone(),
            getter: naming::callback_context(&interface.class, &callback.name),
        })
    });
    views.collect()
}

fn receiver<'i>(interface: &'i Interface, on: &'i Receiver) -> &'i str {
    match on {
        Receiver::UserClient => &interface.class,
        Receiver::Other(class) => class,
    }
}

/// A class of the user's own, and what it declares for the generated code.
pub(super) struct OtherClass {
    pub(super) name: String,
    /// The declarations, as lines of a comment.
    pub(super) declarations: String,
    /// The classes that its handlers name, if it has any: `class RingUserClient;`.
    pub(super) named: Vec<String>,
}

/// The classes that have handlers and callbacks beside the user client.
pub(super) fn other_classes(cpp: Cpp<'_>) -> Vec<OtherClass> {
    let interface = cpp.interface;
    let mut classes: Vec<OtherClass> = Vec::new();
    let mut declare = |class: &str, declaration: &str, named: Vec<String>| {
        let place = classes.iter().position(|of| of.name == class);
        let place = place.unwrap_or_else(|| {
            classes.push(OtherClass {
                name: class.to_owned(),
                declarations: String::new(),
                named: Vec::new(),
            });
            classes.len() - 1
        });
        for name in named {
            if !classes[place].named.contains(&name) {
                classes[place].named.push(name);
            }
        }
        for line in declaration.lines() {
            classes[place]
                .declarations
                .push_str(&format!("//     {line}\n"));
        }
    };
    let handlers = interface.handlers().into_iter().map(|methods| methods[0]);
    for method in handlers.filter(|method| method.on_provider) {
        let arguments = cpp.provider_arguments(method);
        let arguments: Vec<_> = arguments.iter().map(ToString::to_string).collect();
        let head = format!("kern_return_t {}", naming::handler(method.handler()));
        let declaration = cpp::list(7, &head, &arguments, cpp.flavour.end_of_member);
        // The arguments of a broken list are indented for the column of the head.
        let declaration = declaration.replace("\n       ", "\n");
        let mut named = vec![format!("class {};", interface.class)];
        if method.completion.is_some() {
            let completion = naming::cpp_completion(&interface.class, method.handler());
            named.push(format!("class {completion};"));
        }
        declare(&interface.provider, &declaration, named);
    }
    for callback in cpp.callbacks() {
        if let Receiver::Other(class) = &callback.on {
            let declaration = callback_declaration(7, callback);
            declare(class, &declaration.replace("\n       ", "\n"), Vec::new());
        }
    }
    for class in &mut classes {
        class.declarations.pop(); // the end of the last line
    }
    classes
}
