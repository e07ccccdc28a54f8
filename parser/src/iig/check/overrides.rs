//! Members that a class has from above.

use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::similar::closest;
use crate::span::Spanned;

use super::super::ast::{Attribute, Class, Method};
use super::super::canonical::compared_result;
use super::super::classify;
use super::super::model::{Member, Role, Root};
use super::super::world::{KnownClass, KnownMethod};
use super::{Checker, Known, has, written};

impl<'w> Checker<'w> {
    /// The method that this one overrides: the one that introduced it. `None` if the mistake in
    /// it is reported.
    pub(super) fn inherited(
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
    pub(super) fn override_of(&mut self, method: &Method, above: &KnownClass, known: &KnownMethod) {
        let declarations = self.world.declarations();
        let result = compared_result(&method.result.value, declarations);
        if result != compared_result(&known.result, declarations)
            || method.is_const != known.is_const
        {
            self.wrong_signature(method, above, known);
        }
    }

    pub(super) fn override_message<'a>(
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
}
