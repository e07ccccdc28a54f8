//! Who owns an identifier, and clashes.

use std::collections::HashMap;

use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::span::Span;
use crate::spec::Name;

use super::Names;

/// Identifiers that are visible in one place, with the names that they were made of. Most places
/// have few: these are scanned.
#[derive(Default)]
pub(super) struct Scope<'n> {
    few: Vec<(String, Owner<'n>)>,
    many: HashMap<String, Owner<'n>>,
}

impl<'n> Scope<'n> {
    /// Whose an identifier is.
    fn get(&self, made: &str) -> Option<&Owner<'n>> {
        let few = self.few.iter().find(|(taken, _)| taken == made);
        few.map(|(_, owner)| owner).or_else(|| self.many.get(made))
    }

    /// Takes an identifier; whose it is already, if it is.
    fn take(&mut self, made: &str, owner: Owner<'n>) -> Option<Owner<'n>> {
        let before = self.get(made).copied();
        if before.is_none() {
            if self.many.is_empty() && self.few.len() < 16 {
                self.few.push((made.to_owned(), owner));
            } else {
                self.many.extend(self.few.drain(..));
                self.many.insert(made.to_owned(), owner);
            }
        }
        before
    }
}

/// Whose an identifier is: "the method", its name, and where that stands.
#[derive(Clone, Copy)]
pub(super) struct Owner<'n> {
    what: &'static str,
    name: &'n str,
    span: Span,
}

impl Names<'_> {
    /// Reports a member or an argument that would hide a type: C++ refuses to use both in one place.
    pub(super) fn hides(&mut self, types: &Scope<'_>, what: &'static str, name: &Name, made: &str) {
        if let Some(other) = types.get(made) {
            let owner = Owner {
                what,
                name: &name.value,
                span: name.span,
            };
            self.clash(owner, *other, made);
        }
    }

    fn clash(&mut self, owner: Owner<'_>, other: Owner<'_>, made: &str) {
        let Owner { what, name, span } = other;
        let other = format!("{what} `{name}`");
        let message = if owner.name == name && owner.what == what {
            let several = what.trim_start_matches("the ");
            format!("two {several}s are called `{name}`")
        } else if owner.name == name && name == made {
            format!("{} and {what} are both called `{name}`", owner.what)
        } else {
            format!(
                "{} `{}` and {other} both become `{made}`",
                owner.what, owner.name
            )
        };
        self.found.push(
            Diagnostic::new(&codes::NAME_CLASH, owner.span, message)
                .label(span, format!("{other} is here")),
        );
    }

    /// Takes the identifiers made of `name` in their scopes; reports the first that is taken.
    pub(super) fn claim<'n, const N: usize>(
        &mut self,
        what: &'static str,
        name: &'n Name,
        made: [(&mut Scope<'n>, String); N],
    ) {
        let owner = Owner {
            what,
            name: &name.value,
            span: name.span,
        };
        for (scope, made) in made {
            if let Some(other) = scope.take(&made, owner) {
                self.clash(owner, other, &made);
                return;
            }
        }
    }
}
