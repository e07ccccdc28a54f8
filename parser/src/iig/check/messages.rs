//! Members that other processes can call: messages, callbacks, and their queues.

use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::span::Spanned;

use super::super::ast::{Attribute, Class, Method};
use super::super::model::{Argument, Member, Queue, Role, Root};
use super::super::world::{KnownClass, KnownMethod, queue};
use super::super::{classify, id};
use super::{Checker, written};

impl Checker<'_> {
    pub(super) fn remote<'a>(&mut self, class: &Class, method: &'a Method) -> Option<Member<'a>> {
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
    fn one_way(&mut self, method: &Method, arguments: &[Argument]) {
        use super::super::model::Carrier::{ArrayOut, CountInOut, ObjectOut, Out, SerializedOut};
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

    pub(super) fn callback<'a>(
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
    pub(super) fn queues(&self, class: &Class) -> Vec<Queue> {
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
