//! What methods answer later.

use iigen_parser::codes;
use iigen_parser::interface::{Event, Method, Scalar};
use iigen_parser::span::Span;
use iigen_parser::spec;

use super::scalars::Scalars;
use super::shown::count;
use super::types::Use;
use super::{Diff, Kind, Level};

const WIRE: Kind = Kind(Level::Wire, &codes::DIFF_COMPLETION);

impl Diff<'_> {
    pub(super) fn completions(
        &mut self,
        method: &str,
        places: (Span, Span),
        (first, written): (&Method, &spec::Method),
        (second, other): (&Method, &spec::Method),
    ) {
        let (Some(one), Some(two)) = (&first.completion, &second.completion) else {
            let place = |of: &spec::Method| of.completion.as_ref().map(|of| of.span);
            let spans = (place(written), place(other));
            self.only_in(
                WIRE,
                &format!("a completion of {method}"),
                spans,
                places,
                "a client waits for what the driver never sends, or is refused without asking for it",
            );
            return;
        };
        let span = |of: &spec::Method, otherwise: Span| {
            of.completion.as_ref().map_or(otherwise, |of| of.span)
        };
        let (at, there) = (span(written, places.0), span(other, places.1));
        let what = format!("the completion of {method}");
        let repeats = |of: bool| if of { "any number of times" } else { "once" };
        self.same(
            WIRE,
            &format!("how often {what} comes"),
            (at, repeats(one.repeats).to_owned()),
            (there, repeats(two.repeats).to_owned()),
            "the one takes the first event for the last",
        );
        let required = |of: bool| if of { "in each call" } else { "in some calls" };
        self.same(
            WIRE,
            &format!("whether each call asks for {what}"),
            (at, required(one.required).to_owned()),
            (there, required(two.required).to_owned()),
            "a call that doesn't ask for it is refused by the one that requires it",
        );
        let kind = |event: &Event| match event {
            Event::Empty => "nothing but that it has come",
            Event::Record(_) => "a record",
            Event::Scalars(_) => "numbers",
        };
        let is_same = self.same(
            WIRE,
            &format!("what {what} says"),
            (at, kind(&one.event).to_owned()),
            (there, kind(&two.event).to_owned()),
            "the client refuses the event, or reads it as something else",
        );
        if !is_same {
            return;
        }
        let (Some(written), Some(other)) = (&written.completion, &other.completion) else {
            return;
        };
        match (&one.event, &two.event, &written.event, &other.event) {
            (Event::Record(one), Event::Record(two), ..) => {
                let span = |event: &spec::Event, otherwise| match event {
                    spec::Event::Type(ty) => ty.span(),
                    _ => otherwise,
                };
                let places = (span(&written.event, at), span(&other.event, there));
                self.types(&what, places, Use::Event, (one, two));
            }
            (
                Event::Scalars(one),
                Event::Scalars(two),
                spec::Event::Scalars(written, _),
                spec::Event::Scalars(other, _),
            ) => {
                let words = |of: &[Scalar]| count(of.iter().map(Scalar::words).sum(), "word");
                self.scalars(&Scalars {
                    method,
                    word: "event",
                    places: (at, there),
                    first: (one, written),
                    second: (two, other),
                    words: [words(one), words(two)],
                });
            }
            _ => {}
        }
    }
}
