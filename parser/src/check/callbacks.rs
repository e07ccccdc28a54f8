//! Callbacks: what is sent, to whom, and with what in the action's reference.

use crate::codes;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::interface::{Body, Callback, Parameter, Receiver, Type, TypeId};
use crate::naming;
use crate::spec::{self, Language, Name, ReceiverClass, Spec, TypeExpr};

use super::cpp_parameter::parameter;
use super::roots::{self, Roots};
use super::types::Types;

/// The longest name of a class (xnu iokit/DriverKit/IORPC.h, `OSClassDescription`).
const MAX_CLASS: usize = 95;

/// Checks all callbacks; those that have a mistake are left out. In the order of the spec.
pub(super) fn resolve(spec: &Spec, types: &Types<'_>, found: &mut Diagnostics) -> Vec<Callback> {
    if spec.callbacks.is_empty() {
        return Vec::new();
    }
    let roots = Roots::known();
    let callbacks = spec.callbacks.iter();
    callbacks
        .filter_map(|of| callback(of, spec, &roots, types, found))
        .collect()
}

fn callback(
    callback: &spec::Callback,
    spec: &Spec,
    roots: &Roots,
    types: &Types<'_>,
    found: &mut Diagnostics,
) -> Option<Callback> {
    let on = receiver(callback, spec, roots, found);
    let context = match &callback.context {
        Some(context) => context_record(context, types, found).map(Some),
        None => Some(None),
    };
    let root = root(callback, roots, found);
    let (on, context, root) = (on?, context?, root?);
    let class = match &on {
        Receiver::UserClient => &spec.class.value,
        Receiver::Other(class) => class,
    };
    action_class(callback, class, found);
    Some(Callback {
        name: callback.name.value.clone(),
        doc: callback.doc.clone(),
        root_class: root.class,
        root_method: root.method,
        include: root.include,
        parameters: root.parameters,
        context,
        on,
    })
}

/// The class that `iigen iig` makes for the action of a callback has a name that fits.
fn action_class(callback: &spec::Callback, class: &str, found: &mut Diagnostics) {
    let name = &callback.name;
    let made = format!("OSAction_{class}_{}", naming::handler(&name.value));
    if made.len() > MAX_CLASS {
        let message = format!("`{}` makes a class of {} letters", name.value, made.len());
        found.push(
            Diagnostic::new(&codes::CALLBACK_NAME, name.span, message)
                .note(format!("the class of its actions is called {made}")),
        );
    }
}

/// The class that receives a callback: one whose objects the kernel knows.
fn receiver(
    callback: &spec::Callback,
    spec: &Spec,
    roots: &Roots,
    found: &mut Diagnostics,
) -> Option<Receiver> {
    let (class, extends, span) = match &callback.on {
        None => return Some(Receiver::UserClient),
        Some(ReceiverClass::Provider(_)) => {
            return Some(Receiver::Other(spec.provider.value.clone()));
        }
        Some(ReceiverClass::Class {
            class,
            extends,
            span,
        }) => (class, extends, *span),
    };
    if roots.is_service(&extends.value) == Some(true) {
        return Some(Receiver::Other(class.value.clone()));
    }
    let (name, parent) = (&class.value, &extends.value);
    let edit = match spec.language {
        Language::Yaml => "provider",
        Language::Rust => " = provider",
    };
    let message = format!(
        "`{name}`, a subclass of {parent}, can't receive `{}`",
        callback.name.value
    );
    let mistake = Diagnostic::new(&codes::CALLBACK_TARGET, extends.span, message);
    let mistake = match roots.is_service(parent) {
        Some(_) => mistake.here(format!("the kernel doesn't know a plain {parent}")),
        None => mistake.here("not one of Apple's classes that derive from IOService"),
    };
    found.push(
        mistake
            .note(
                "the target of an OSAction must exist in the kernel too, and a plain OSObject exists in \
                 the dext alone: OSAction::Create aborts. Declare the callback on an IOService, the user \
                 client or the provider, and say whom it is for in the action's reference: `context`",
            )
            .edit("on the provider, an IOService", span, edit),
    );
    None
}

/// The record in the action's reference.
fn context_record(name: &Name, types: &Types<'_>, found: &mut Diagnostics) -> Option<TypeId> {
    let ty = types.get(&TypeExpr::Named(name.clone()), found)?;
    match ty {
        Type::Named(id) if matches!(types.def(id).body, Body::Record { .. }) => Some(id),
        _ => {
            let message = format!("`{}` is not a record", name.value);
            found.push(
                Diagnostic::new(&codes::CALLBACK_CONTEXT, name.span, message)
                    .note("declare a struct under `types`, with this as a field"),
            );
            None
        }
    }
}

/// A message that is sent through an action.
struct Root {
    class: String,
    method: String,
    include: String,
    parameters: Vec<Parameter>,
}

/// The message that a callback answers: one of Apple's, or one whose header and parameters the spec
/// has.
fn root(callback: &spec::Callback, roots: &Roots, found: &mut Diagnostics) -> Option<Root> {
    let name = &callback.root;
    let parts = name.value.split_once("::");
    let is_name = |text: &str| {
        let letters = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
        text.bytes().all(letters) && text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
    };
    let Some((class, method)) = parts.filter(|(class, method)| is_name(class) && is_name(method))
    else {
        found.push(unknown(
            name,
            roots,
            format!("`{}` is not Class::Method", name.value),
        ));
        return None;
    };
    let root = |include, parameters| Root {
        class: class.to_owned(),
        method: method.to_owned(),
        include,
        parameters,
    };
    if let Some(parameters) = roots.parameters(class, method) {
        let given = callback.parameters.as_ref().map(|of| of.span);
        for span in given
            .into_iter()
            .chain(callback.include.as_ref().map(|of| of.span))
        {
            let message = format!("`{}` is known, with its header and parameters", name.value);
            let mistake = Diagnostic::new(&codes::CALLBACK_PARAMETERS, span, message);
            found.push(
                mistake
                    .label(name.span, "one of Apple's")
                    .here("say nothing of it"),
            );
        }
        return Some(root(roots::header(class), parameters));
    }
    match (&callback.include, &callback.parameters) {
        (None, None) => {
            let message = format!("`{}` is not known", name.value);
            found.push(unknown(name, roots, message));
            None
        }
        (None, Some(_)) if roots.is_class(class) => {
            let parameters = parameters(callback, found)?;
            Some(root(roots::header(class), parameters))
        }
        (include, given) => {
            let missing = match (include, given) {
                (None, _) => Some(("include", "include: \"Base.iig\"")),
                (_, None) => Some(("parameters", "parameters: [\"OSAction * action\"]")),
                _ => None,
            };
            if let Some((key, example)) = missing {
                let message = format!("`{}` without `{key}`", name.value);
                found.push(
                    Diagnostic::new(&codes::CALLBACK_PARAMETERS, name.span, message)
                        .here("not one of Apple's that are known")
                        .note(format!("say it, as {example}")),
                );
            }
            let parameters = parameters(callback, found);
            let include = include.as_ref().map(|of| header(of, found));
            Some(root(include??, parameters?))
        }
    }
}

fn unknown(name: &Name, roots: &Roots, message: String) -> Diagnostic {
    let names = roots.names();
    let mistake = Diagnostic::new(&codes::CALLBACK_TYPE, name.span, message);
    match crate::similar::closest(&name.value, names.iter().map(String::as_str)) {
        Some(close) => mistake.edit("a callback with a similar name", name.span, format!("\"{close}\"")),
        None => mistake.note(
            "for a message of a class of your own, say `include` and `parameters`; the known ones are, \
             for example, IOUSBHostPipe::CompleteAsyncIO and IOTimerDispatchSource::TimerOccurred",
        ),
    }
}

/// A header as `#include` has it.
fn header(include: &Name, found: &mut Diagnostics) -> Option<String> {
    let text = &include.value;
    let fits = |byte: u8| byte.is_ascii_graphic() && !b"\"<>\\".contains(&byte);
    let path = match text.strip_prefix('<') {
        Some(angled) => angled.strip_suffix('>').unwrap_or(""),
        None => text.as_str(),
    };
    let is_path = !path.is_empty() && path.bytes().all(fits);
    if !is_path || !(path.ends_with(".iig") || path.ends_with(".h")) {
        let message = format!("`{}` is not a header", text.escape_debug());
        found.push(Diagnostic::new(
            &codes::CALLBACK_PARAMETERS,
            include.span,
            message,
        ));
        return None;
    }
    Some(if text.starts_with('<') {
        text.clone()
    } else {
        format!("\"{text}\"")
    })
}

/// The parameters that the spec has: the action first, each with a name of its own.
fn parameters(callback: &spec::Callback, found: &mut Diagnostics) -> Option<Vec<Parameter>> {
    let given = callback.parameters.as_ref()?;
    let mut parameters: Vec<Parameter> = Vec::with_capacity(given.value.len());
    let mut fits = true;
    for text in &given.value {
        let parameter = parameter(&text.value);
        let before = parameters.iter().map(|of| &of.name);
        let message = match &parameter {
            None => format!("`{}` is not a parameter", text.value.escape_debug()),
            Some(parameter) if before.clone().any(|name| *name == parameter.name) => {
                format!("two parameters are called `{}`", parameter.name)
            }
            Some(parameter) => {
                parameters.push(parameter.clone());
                continue;
            }
        };
        fits = false;
        found.push(
            Diagnostic::new(&codes::CALLBACK_PARAMETERS, text.span, message)
                .note("write it as C++ does, a type and a name: \"uint32_t count\""),
        );
    }
    let first = parameters.first().map(|of| of.declaration.as_str());
    if fits && first != Some("OSAction * action") {
        let message = "the first parameter of a callback is the action";
        let at = given.value.first().map_or(given.span, |first| first.span);
        found.push(
            Diagnostic::new(&codes::CALLBACK_PARAMETERS, at, message)
                .note("write it as \"OSAction * action\""),
        );
        fits = false;
    }
    fits.then_some(parameters)
}
