//! What `#[out(actual, #[max(9)] count)]` and `#[event(volts, ticks)]` say of each value.

use proc_macro2::Group;

use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::span::{Span, Spanned};
use crate::spec::{Field, Name, Passing, TypeExpr};

use super::attributes::Attributes;
use super::passing::field;
use super::reader::Reader;
use super::tokens::Tokens;

/// What is said of one value.
#[derive(Default)]
pub(super) struct Said {
    /// Its name; `None` where nothing is said, or `_`.
    pub(super) name: Option<Name>,
    /// Where its name stands, or the `_`.
    pub(super) at: Option<Span>,
    /// What stands in front of the name.
    pub(super) attributes: Attributes,
}

impl Reader<'_> {
    /// Takes `#[out(…)]` or `#[event(…)]`: what is said of each value, and where it stands.
    pub(super) fn said(&mut self, attributes: &mut Attributes, word: &str) -> Vec<Said> {
        let takes = format!("names: #[{word}(actual)]");
        let Some((_, group)) = self.with_arguments(attributes, word, &takes) else {
            return Vec::new();
        };
        self.said_inside(&group)
    }

    fn said_inside(&mut self, group: &Group) -> Vec<Said> {
        let items = Tokens::inside(group).split().into_iter();
        items.map(|item| self.said_of_one(item)).collect()
    }

    fn said_of_one(&mut self, mut tokens: Tokens) -> Said {
        tokens.open_invisible();
        let attributes = self.attributes(&mut tokens);
        let Some(ident) = tokens.ident() else {
            self.expected(&codes::RUST_ATTRIBUTE, "a name, or `_`", &tokens);
            return Said::default();
        };
        let name = self.name(&ident);
        self.nothing_behind(&codes::RUST_ATTRIBUTE, "the name", &tokens);
        Said {
            at: Some(name.span),
            name: Some(name).filter(|name| name.value != "_"),
            attributes,
        }
    }

    /// Reports what is said of more values than there are.
    pub(super) fn said_too_much(&mut self, said: &[Said], count: usize, there_are: &str) {
        let more = said.get(count).and_then(|more| Some((more, more.at?)));
        if let Some((more, at)) = more {
            let name = more.name.as_ref().map_or("_", |name| &name.value);
            let message = format!("`{name}` names nothing: {there_are}");
            self.found
                .push(Diagnostic::new(&codes::RUST_ATTRIBUTE, at, message));
        }
    }

    /// A value that is a scalar; `otherwise` is its name where it has none.
    pub(super) fn said_scalar(&mut self, mut said: Said, ty: TypeExpr, otherwise: &str) -> Field {
        let attributes = &mut said.attributes;
        self.bare(attributes, "scalar");
        let passing = Passing {
            spread: self.bare(attributes, "spread").map(|word| word.span),
            ..Passing::default()
        };
        let bounds = self.bounds(attributes);
        let known = ["min", "max", "one_of", "scalar", "spread"];
        self.refuse(attributes, "a scalar that comes out", &known);
        let name = said.name;
        let name = name.unwrap_or_else(|| Spanned::new(otherwise.to_owned(), ty.span()));
        field(name, attributes, ty, bounds, passing)
    }
}
