//! The scalars of calls and events, by their places.

use iigen_parser::codes;
use iigen_parser::interface::{Carrier, Scalar};
use iigen_parser::span::Span;
use iigen_parser::spec::Field;

use super::types::Use;
use super::{Diff, Kind, Level, shown};

const WIRE: Kind = Kind(Level::Wire, &codes::DIFF_SCALAR);

/// The scalars of both specs that stand in the same place.
pub(super) struct Scalars<'a> {
    /// The method.
    pub(super) method: &'a str,
    /// `in`, `out`, or `event`.
    pub(super) word: &'static str,
    /// The methods' places.
    pub(super) places: (Span, Span),
    pub(super) first: (&'a [Scalar], &'a [Field]),
    pub(super) second: (&'a [Scalar], &'a [Field]),
    /// How many words there are.
    pub(super) words: [String; 2],
}

impl Diff<'_> {
    pub(super) fn scalars(&mut self, of: &Scalars<'_>) {
        let Scalars { method, word, .. } = of;
        let place = |fields: &[Field], otherwise: Span| match fields {
            [] => otherwise,
            [first, .., last] => first.name.span.to(last.ty.span()),
            [only] => only.name.span,
        };
        let [first, second] = of.words.clone();
        self.same(
            WIRE,
            &format!("the number of scalars {word} of {method}"),
            (place(of.first.1, of.places.0), first),
            (place(of.second.1, of.places.1), second),
            match of.word {
                "event" => "the client refuses an event with another number of words",
                _ => "a call with another number of scalars is refused by the row: kIOReturnBadArgument",
            },
        );
        let all = of.first.0.iter().zip(of.first.1);
        for (first, second) in all.zip(of.second.0.iter().zip(of.second.1)) {
            self.scalar(of, first, second);
        }
    }

    fn scalar(
        &mut self,
        of: &Scalars<'_>,
        (first, written): (&Scalar, &Field),
        (second, other): (&Scalar, &Field),
    ) {
        let what = format!("the scalar `{}` of {}", first.name, of.method);
        let (at, there) = (written.name.span, other.name.span);
        let has = |scalars: &[Scalar], name: &str| scalars.iter().any(|of| of.name == name);
        let moved = has(of.first.0, &second.name) || has(of.second.0, &first.name);
        if moved && first.name != second.name {
            self.report(
                WIRE,
                &format!(
                    "the scalars {} of {} have another order",
                    of.word, of.method
                ),
                (at, format!("`{}` stands here", first.name)),
                (there, format!("`{}` stands here", second.name)),
                "the calls go through, and each side takes one number for another",
            );
            return;
        }
        self.same(
            Kind(Level::Source, &codes::DIFF_SCALAR),
            &format!("the name of {what}"),
            (at, first.name.clone()),
            (there, second.name.clone()),
            "arguments and results have its name",
        );
        self.doc(&what, (at, &first.doc), (there, &second.doc));
        let types = (written.ty.span(), other.ty.span());
        let carrier = |of: &Scalar| match of.carrier {
            Carrier::Word | Carrier::Packed | Carrier::Elements(_) => "as a whole".to_owned(),
            Carrier::Fields(_) => "spread, a word for each number".to_owned(),
            Carrier::Counted { min, max } => shown::counts(min, max, "number"),
        };
        self.types(&what, types, Use::Scalar, (&first.ty, &second.ty));
        self.same(
            WIRE,
            &format!("how calls carry {what}"),
            (types.0, carrier(first)),
            (types.1, carrier(second)),
            "a call of the one has other words than the other expects",
        );
        self.same(
            WIRE,
            &format!("what is accepted for {what}"),
            (at, shown::range(&first.range)),
            (there, shown::range(&second.range)),
            "what the one sends, the other refuses",
        );
        self.same(
            WIRE,
            &format!("whether a call has {what}"),
            (at, shown::presence(&first.presence)),
            (there, shown::presence(&second.presence)),
            "calls without it are refused, or mean another value",
        );
    }
}
