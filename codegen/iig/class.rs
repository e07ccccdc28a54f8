//! What the templates print of a class: every name and declaration, ready.

use std::collections::BTreeMap;

use iigen_parser::iig::ast::{Attribute, Method};
use iigen_parser::iig::model::{Argument, CheckedClass, Member, Queue, Role};

use super::message::Message;

/// A class as it is printed.
pub(super) struct View {
    pub(super) name: String,
    pub(super) superclass: String,
    /// A class that is made for a callback.
    pub(super) is_action: bool,
    /// Whether messages arrive at it: not at a LOCALONLY class.
    pub(super) dispatches: bool,
    /// `#define C_M_ID`
    pub(super) ids: Vec<Id>,
    /// `#define C_M_Args`
    pub(super) args: Vec<Args>,
    /// The compiler's attributes of a method: its name and they.
    pub(super) attributes: BTreeMap<String, String>,
    /// What callers use: declarations.
    pub(super) callers: Vec<String>,
    /// What the user writes: declarations.
    pub(super) handlers: Vec<String>,
    /// `M_Handler` and `M_Invoke`.
    pub(super) invokers: Vec<String>,
    /// Virtual functions.
    pub(super) virtuals: Vec<String>,
    /// The members of the interface class.
    pub(super) interface: Vec<String>,
    /// The messages that it introduces.
    pub(super) messages: Vec<Message>,
    /// The messages that arrive.
    pub(super) cases: Vec<Case>,
    /// The methods with a queue of their own.
    pub(super) queues: Vec<Queued>,
    /// Their queues, each after its length.
    pub(super) queue_names: String,
    /// The callbacks: their names, and the messages that they answer.
    pub(super) callbacks: Vec<Callback>,
    /// The classes that are made for them.
    pub(super) actions: Vec<View>,
}

pub(super) struct Id {
    pub(super) name: String,
    /// 16 hexadecimal digits.
    pub(super) id: String,
}

pub(super) struct Args {
    pub(super) name: String,
    /// What follows the name of the macro.
    pub(super) list: String,
}

/// A `case` of a dispatch.
pub(super) struct Case {
    pub(super) id: String,
    /// `Root::Method`
    pub(super) root: String,
    pub(super) method: String,
    /// Whether an object of another process hands the message on.
    pub(super) asks_remote: bool,
    /// A further argument of `Invoke`.
    pub(super) action: String,
}

pub(super) struct Queued {
    /// The name of the number.
    pub(super) id: String,
    /// Which of the queues.
    pub(super) index: usize,
}

pub(super) struct Callback {
    pub(super) method: String,
    /// `Root_Method`
    pub(super) root: String,
}

impl View {
    /// The view of a checked class.
    pub(super) fn new(checked: &CheckedClass<'_>) -> Self {
        let mut view = View::empty(&checked.class.name.value, &checked.superclass);
        view.dispatches = !checked.local_only;
        for member in &checked.members {
            view.member(member);
        }
        view.queue(&checked.queues);
        view
    }

    fn empty(name: &str, superclass: &str) -> Self {
        View {
            name: name.to_owned(),
            superclass: superclass.to_owned(),
            is_action: false,
            dispatches: true,
            ids: Vec::new(),
            args: Vec::new(),
            attributes: BTreeMap::new(),
            callers: Vec::new(),
            handlers: Vec::new(),
            invokers: Vec::new(),
            virtuals: Vec::new(),
            interface: Vec::new(),
            messages: Vec::new(),
            cases: Vec::new(),
            queues: Vec::new(),
            queue_names: String::new(),
            callbacks: Vec::new(),
            actions: Vec::new(),
        }
    }

    fn member(&mut self, member: &Member<'_>) {
        let method = member.method;
        let name = method.name.value.as_str();
        match &member.role {
            Role::Plain => {
                let is_static = if method.is_static { "static " } else { "" };
                let tail = self.attribute_use(method);
                let declaration =
                    function(is_static, method, name, &arguments(member, true), &tail);
                self.callers.push(declaration);
            }
            Role::Virtual { is_new } => self.virtual_function(member, *is_new),
            Role::Override { root } => {
                self.args(member);
                self.handler(
                    method,
                    &format!("{}_{}_Args", root.class, root.method),
                    member,
                );
                self.cases.push(Case {
                    id: format!("{}_{}_ID", root.class, root.method),
                    root: format!("{}::{}", root.class, root.method),
                    method: name.to_owned(),
                    asks_remote: !root.local,
                    action: String::new(),
                });
            }
            Role::Remote { id, local } => {
                self.id(name, *id);
                self.args(member);
                self.caller(member);
                if !method.is_pure {
                    self.own_handler(method, member);
                    self.cases.push(Case {
                        id: format!("{}_{name}_ID", self.name),
                        root: format!("{}::{name}", self.name),
                        method: name.to_owned(),
                        asks_remote: !local,
                        action: String::new(),
                    });
                }
                self.invoker(member);
                self.messages.push(Message::new(&self.name, member));
            }
            Role::Callback { id, root } => {
                self.id(name, *id);
                self.args(member);
                self.callers.push(format!(
                    "    kern_return_t\n    CreateAction{name}(size_t referenceSize, OSAction ** action);"
                ));
                self.own_handler(method, member);
                let action = format!("OSAction_{}_{name}", self.name);
                self.cases.push(Case {
                    id: format!("{}_{name}_ID", self.name),
                    root: format!("{}::{}", root.class, root.method),
                    method: name.to_owned(),
                    asks_remote: true,
                    action: format!(", OSTypeID({action})"),
                });
                self.callbacks.push(Callback {
                    method: name.to_owned(),
                    root: format!("{}_{}", root.class, root.method),
                });
                let mut view = View::empty(&action, "OSAction");
                view.is_action = true;
                self.actions.push(view);
            }
        }
    }

    fn id(&mut self, name: &str, id: u64) {
        self.ids.push(Id {
            name: name.to_owned(),
            id: format!("{id:016x}"),
        });
    }

    fn args(&mut self, member: &Member<'_>) {
        let mut list = String::new();
        for (index, argument) in member.arguments.iter().enumerate() {
            list.push_str(if index == 0 {
                " \\\n        "
            } else {
                ", \\\n        "
            });
            list.push_str(&argument.declaration);
        }
        self.args.push(Args {
            name: member.method.name.value.clone(),
            list,
        });
    }

    /// The compiler's attributes of a method, as the use of a macro: not every compiler has them.
    fn attribute_use(&mut self, method: &Method) -> String {
        let texts: Vec<_> = method
            .attributes
            .iter()
            .filter_map(|attribute| match &attribute.value {
                Attribute::Compiler(text) => Some(text.as_str()),
                _ => None,
            })
            .collect();
        if texts.is_empty() {
            return String::new();
        }
        let name = &method.name.value;
        let text = texts.join(" ");
        self.attributes.entry(name.clone()).or_insert(text);
        format!(" {}_{name}_Attributes", self.name)
    }

    fn caller(&mut self, member: &Member<'_>) {
        let method = member.method;
        let mut parameters = arguments(member, true);
        parameters.push("OSDispatchMethod supermethod = NULL".to_owned());
        let tail = self.attribute_use(method);
        self.callers
            .push(function("", method, &method.name.value, &parameters, &tail));
    }

    fn own_handler(&mut self, method: &Method, member: &Member<'_>) {
        let args = format!("{}_{}_Args", self.name, method.name.value);
        self.handler(method, &args, member);
    }

    fn handler(&mut self, method: &Method, args: &str, member: &Member<'_>) {
        let args = if member.arguments.is_empty() {
            ""
        } else {
            args
        };
        let constant = if method.is_const { " const" } else { "" };
        self.handlers.push(format!(
            "    {}\n    {}_Impl({args}){constant};",
            method.result.value, method.name.value
        ));
    }

    fn invoker(&mut self, member: &Member<'_>) {
        let name = &member.method.name.value;
        let result = &member.method.result.value;
        let args = if member.arguments.is_empty() {
            String::new()
        } else {
            format!(", {}_{name}_Args", self.name)
        };
        self.invokers.push(format!(
            "    typedef {result} (*{name}_Handler)(OSMetaClassBase * target{args});"
        ));
        let invoke = |more: &str| {
            format!(
                "    static kern_return_t\n    {name}_Invoke(const IORPC rpc,\n        OSMetaClassBase * target,\n        {name}_Handler func{more});"
            )
        };
        if member.arguments.iter().any(|argument| argument.is_target) {
            self.invokers
                .push(invoke(",\n        const OSMetaClass * targetActionClass"));
        }
        self.invokers.push(invoke(""));
    }

    fn virtual_function(&mut self, member: &Member<'_>, is_new: bool) {
        let method = member.method;
        let name = method.name.value.as_str();
        let tail = self.attribute_use(method);
        let with_defaults = arguments(member, true);
        let tail = format!(" APPLE_KEXT_OVERRIDE{tail}");
        if !method.is_pure {
            self.virtuals
                .push(function("virtual ", method, name, &with_defaults, &tail));
        }
        if !is_new {
            return;
        }
        let plain = arguments(member, false);
        self.interface
            .push(function("virtual ", method, name, &plain, " = 0"));
        if member
            .arguments
            .iter()
            .all(|argument| !argument.name.is_empty())
        {
            let names: Vec<_> = member.arguments.iter().map(pass).collect();
            let call = function("", method, &format!("{name}_Call"), &plain, "");
            let call = call.trim_end_matches(';');
            self.interface
                .push(format!("{call} {{ return {name}({}); }}", names.join(", ")));
        }
    }

    fn queue(&mut self, queues: &[Queue]) {
        let mut names: Vec<&str> = Vec::new();
        for queue in queues {
            let index = names
                .iter()
                .position(|name| *name == queue.queue)
                .unwrap_or_else(|| {
                    names.push(&queue.queue);
                    names.len() - 1
                });
            self.queues.push(Queued {
                id: format!("{}_{}_ID", queue.class, queue.method),
                index,
            });
        }
        for name in names {
            // A literal of its own, so that no digit of the name continues the octal number.
            self.queue_names
                .push_str(&format!("\\{:03o}{name}", name.len()));
        }
    }
}

/// An argument as it is handed on: a function that takes an rvalue gets one.
fn pass(argument: &Argument) -> String {
    if argument.declaration.contains("&&") {
        let ty = argument
            .declaration
            .trim_end_matches(argument.name.as_str())
            .trim_end();
        format!("static_cast<{ty}>({})", argument.name)
    } else {
        argument.name.clone()
    }
}

fn arguments(member: &Member<'_>, with_defaults: bool) -> Vec<String> {
    let print = |argument: &Argument| match &argument.default {
        Some(default) if with_defaults => format!("{} = {default}", argument.declaration),
        _ => argument.declaration.clone(),
    };
    member.arguments.iter().map(print).collect()
}

fn function(head: &str, method: &Method, name: &str, parameters: &[String], tail: &str) -> String {
    let constant = if method.is_const { " const" } else { "" };
    let mut text = format!("    {head}{}\n    {name}(", method.result.value);
    for (index, parameter) in parameters.iter().enumerate() {
        text.push_str(if index == 0 {
            "\n        "
        } else {
            ",\n        "
        });
        text.push_str(parameter);
    }
    text + &format!("){constant}{tail};")
}
