//! `RingUserClient.cpp`: the user's own file, a beginning that compiles.

use askama::Template;
use iigen_parser::interface::{Interface, Receiver};
use iigen_parser::naming;

use super::backing;
use crate::cpp::{self, Cpp};
use crate::flavour::Flavour;

#[derive(Template)]
#[template(path = "cpp/user.cpp", escape = "none")]
struct User<'i> {
    class: &'i str,
    flavour: &'static Flavour,
    provider: &'i str,
    memory: bool,
    queues: bool,
    /// Whether the generated code keeps something.
    state: bool,
    /// Whether clients need entitlements.
    authorize: bool,
    callbacks: Vec<CallbackView>,
    /// The methods whose handlers the provider has: "`reset`, `halt`".
    on_provider: String,
    completions: bool,
    /// The completions that the ivars keep.
    kept: Vec<Kept>,
    handlers: Vec<Handler>,
}

/// A completion that is kept.
struct Kept {
    class: String,
    member: String,
}

/// A function that the user writes.
struct Handler {
    head: String,
    /// The member of the ivars that keeps the completion.
    keeps: Option<String>,
    /// What it returns before it is written, unless it keeps a completion.
    result: &'static str,
}

/// A member that receives a callback.
struct CallbackView {
    name: String,
    /// Its context and the function that answers it.
    context: Option<(String, String)>,
    /// Its other parameters, of which nothing is made yet.
    parameters: Vec<String>,
}

/// The text of the user's file.
pub(crate) fn emit(cpp: Cpp<'_>) -> String {
    let interface = cpp.interface;
    let class = interface.class.as_str();
    let mut handlers: Vec<_> = Vec::with_capacity(interface.methods.len());
    let mut kept = Vec::new();
    let own = interface.handlers().into_iter().map(|methods| methods[0]);
    for method in own.filter(|method| !method.on_provider) {
        let repeats = method.completion.as_ref().is_some_and(|of| of.repeats);
        let keeps = repeats.then(|| naming::cpp_argument(&format!("{}_completion", method.name)));
        if let Some(member) = &keeps {
            kept.push(Kept {
                class: naming::cpp_completion(class, &method.name),
                member: member.clone(),
            });
        }
        // Nothing uses the arguments yet, so that their names stand in comments.
        let arguments = cpp.arguments(method).into_iter();
        let arguments: Vec<_> = arguments
            .map(|of| {
                if keeps.is_some() && of.name == "completion" {
                    of.to_string()
                } else {
                    format!("{} /* {} */", of.ty, of.name)
                }
            })
            .collect();
        let head = format!(
            "kern_return_t {class}::{}",
            naming::handler(method.handler())
        );
        handlers.push(Handler {
            head: cpp::list(0, &head, &arguments, ""),
            keeps,
            result: "kIOReturnUnsupported",
        });
    }
    for of in backing::handlers(interface) {
        let arguments = of.arguments.iter();
        let arguments: Vec<_> = arguments
            .map(|(ty, name)| format!("{ty} /* {name} */"))
            .collect();
        let head = format!("{} {class}::{}", of.result, of.name);
        handlers.push(Handler {
            head: cpp::list(0, &head, &arguments, ""),
            keeps: None,
            result: of.at_first,
        });
    }
    let memory = !interface.memory.is_empty();
    super::render(&User {
        class,
        flavour: cpp.flavour,
        provider: &interface.provider,
        memory,
        queues: interface.has_queues(),
        state: cpp.has_state(),
        authorize: cpp.has_to_authorize(),
        callbacks: callbacks(cpp),
        on_provider: on_provider(interface),
        completions: interface.has_completions(),
        kept,
        handlers,
    })
}

fn callbacks(cpp: Cpp<'_>) -> Vec<CallbackView> {
    let interface = cpp.interface;
    let own = cpp
        .callbacks()
        .iter()
        .filter(|callback| callback.on == Receiver::UserClient);
    let views = own.map(|callback| {
        let context = callback.context.map(|id| {
            let getter = naming::callback_context(&interface.class, &callback.name);
            (interface.type_def(id).name.clone(), getter)
        });
        // The action is looked at for the context.
        let used = usize::from(context.is_some());
        let parameters = callback.parameters.iter().skip(used);
        CallbackView {
            name: naming::callback(&callback.name),
            context,
            parameters: parameters.map(|of| of.name.clone()).collect(),
        }
    });
    views.collect()
}

fn on_provider(interface: &Interface) -> String {
    let handlers = interface.handlers().into_iter();
    let names: Vec<_> = handlers
        .filter(|methods| methods[0].on_provider)
        .map(|methods| naming::handler(methods[0].handler()))
        .collect();
    names.join(", ")
}
