//! The structures of methods.

use iigen_parser::codes;
use iigen_parser::interface::{Shape, Structure, Type, Variable};
use iigen_parser::span::Span;
use iigen_parser::spec;

use super::types::Use;
use super::{Diff, Kind, Level, shown};

const WIRE: Kind = Kind(Level::Wire, &codes::DIFF_STRUCTURE);
const SOURCE: Kind = Kind(Level::Source, &codes::DIFF_STRUCTURE);

/// A structure, and how it was written.
type Written<'a> = (Option<&'a Structure>, Option<&'a spec::Structure>);

impl Diff<'_> {
    pub(super) fn structures(
        &mut self,
        what: &str,
        methods: (Span, Span),
        first: Written<'_>,
        second: Written<'_>,
    ) {
        let place = |of: Written<'_>, method: Span| of.1.map_or(method, |of| of.span);
        let places = (place(first, methods.0), place(second, methods.1));
        let kind = |of: Option<&Structure>| match of {
            None => "no structure".to_owned(),
            Some(of) => form(&of.shape).to_owned(),
        };
        if !self.same(
            WIRE,
            what,
            (places.0, kind(first.0)),
            (places.1, kind(second.0)),
            "a structure of another size is refused by the row: kIOReturnBadArgument",
        ) {
            return;
        }
        let (Some(one), Some(two)) = (first.0, second.0) else {
            return;
        };
        self.same(
            SOURCE,
            &format!("the name of {what}"),
            (places.0, one.name.clone()),
            (places.1, two.name.clone()),
            "arguments and results have its name",
        );
        if let (Shape::ZeroCopy { .. }, Shape::Variable(_))
        | (Shape::Variable(_), Shape::ZeroCopy { .. }) = (&one.shape, &two.shape)
        {
            let way = |of: &Shape| match of {
                Shape::ZeroCopy { .. } => "as a descriptor".to_owned(),
                _ => "as bytes".to_owned(),
            };
            self.report(
                SOURCE,
                &format!("how the handler gets {what} differs"),
                (places.0, way(&one.shape)),
                (places.1, way(&two.shape)),
                "the driver's handler has another argument",
            );
        }
        if let (Some(one), Some(two)) = (variable(&one.shape), variable(&two.shape)) {
            let length = |of: &Variable| {
                let unit = if of.element.is_some() {
                    "element"
                } else {
                    "byte"
                };
                shown::counts(of.min, of.max, unit)
            };
            self.same(
                WIRE,
                &format!("the length of {what}"),
                (places.0, length(&one)),
                (places.1, length(&two)),
                "what is shorter or longer than the driver's spec says is refused by it",
            );
            let text = |of: &Variable| match of.text {
                Some(text) if text.nul => "with a NUL behind it".to_owned(),
                _ => "without a NUL".to_owned(),
            };
            self.same(
                WIRE,
                &format!("the end of {what}"),
                (places.0, text(&one)),
                (places.1, text(&two)),
                "one side takes the NUL for a letter, or misses it",
            );
            if let (Some(one), Some(two)) = (&one.element, &two.element) {
                let of = format!("the elements of {what}");
                self.types(&of, places, Use::Element, (one, two));
            }
        }
        match (&one.shape, &two.shape) {
            (Shape::Versions { sizes: one, .. }, Shape::Versions { sizes: two, .. }) => {
                let list = |sizes: &[u64]| {
                    let sizes: Vec<_> = sizes.iter().map(u64::to_string).collect();
                    sizes.join(", ")
                };
                self.same(
                    WIRE,
                    &format!("the list of sizes of {what}"),
                    (places.0, list(one)),
                    (places.1, list(two)),
                    "a size that the driver's spec doesn't list is refused by it",
                );
            }
            (
                Shape::HeaderTail { tail_name: one, .. },
                Shape::HeaderTail { tail_name: two, .. },
            ) => {
                self.same(
                    SOURCE,
                    &format!("the name of the tail of {what}"),
                    (places.0, one.clone()),
                    (places.1, two.clone()),
                    "arguments and results have its name",
                );
            }
            _ => {}
        }
        if let (Some(one), Some(two)) = (fixed(&one.shape), fixed(&two.shape)) {
            self.types(what, places, Use::Structure, (one, two));
        }
    }
}

/// What goes over the wire, without its types; how a handler gets bytes makes no difference.
fn form(shape: &Shape) -> &'static str {
    match shape {
        Shape::Fixed(_) => "one value of a fixed size",
        Shape::Variable(variable) => of_variable(variable, ["bytes", "text", "an array"]),
        Shape::ZeroCopy { .. } => "bytes",
        Shape::Versions { ty: Some(_), .. } => "a record of several sizes",
        Shape::Versions { ty: None, .. } => "bytes of several lengths",
        Shape::HeaderTail { tail, .. } => of_variable(
            tail,
            [
                "a header, and bytes behind it",
                "a header, and text behind it",
                "a header, and an array behind it",
            ],
        ),
    }
}

fn of_variable(variable: &Variable, [bytes, text, array]: [&'static str; 3]) -> &'static str {
    match (&variable.element, variable.text) {
        (Some(_), _) => array,
        (None, Some(_)) => text,
        (None, None) => bytes,
    }
}

/// What varies in it.
fn variable(shape: &Shape) -> Option<Variable> {
    match shape {
        Shape::Variable(variable) | Shape::HeaderTail { tail: variable, .. } => {
            Some(variable.clone())
        }
        Shape::ZeroCopy { min, max } => Some(Variable {
            element: None,
            text: None,
            min: *min,
            max: *max,
        }),
        Shape::Fixed(_) | Shape::Versions { .. } => None,
    }
}

/// The type of what doesn't vary.
fn fixed(shape: &Shape) -> Option<&Type> {
    match shape {
        Shape::Fixed(ty) | Shape::HeaderTail { header: ty, .. } => Some(ty),
        Shape::Versions { ty, .. } => ty.as_ref(),
        Shape::Variable(_) | Shape::ZeroCopy { .. } => None,
    }
}
