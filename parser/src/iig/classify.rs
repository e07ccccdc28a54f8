//! How a message carries each parameter.

use crate::codes::{self, Code};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::span::Span;

use super::ast::{Attribute, Declarator, Method, Parameter, ParameterKind, Type};
use super::canonical::{Canonical, canonical};
use super::declarations::{Declaration, Declarations};
use super::model::{Argument, Carrier};
use super::world::World;

/// The parameters of a method that no message carries.
pub(super) fn plain(method: &Method) -> Vec<Argument> {
    method
        .parameters
        .iter()
        .map(|parameter| argument(parameter, None))
        .collect()
}

/// The parameters of an overridden message: carried by the superclass's code.
pub(super) fn overridden(
    method: &Method,
    world: &World,
    diagnostics: &mut Diagnostics,
) -> Vec<Argument> {
    let decayed = |parameter| {
        named(parameter, diagnostics);
        decayed(parameter, world.declarations())
    };
    method.parameters.iter().map(decayed).collect()
}

/// The parameters of a new message.
pub(super) fn carried(
    method: &Method,
    world: &World,
    diagnostics: &mut Diagnostics,
) -> Vec<Argument> {
    let mut arguments: Vec<Argument> = Vec::new();
    for parameter in &method.parameters {
        named(parameter, diagnostics);
        let mut argument = decayed(parameter, world.declarations());
        match carrier(parameter, world) {
            Ok(carrier) => argument.carrier = Some(carrier),
            Err(diagnostic) => diagnostics.push(*diagnostic),
        }
        argument.is_target = parameter.has(&Attribute::Target);
        arguments.push(argument);
    }
    count(&mut arguments);
    arguments
}

fn named(parameter: &Parameter, diagnostics: &mut Diagnostics) {
    if parameter.name.is_none() && parameter.kind != ParameterKind::Variadic {
        let message = "a parameter of a message needs a name";
        diagnostics.push(Diagnostic::new(
            &codes::IIG_PARAMETER,
            parameter.span,
            message,
        ));
    }
}

/// Finds the parameters that count the elements of an array: `xCount` counts `x`.
fn count(arguments: &mut [Argument]) {
    let mut out = std::collections::HashMap::new();
    for (index, argument) in arguments.iter().enumerate() {
        match &argument.carrier {
            Some(Carrier::Array { .. } | Carrier::Objects { .. }) => {
                out.insert(format!("{}Count", argument.name), (index, false));
            }
            Some(Carrier::ArrayOut { .. }) => {
                out.insert(format!("{}Count", argument.name), (index, true));
            }
            _ => {}
        }
    }
    for index in 0..arguments.len() {
        let Some(&(array, is_out)) = out.get(&arguments[index].name) else {
            continue;
        };
        let name = arguments[array].name.clone();
        let carrier = match (arguments[index].carrier.take(), is_out) {
            (Some(Carrier::Value { ty }), false) => Carrier::Count { ty, array: name },
            (Some(Carrier::Out { ty }), true) => Carrier::CountInOut { ty, array: name },
            (other, _) => {
                arguments[index].carrier = other;
                continue;
            }
        };
        arguments[index].carrier = Some(carrier);
        if let Some(
            Carrier::Array { counted, .. }
            | Carrier::ArrayOut { counted, .. }
            | Carrier::Objects { counted, .. },
        ) = &mut arguments[array].carrier
        {
            *counted = true;
        }
    }
}

fn argument(parameter: &Parameter, declaration: Option<String>) -> Argument {
    let name = parameter
        .name
        .as_ref()
        .map_or("", |name| name.value.as_str());
    let written = || match &parameter.kind {
        ParameterKind::Plain { ty, bounds } => {
            let bounds: String = bounds
                .iter()
                .map(|bound| format!("[{}]", bound.value))
                .collect();
            format!("{ty} {name}{bounds}").trim_end().to_owned()
        }
        ParameterKind::Function { before, after } | ParameterKind::Block { before, after } => {
            format!("{before}{name}{after}")
        }
        ParameterKind::Variadic => "...".to_owned(),
    };
    Argument {
        name: name.to_owned(),
        declaration: declaration.unwrap_or_else(written),
        default: parameter.default.clone(),
        carrier: None,
        is_target: false,
    }
}

/// The argument with arrays as pointers.
fn decayed(parameter: &Parameter, declarations: &Declarations) -> Argument {
    let mut declaration = None;
    if let (ParameterKind::Plain { ty, bounds }, Some(name)) = (&parameter.kind, &parameter.name) {
        let bounds: Vec<_> = bounds.iter().map(|bound| bound.value.clone()).collect();
        let found = canonical(ty, &bounds, declarations);
        if !found.bounds.is_empty() {
            let mut element = element(&found);
            element
                .declarators
                .push(Declarator::Pointer { is_const: false });
            declaration = Some(format!("{element} {}", name.value));
        }
    }
    argument(parameter, declaration)
}

/// The element of an array, with the names that the user gave it.
fn element(found: &Canonical) -> Type {
    found.spelled.clone()
}

fn bad(span: Span, code: &'static Code, message: impl Into<String>) -> Diagnostic {
    Diagnostic::new(code, span, message)
}

fn carrier(parameter: &Parameter, world: &World) -> Result<Carrier, Box<Diagnostic>> {
    let span = parameter.span;
    let code = &codes::IIG_PARAMETER;
    let local = "declare the method LOCALONLY if it needs no message";
    let (ty, bounds) = match &parameter.kind {
        ParameterKind::Plain { ty, bounds } => (ty, bounds),
        ParameterKind::Function { .. } => {
            return Err(Box::new(
                bad(span, code, "a message can't carry a function").note(local),
            ));
        }
        ParameterKind::Block { .. } => {
            return Err(Box::new(
                bad(span, code, "a message can't carry a block").note(local),
            ));
        }
        ParameterKind::Variadic => {
            return Err(Box::new(
                bad(span, code, "a message has no variable arguments").note(local),
            ));
        }
    };
    if let Some(open) = bounds.iter().find(|bound| bound.value.is_empty()) {
        return Err(Box::new(bad(
            open.span,
            &codes::IIG_ARRAY,
            "an array in a message needs a bound",
        )));
    }
    let bounds: Vec<_> = bounds.iter().map(|bound| bound.value.clone()).collect();
    let found = canonical(ty, &bounds, world.declarations());
    if found.bounds.len() > 1 {
        return Err(Box::new(bad(
            span,
            &codes::IIG_ARRAY,
            "a message carries arrays of one dimension",
        )));
    }
    if found.ty.is_reference() {
        return Err(Box::new(
            bad(span, code, "a message can't carry a reference")
                .note("pass a pointer, or declare the method LOCALONLY if it needs no message"),
        ));
    }
    match world.declarations().get(&found.ty.name) {
        Some(Declaration::Block) => {
            return Err(Box::new(
                bad(span, code, "a message can't carry a block").note(local),
            ));
        }
        Some(Declaration::Function) => {
            return Err(Box::new(
                bad(span, code, "a message can't carry a function").note(local),
            ));
        }
        Some(Declaration::Class { serializable }) => {
            return object(parameter, ty, &found, *serializable);
        }
        _ => {}
    }
    if let Some(disposition) = port(parameter) {
        return Ok(Carrier::Port { disposition });
    }
    let known = is_known(&found.ty.name, world.declarations());
    data(span, ty, found, known)
}

fn port(parameter: &Parameter) -> Option<&'static str> {
    if parameter.has(&Attribute::PortMakeSend) {
        Some("MACH_MSG_TYPE_MAKE_SEND")
    } else if parameter.has(&Attribute::PortCopySend) {
        Some("MACH_MSG_TYPE_COPY_SEND")
    } else {
        None
    }
}

fn object(
    parameter: &Parameter,
    ty: &Type,
    found: &Canonical,
    serializable: bool,
) -> Result<Carrier, Box<Diagnostic>> {
    let class = found.ty.name.clone();
    let code = &codes::IIG_PARAMETER;
    let span = parameter.span;
    let pointers = found.ty.pointers().unwrap_or(0);
    let bound = found.bounds.first().cloned();
    match (pointers, bound) {
        (0, _) => Err(Box::new(bad(
            span,
            code,
            format!("`{class}` is an object: pass a pointer to it"),
        ))),
        _ if found.ty.is_const => {
            let message = format!("objects travel as `{class} *`, without `const`");
            Err(Box::new(bad(span, code, message)))
        }
        (1, None) if serializable => Ok(Carrier::Serialized { class }),
        (1, None) => Ok(Carrier::Object { class }),
        (2, None) if serializable => Ok(Carrier::SerializedOut { class }),
        (2, None) => Ok(Carrier::ObjectOut { class }),
        (1, Some(_)) if serializable => Err(Box::new(bad(
            span,
            code,
            format!("an array can't carry `{class}`, which travels by value"),
        ))),
        (1, Some(bound)) if ty.declarators == [Declarator::Pointer { is_const: true }] => {
            Ok(Carrier::Objects {
                class,
                bound,
                counted: false,
            })
        }
        (1, Some(_)) => {
            let message = format!("an array of objects is written `{class} * const name[N]`");
            Err(Box::new(bad(span, code, message)))
        }
        _ => Err(Box::new(bad(
            span,
            code,
            "a message can't carry this many pointers",
        ))),
    }
}

fn data(span: Span, ty: &Type, found: Canonical, known: bool) -> Result<Carrier, Box<Diagnostic>> {
    let code = &codes::IIG_PARAMETER;
    let pointers = found.ty.pointers().unwrap_or(0);
    let name = found.ty.name.as_str();
    if let Some(bound) = found.bounds.first() {
        if pointers > 0 {
            return Err(Box::new(bad(
                span,
                code,
                "a message can't carry an array of pointers",
            )));
        }
        let bound = bound.clone();
        let is_const = found.ty.is_const;
        let element = Type {
            is_const: false,
            ..element(&found)
        };
        return Ok(match (name, is_const) {
            ("char", true) => Carrier::Text { bound },
            (_, true) => Carrier::Array {
                element,
                bound,
                counted: false,
            },
            (_, false) => Carrier::ArrayOut {
                element,
                bound,
                counted: false,
            },
        });
    }
    let pointee = Type {
        is_const: false,
        ..pointee_spelling(ty, &found)
    };
    match pointers {
        0 if name == "void" => Err(Box::new(bad(span, code, "a parameter can't be `void`"))),
        0 => Ok(Carrier::Value {
            ty: Type {
                is_const: false,
                ..ty.clone()
            },
        }),
        1 if name == "void" => Err(Box::new(
            bad(span, code, "a message can't carry `void *`: it has no size")
                .note("pass an OSData, an IOMemoryDescriptor or a pointer to a struct"),
        )),
        1 if name == "char" => Err(Box::new(
            bad(span, code, "a string in a message needs a bound")
                .note("write `const char name[64]`, or pass an OSString"),
        )),
        1 if found.ty.is_const => Ok(Carrier::Record { ty: pointee }),
        1 if !known => Err(Box::new(unknown_type(span, name))),
        1 => Ok(Carrier::Out { ty: pointee }),
        _ if !known => Err(Box::new(unknown_type(span, name))),
        _ => Err(Box::new(bad(
            span,
            code,
            "a message can't carry a pointer to a pointer to data",
        ))),
    }
}

/// What a pointer points to: as the user spelled it, if the `*` is the user's.
fn pointee_spelling(ty: &Type, found: &Canonical) -> Type {
    if ty.declarators.len() == 1 {
        ty.pointee()
    } else {
        found.ty.pointee()
    }
}

/// Whether it's known what a name stands for: of a pointer to something unknown nobody can say
/// whether an object goes there or data comes back.
fn is_known(name: &str, declarations: &Declarations) -> bool {
    let arithmetic = [
        "unsigned", "signed", "long", "short", "int", "char", "double", "float", "bool", "void",
    ];
    declarations.get(name).is_some() || name.split(' ').all(|word| arithmetic.contains(&word))
}

fn unknown_type(span: Span, name: &str) -> Diagnostic {
    bad(span, &codes::IIG_TYPE, format!("it is not known what `{name}` is"))
        .note(format!("include the file that declares it, or declare it: `class {name};` for an object, `struct {name};` for data"))
}
