//! `F.iig.cpp`: messages, what the runtime knows of the classes, callers and receivers.

use std::collections::BTreeSet;

use askama::Template;
use iigen_parser::iig::model::Unit;

use super::class::{Case, Queued, View};
use super::message::{Message, Structure};
use super::{Options, names};

#[derive(Template)]
#[template(path = "iigc/unit.cpp", escape = "none")]
struct UnitText<'v> {
    file: &'v str,
    include: String,
    /// The contents of `@iig implementation` blocks.
    implementations: Vec<&'v str>,
    /// The metaclasses that are named.
    metaclasses: BTreeSet<&'v str>,
    /// The classes that register themselves where there is no section for it.
    registers: Vec<&'v str>,
    messages: Vec<String>,
    classes: Vec<String>,
    callers: Vec<String>,
    invokers: Vec<String>,
}

/// The structures of a message.
#[derive(Template)]
#[template(path = "iigc/message.cpp", escape = "none")]
struct MessageText<'v> {
    prefix: &'v str,
    message: &'v Structure,
    reply: &'v Structure,
    replies: bool,
}

/// The caller's side.
#[derive(Template)]
#[template(path = "iigc/caller.cpp", escape = "none")]
struct CallerText<'v> {
    class: &'v str,
    method: &'v str,
    prefix: &'v str,
    result: &'v str,
    parameters: &'v str,
    replies: bool,
    message: &'v Structure,
    reply: &'v Structure,
    flags: &'v str,
    receiver: &'v str,
    has_target: bool,
    fill: &'v [String],
    collect: &'v [String],
}

/// The receiver's side.
#[derive(Template)]
#[template(path = "iigc/invoker.cpp", escape = "none")]
struct InvokerText<'v> {
    class: &'v str,
    method: &'v str,
    prefix: &'v str,
    replies: bool,
    has_target: bool,
    message: &'v Structure,
    reply: &'v Structure,
    receive: &'v [String],
    pass: &'v [String],
    answer: &'v [String],
}

/// What the runtime knows of a class, and where messages to its objects go.
#[derive(Template)]
#[template(path = "iigc/metadata.cpp", escape = "none")]
struct ClassText<'v> {
    name: &'v str,
    superclass: &'v str,
    dispatches: bool,
    cases: &'v [Case],
    queues: &'v [Queued],
    queue_names: &'v str,
}

/// The factory of a callback's actions.
#[derive(Template)]
#[template(path = "iigc/create_action.cpp", escape = "none")]
struct CreateActionText<'v> {
    class: &'v str,
    method: &'v str,
    root: &'v str,
}

/// The text of the implementation of the file `name`.
pub(super) fn emit(
    name: &str,
    text: &str,
    options: &Options,
    unit: &Unit<'_>,
    views: &[View],
) -> String {
    let header = names::header(name);
    let include = match &options.framework_name {
        Some(framework) => format!("#include <{framework}/{header}>"),
        None => format!("#include \"{header}\""),
    };
    let blocks = unit
        .classes
        .iter()
        .filter_map(|checked| checked.class.implementation.as_ref());
    let mut unit = UnitText {
        file: name,
        include,
        implementations: blocks
            .map(|block| text[block.text.clone()].trim_end())
            .collect(),
        metaclasses: BTreeSet::new(),
        registers: Vec::new(),
        messages: Vec::new(),
        classes: Vec::new(),
        callers: Vec::new(),
        invokers: Vec::new(),
    };
    for view in views {
        unit.add(view);
    }
    crate::emit::render(&unit)
}

impl<'v> UnitText<'v> {
    fn add(&mut self, view: &'v View) {
        self.registers.push(&view.name);
        self.classes.push(class(view));
        for message in &view.messages {
            self.metaclasses
                .extend(message.metaclasses.iter().map(String::as_str));
            self.messages.push(structures(message));
            self.callers.push(caller(message));
            self.invokers.push(invoker(message));
        }
        for callback in &view.callbacks {
            self.callers.push(render(&CreateActionText {
                class: &view.name,
                method: &callback.method,
                root: &callback.root,
            }));
        }
        for action in &view.actions {
            self.metaclasses.insert(&action.name);
            self.add(action);
        }
    }
}

fn render(template: &impl Template) -> String {
    let mut text = crate::emit::render(template);
    text.truncate(text.trim_end().len());
    text
}

fn structures(message: &Message) -> String {
    render(&MessageText {
        prefix: &message.prefix,
        message: &message.message,
        reply: &message.reply,
        replies: message.replies,
    })
}

fn caller(message: &Message) -> String {
    render(&CallerText {
        class: &message.class,
        method: &message.method,
        prefix: &message.prefix,
        result: &message.result,
        parameters: &message.parameters,
        replies: message.replies,
        message: &message.message,
        reply: &message.reply,
        flags: &message.flags,
        receiver: &message.receiver,
        has_target: message.has_target,
        fill: &message.fill,
        collect: &message.collect,
    })
}

fn invoker(message: &Message) -> String {
    render(&InvokerText {
        class: &message.class,
        method: &message.method,
        prefix: &message.prefix,
        replies: message.replies,
        has_target: message.has_target,
        message: &message.message,
        reply: &message.reply,
        receive: &message.receive,
        pass: &message.pass,
        answer: &message.answer,
    })
}

fn class(view: &View) -> String {
    render(&ClassText {
        name: &view.name,
        superclass: &view.superclass,
        dispatches: view.dispatches,
        cases: &view.cases,
        queues: &view.queues,
        queue_names: &view.queue_names,
    })
}
