//! What a file must keep to beyond its grammar, and what its methods are.

use std::collections::HashMap;

use crate::codes::{self, Code};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::similar::closest;
use crate::span::{Span, Spanned};

use super::ast::{Attribute, Class, File, Method, Parameter};
use super::canonical::{compared, compared_result};
use super::model::{CheckedClass, Member, Queue, Role, Root, Unit};
use super::world::{KnownClass, KnownMethod, World, queue};
use super::{classify, id};

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

    /// The method that this one overrides: the one that introduced it. `None` if the mistake in
    /// it is reported.
    fn inherited(
        &mut self,
        class: &Class,
        method: &Method,
        local_only: bool,
    ) -> Option<Option<Known<'w>>> {
        let world = self.world;
        let Some(superclass) = class.superclass.as_ref() else {
            return Some(None);
        };
        let name = method.name.value.as_str();
        let mut found = None;
        let mut other = None;
        for above in world.ancestry(&superclass.value) {
            for known in above.methods.iter().filter(|known| known.name == name) {
                if known.is_static != method.is_static {
                    continue;
                }
                if self.same_parameters(&known.parameters(), method) {
                    // The last one found is the one that introduced it.
                    found = Some((above, known));
                } else if other.is_none() && (!known.local_only || known.is_virtual) {
                    other = Some((above, known));
                }
            }
        }
        if let Some((_, known)) = found {
            if known.is_virtual || known.is_override || !known.local_only {
                return Some(found);
            }
            if !method.is_override {
                return Some(None);
            }
        }
        if let Some((above, known)) = other
            && (method.is_override || !(known.local_only || local_only))
        {
            self.wrong_signature(method, above, known);
            return None;
        }
        if method.is_override {
            self.unknown_override(class, superclass, method);
            return None;
        }
        Some(None)
    }

    fn wrong_signature(&mut self, method: &Method, above: &KnownClass, known: &KnownMethod) {
        let parameters: Vec<_> = known.parameters().iter().map(written).collect();
        let constant = if known.is_const { " const" } else { "" };
        let expected = format!(
            "{} {}({}){constant}",
            known.result,
            known.name,
            parameters.join(", ")
        );
        let verb = if method.is_override {
            "overrides"
        } else {
            "hides"
        };
        let message = format!(
            "this {verb} `{}::{}`, which is declared differently",
            above.name, known.name
        );
        let mut diagnostic = Diagnostic::new(&codes::IIG_OVERRIDE, method.name.span, message)
            .note(format!("it is `{expected}`"));
        if let Some(span) = known.span {
            diagnostic = diagnostic.label(span, "declared here");
        }
        self.diagnostics.push(diagnostic);
    }

    fn unknown_override(&mut self, class: &Class, superclass: &Spanned<String>, method: &Method) {
        let world = self.world;
        let name = method.name.value.as_str();
        let message = format!(
            "`{name}` overrides nothing: no superclass of `{}` has it",
            class.name.value
        );
        let mut diagnostic = Diagnostic::new(&codes::IIG_OVERRIDE, method.name.span, message);
        let mut names: Vec<&str> = world
            .ancestry(&superclass.value)
            .flat_map(|above| &above.methods)
            .map(|known| known.name.as_str())
            .collect();
        names.sort_unstable();
        if let Some(near) = closest(name, names.into_iter()) {
            diagnostic = diagnostic.edit(format!("did you mean `{near}`?"), method.name.span, near);
        }
        if let Some(partial) = world
            .ancestry(&superclass.value)
            .find(|above| above.kind.partial)
        {
            diagnostic = diagnostic.note(format!(
                "iigen knows only some methods of `{}`; give the folder or framework of its .iig with -I or -F after `--`",
                partial.name
            ));
        }
        self.diagnostics.push(diagnostic);
    }

    /// Checks what an override shares with the overridden besides its parameters.
    fn override_of(&mut self, method: &Method, above: &KnownClass, known: &KnownMethod) {
        let declarations = self.world.declarations();
        let result = compared_result(&method.result.value, declarations);
        if result != compared_result(&known.result, declarations)
            || method.is_const != known.is_const
        {
            self.wrong_signature(method, above, known);
        }
    }

    fn override_message<'a>(
        &mut self,
        class: &Class,
        method: &'a Method,
        above: &KnownClass,
        known: &KnownMethod,
    ) -> Option<Member<'a>> {
        self.override_of(method, above, known);
        let name = &method.name.value;
        let local_only = method
            .attributes
            .iter()
            .find(|at| at.value == Attribute::LocalOnly);
        if let Some(local_only) = local_only {
            let message = format!(
                "`{}::{name}` is a message, so an override can't be LOCALONLY",
                above.name
            );
            self.report(&codes::IIG_OVERRIDE, local_only.span, message);
        } else if has(class, &Attribute::LocalOnly) {
            let message = format!("a LOCALONLY class can't override the message `{name}`");
            self.report(&codes::IIG_OVERRIDE, method.name.span, message);
        }
        if known.is_static {
            let message = format!("`{name}` is static: it can't be overridden");
            self.report(&codes::IIG_OVERRIDE, method.name.span, message);
        }
        if known.reply {
            self.not_yet(
                method.name.span,
                "overrides of REPLY and INVOKEREPLY methods",
            );
        }
        let root = Root {
            class: above.name.clone(),
            method: known.name.clone(),
            local: known.local || method.has(&Attribute::Local),
        };
        let arguments = classify::overridden(method, self.world, &mut self.diagnostics);
        Some(Member {
            method,
            role: Role::Override { root },
            arguments,
        })
    }

    fn remote<'a>(&mut self, class: &Class, method: &'a Method) -> Option<Member<'a>> {
        if method.is_static {
            self.diagnostics.push(
                Diagnostic::new(
                    &codes::IIG_NOT_YET,
                    method.name.span,
                    "static messages are not supported yet",
                )
                .note("declare it LOCALONLY if it needs no message"),
            );
        }
        let result = &method.result;
        if !matches!(
            result.value.to_string().as_str(),
            "kern_return_t" | "IOReturn" | "void"
        ) {
            let message = format!(
                "a message returns kern_return_t, IOReturn or void, not `{}`",
                result.value
            );
            self.diagnostics.push(
                Diagnostic::new(&codes::IIG_RESULT, result.span, message)
                    .note("declare the method LOCALONLY if it needs no message"),
            );
        }
        let arguments = classify::carried(method, self.world, &mut self.diagnostics);
        if result.value.name == "void" {
            self.one_way(method, &arguments);
        }
        let id = self.id(class, method);
        Some(Member {
            method,
            role: Role::Remote {
                id,
                local: method.has(&Attribute::Local),
            },
            arguments,
        })
    }

    /// A message without a reply brings nothing back.
    fn one_way(&mut self, method: &Method, arguments: &[super::model::Argument]) {
        use super::model::Carrier::{ArrayOut, CountInOut, ObjectOut, Out, SerializedOut};
        for (argument, parameter) in arguments.iter().zip(&method.parameters) {
            if let Some(
                ArrayOut { .. }
                | CountInOut { .. }
                | ObjectOut { .. }
                | Out { .. }
                | SerializedOut { .. },
            ) = argument.carrier
            {
                let message = format!(
                    "`{}` can't come back: a `void` message has no reply",
                    argument.name
                );
                self.report(&codes::IIG_PARAMETER, parameter.span, message);
            }
        }
    }

    fn id(&self, class: &Class, method: &Method) -> u64 {
        let (class, method) = (class.name.value.as_str(), method.name.value.as_str());
        self.world
            .apple_id(class, method)
            .unwrap_or_else(|| id::of(class, method))
    }

    fn callback<'a>(
        &mut self,
        class: &Class,
        method: &'a Method,
        named: Spanned<&str>,
    ) -> Option<Member<'a>> {
        let world = self.world;
        let (owner, name) = named
            .value
            .rsplit_once("::")
            .unwrap_or((class.name.value.as_str(), named.value));
        let found = world.ancestry(owner).find_map(|above| {
            let known = above
                .methods
                .iter()
                .find(|known| known.name == name && !known.local_only)?;
            Some((above, known))
        });
        let Some((above, known)) = found else {
            let message = format!("`{}` is no message that is known", named.value);
            self.diagnostics.push(
                Diagnostic::new(&codes::IIG_CALLBACK, named.span, message)
                    .note("include the .iig of its class, and give its folder or framework with -I or -F after `--`"),
            );
            return None;
        };
        let parameters = known.parameters();
        if !parameters
            .iter()
            .any(|parameter| parameter.has(&Attribute::Target))
        {
            let message = format!(
                "`{}` has no TARGET parameter, so nothing calls back",
                named.value
            );
            self.report(&codes::IIG_CALLBACK, named.span, message);
        }
        if !self.same_parameters(&parameters, method) {
            self.wrong_callback(method, above, known);
        } else {
            self.override_of(method, above, known);
        }
        if !world.derives(&class.name.value, "IOService") {
            let message = format!("`{}` can't be the target of a callback", class.name.value);
            self.diagnostics.push(
                Diagnostic::new(&codes::IIG_CALLBACK, method.name.span, message)
                    .note("an action's target must be known to the kernel, and a plain OSObject isn't")
                    .note("declare the callback in an IOService, and keep what belongs to a call in the action's reference"),
            );
        }
        let id = self.id(class, method);
        let root = Root {
            class: above.name.clone(),
            method: known.name.clone(),
            local: false,
        };
        let arguments = classify::overridden(method, self.world, &mut self.diagnostics);
        Some(Member {
            method,
            role: Role::Callback { id, root },
            arguments,
        })
    }

    fn wrong_callback(&mut self, method: &Method, above: &KnownClass, known: &KnownMethod) {
        let parameters: Vec<_> = known.parameters().iter().map(written).collect();
        let message = format!(
            "the parameters of a callback are those of its type, `{}::{}`",
            above.name, known.name
        );
        self.diagnostics.push(
            Diagnostic::new(&codes::IIG_CALLBACK, method.name.span, message)
                .note(format!("they are `{}`", parameters.join(", "))),
        );
    }

    /// The methods with a queue of their own, inherited ones included.
    fn queues(&self, class: &Class) -> Vec<Queue> {
        let mut queues: Vec<Queue> = Vec::new();
        for method in &class.methods {
            if let Some(queue) = queue(method)
                && !method.has(&Attribute::LocalOnly)
                && !method.is_override
            {
                queues.push(Queue {
                    class: class.name.value.clone(),
                    method: method.name.value.clone(),
                    id: self.id(class, method),
                    queue,
                });
            }
        }
        let superclass = class
            .superclass
            .as_ref()
            .map_or("", |name| name.value.as_str());
        for above in self.world.ancestry(superclass) {
            for known in above.methods.iter().filter(|known| !known.local_only) {
                if let Some(queue) = &known.queue {
                    let id = self.world.apple_id(&above.name, &known.name);
                    queues.push(Queue {
                        class: above.name.clone(),
                        method: known.name.clone(),
                        id: id.unwrap_or_else(|| id::of(&above.name, &known.name)),
                        queue: queue.clone(),
                    });
                }
            }
        }
        queues.sort_by_key(|queue| queue.id);
        queues
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
