//! What a file must keep to beyond its grammar, and what its methods are.

mod messages;
mod overrides;

use std::collections::HashMap;

use crate::codes::{self, Code};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::similar::closest;
use crate::span::Span;

use super::ast::{Attribute, Class, File, Method, Parameter};
use super::canonical::compared;
use super::classify;
use super::model::{CheckedClass, Member, Role, Unit};
use super::world::{KnownClass, KnownMethod, World};

/// The longest name that a class description holds.
const NAME_LENGTH: usize = 95;

/// Checks a file, which `world` already knows.
pub fn check<'a>(file: &'a File, world: &World) -> Result<Unit<'a>, Vec<Diagnostic>> {
    let mut checker = Checker {
        world,
        diagnostics: Diagnostics::default(),
    };
    let mut seen: HashMap<&str, Span> = HashMap::new();
    let mut classes = Vec::new();
    for class in &file.classes {
        let name = &class.name;
        if let Some(first) = seen.insert(&name.value, name.span) {
            checker.diagnostics.push(
                Diagnostic::new(
                    &codes::IIG_DUPLICATE,
                    name.span,
                    format!("the class `{}` is declared twice", name.value),
                )
                .label(first, "first here"),
            );
        }
        classes.extend(checker.class(class));
    }
    checker.diagnostics.propagate()?;
    Ok(Unit { file, classes })
}

struct Checker<'w> {
    world: &'w World,
    diagnostics: Diagnostics,
}

/// A method and the class that introduced it.
type Known<'w> = (&'w KnownClass, &'w KnownMethod);

impl<'w> Checker<'w> {
    fn report(&mut self, code: &'static Code, span: Span, message: impl Into<String>) {
        self.diagnostics.push(Diagnostic::new(code, span, message));
    }

    fn class<'a>(&mut self, class: &'a Class) -> Option<CheckedClass<'a>> {
        self.class_attributes(class);
        let name = &class.name;
        if name.value.len() > NAME_LENGTH {
            let message = format!("the name of a class has at most {NAME_LENGTH} characters");
            self.report(&codes::IIG_NAME, name.span, message);
        }
        let superclass = self.superclass(class)?;
        let members: Vec<_> = self.unique(class).into_iter().collect();
        let members = members
            .into_iter()
            .filter_map(|method| self.member(class, method))
            .collect();
        let local_only = has(class, &Attribute::LocalOnly);
        Some(CheckedClass {
            class,
            superclass,
            local_only,
            members,
            queues: self.queues(class),
        })
    }

    fn class_attributes(&mut self, class: &Class) {
        for attribute in &class.attributes {
            let what = match &attribute.value {
                Attribute::Kernel => "KERNEL classes",
                Attribute::Native => "NATIVE classes",
                Attribute::Local => "LOCAL classes",
                Attribute::Extends(_) => "EXTENDS",
                Attribute::Serializable => "SERIALIZABLE classes",
                Attribute::Concrete => "CONCRETE classes",
                _ => continue,
            };
            self.not_yet(attribute.span, what);
        }
    }

    fn not_yet(&mut self, span: Span, what: &str) {
        self.report(
            &codes::IIG_NOT_YET,
            span,
            format!("{what} are not supported yet"),
        );
    }

    /// The superclass, if everything above the class is known.
    fn superclass(&mut self, class: &Class) -> Option<String> {
        if has_extends(class) {
            return None;
        }
        let Some(name) = &class.superclass else {
            let message = format!("`{}` has no superclass", class.name.value);
            self.diagnostics.push(
                Diagnostic::new(&codes::IIG_SUPERCLASS, class.name.span, message)
                    .note("derive it from OSObject, IOService or IOUserClient"),
            );
            return None;
        };
        let last = self.world.ancestry(&name.value).last();
        match last {
            Some(root) if root.name == "OSMetaClassBase" || root.name == "OSObject" => {
                Some(name.value.clone())
            }
            Some(root) if root.superclass.is_some() && root.name != class.name.value => {
                let above = root.superclass.clone().unwrap_or_default();
                let message = format!("`{}` derives from `{above}`, which is not known", root.name);
                self.unknown(name.span, message, None);
                None
            }
            Some(_) if self.world.derives(&name.value, &class.name.value) => {
                let message = format!("`{}` derives from itself", class.name.value);
                self.report(&codes::IIG_SUPERCLASS, name.span, message);
                None
            }
            Some(_) => {
                let message = format!("`{}` doesn't derive from OSObject", name.value);
                self.report(&codes::IIG_SUPERCLASS, name.span, message);
                None
            }
            None => {
                let near = closest(&name.value, self.sorted_classes().into_iter());
                let message = format!("the class `{}` is not known", name.value);
                self.unknown(
                    name.span,
                    message,
                    near.map(|near| (name.span, near.to_owned())),
                );
                None
            }
        }
    }

    fn sorted_classes(&self) -> Vec<&str> {
        let mut names: Vec<_> = self.world.class_names().collect();
        names.sort_unstable();
        names
    }

    fn unknown(&mut self, span: Span, message: String, near: Option<(Span, String)>) {
        let mut diagnostic = Diagnostic::new(&codes::IIG_SUPERCLASS, span, message).note(
            "include its .iig file, and give the folder or framework with -I or -F after `--`",
        );
        if let Some((span, near)) = near {
            diagnostic = diagnostic.edit(format!("did you mean `{near}`?"), span, near);
        }
        self.diagnostics.push(diagnostic);
    }

    /// The methods, without those that are declared twice.
    fn unique<'a>(&mut self, class: &'a Class) -> Vec<&'a Method> {
        let mut seen: HashMap<&str, Vec<&Method>> = HashMap::new();
        let mut unique = Vec::new();
        for method in &class.methods {
            let same = seen.entry(&method.name.value).or_default();
            let local = |method: &Method| method.has(&Attribute::LocalOnly);
            let clash = same.iter().find(|first| {
                (!local(first) && !local(method)) || self.same_parameters(&first.parameters, method)
            });
            if let Some(first) = clash {
                let message = format!("`{}` is declared twice", method.name.value);
                let mut diagnostic =
                    Diagnostic::new(&codes::IIG_DUPLICATE, method.name.span, message)
                        .label(first.name.span, "first here");
                if !self.same_parameters(&first.parameters, method) {
                    diagnostic = diagnostic.note("only LOCALONLY methods can be overloaded");
                }
                self.diagnostics.push(diagnostic);
                continue;
            }
            same.push(method);
            unique.push(method);
        }
        unique
    }

    fn same_parameters(&self, parameters: &[Parameter], method: &Method) -> bool {
        let declarations = self.world.declarations();
        parameters.len() == method.parameters.len()
            && parameters
                .iter()
                .zip(&method.parameters)
                .all(|(a, b)| compared(a, declarations) == compared(b, declarations))
    }

    fn member<'a>(&mut self, class: &Class, method: &'a Method) -> Option<Member<'a>> {
        self.unsupported(method);
        if let Some(callback) = method.callback() {
            return self.callback(class, method, callback);
        }
        let local_only = method.has(&Attribute::LocalOnly) || has(class, &Attribute::LocalOnly);
        match self.inherited(class, method, local_only)? {
            Some((above, known)) if known.local_only => {
                let arguments = classify::plain(method);
                self.override_of(method, above, known);
                Some(Member {
                    method,
                    role: Role::Virtual { is_new: false },
                    arguments,
                })
            }
            Some((above, known)) => self.override_message(class, method, above, known),
            None if local_only => {
                let arguments = classify::plain(method);
                let role = if method.is_virtual {
                    Role::Virtual { is_new: true }
                } else {
                    Role::Plain
                };
                Some(Member {
                    method,
                    role,
                    arguments,
                })
            }
            None => self.remote(class, method),
        }
    }

    fn unsupported(&mut self, method: &Method) {
        for attribute in &method.attributes {
            let what = match attribute.value {
                Attribute::Kernel => "KERNEL methods",
                Attribute::Remote => "REMOTE methods",
                Attribute::LocalHost => "LOCALHOST methods",
                Attribute::InvokeReply => "INVOKEREPLY methods",
                Attribute::Reply => "REPLY methods",
                _ => continue,
            };
            self.not_yet(attribute.span, what);
        }
    }
}

fn has(class: &Class, attribute: &Attribute) -> bool {
    class
        .attributes
        .iter()
        .any(|found| found.value == *attribute)
}

fn has_extends(class: &Class) -> bool {
    class
        .attributes
        .iter()
        .any(|found| matches!(found.value, Attribute::Extends(_)))
}

/// A parameter as a reader expects it.
fn written(parameter: &Parameter) -> String {
    use super::ast::ParameterKind;
    let name = parameter
        .name
        .as_ref()
        .map_or("", |name| name.value.as_str());
    match &parameter.kind {
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
    }
}
