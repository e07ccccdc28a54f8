//! Where two specs mean different interfaces.
//!
//! What goes over the wire is compared by its numbers: methods by their selectors, memory by its
//! type, fields by their offsets, values by their numbers, and types where they are used. So a
//! new name makes no difference on the wire, and the order of a spec none at all.

mod bodies;
mod completion;
mod interface;
mod memory;
mod methods;
mod scalars;
mod shown;
mod side;
mod structures;
mod types;

use std::collections::BTreeMap;

use iigen_parser::codes::Code;
use iigen_parser::diagnostic::Diagnostic;
use iigen_parser::interface::TypeId;
use iigen_parser::span::Span;

use crate::Whole;
use side::Side;

/// What a difference changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// What goes over the wire: a client and a driver of the two don't understand each other.
    Wire,
    /// The generated code: who uses it, an app or a driver, has to be changed.
    Source,
    /// Documentation and promises: the generated code does the same.
    Text,
}

impl Level {
    /// A word for it.
    pub fn word(self) -> &'static str {
        match self {
            Level::Wire => "wire",
            Level::Source => "source",
            Level::Text => "text",
        }
    }
}

/// One difference, with its places in both specs.
#[derive(Clone, Debug)]
pub struct Difference {
    /// What it changes.
    pub level: Level,
    /// What it is; the first place is in the first spec, if that has one.
    pub diagnostic: Diagnostic,
}

/// All differences: those on the wire first, and in the order of the first spec.
pub fn compare(first: &Whole, second: &Whole) -> Vec<Difference> {
    let mut diff = Diff {
        first: Side::new(first),
        second: Side::new(second),
        pairs: BTreeMap::new(),
        waiting: Vec::new(),
        strongest: Level::Wire,
        found: Vec::new(),
    };
    diff.interface();
    diff.methods();
    diff.memory();
    diff.used_types();
    diff.other_types();
    let place = |of: &Difference| of.diagnostic.labels[0].span;
    diff.found
        .sort_by_key(|of| (of.level, place(of), of.diagnostic.code.number));
    diff.found
}

/// A comparison of two specs.
struct Diff<'a> {
    first: Side<'a>,
    second: Side<'a>,
    /// Types that stand in the same place of both interfaces, and what they are used for.
    pairs: BTreeMap<(TypeId, TypeId), Vec<String>>,
    /// Those that have not been compared yet.
    waiting: Vec<(TypeId, TypeId)>,
    /// The strongest level that is reported now: types that nothing uses are not on the wire.
    strongest: Level,
    found: Vec<Difference>,
}

/// A rule and a level.
#[derive(Clone, Copy)]
struct Kind(Level, &'static Code);

/// The places of something in both specs, where they have it.
type Spans = (Option<Span>, Option<Span>);

/// A place, and what stands there.
type At = (Span, String);

impl Diff<'_> {
    /// Reports `what`.
    fn report(&mut self, kind: Kind, what: &str, first: At, second: At, consequence: &str) {
        let level = kind.0.max(self.strongest);
        let message = format!("{}: {what}", level.word());
        let consequence = if level == kind.0 {
            consequence
        } else {
            "no call has the type; code that uses it has to be changed"
        };
        let diagnostic = Diagnostic::new(kind.1, first.0, message)
            .here(first.1)
            .label(second.0, second.1)
            .note(consequence);
        self.found.push(Difference { level, diagnostic });
    }

    /// Reports that `what` differs, if what stands at the two places does.
    fn same(&mut self, kind: Kind, what: &str, first: At, second: At, consequence: &str) -> bool {
        let is_same = first.1 == second.1;
        if !is_same {
            self.report(kind, &format!("{what} differs"), first, second, consequence);
        }
        is_same
    }

    /// Reports what only one of the specs has, at its place in this one; in the other, at the class.
    fn only(&mut self, kind: Kind, what: &str, spans: Spans, consequence: &str) {
        let classes = (self.first.class(), self.second.class());
        self.only_in(kind, what, spans, classes, consequence);
    }

    /// Reports what only one of the specs has, at its place in this one; in the other, at that of
    /// the whole that could have it.
    fn only_in(
        &mut self,
        kind: Kind,
        what: &str,
        spans: Spans,
        wholes: (Span, Span),
        consequence: &str,
    ) {
        let (here, missing) = match spans {
            (Some(here), _) => (here, wholes.1),
            (None, Some(here)) => (here, wholes.0),
            (None, None) => return,
        };
        self.report(
            kind,
            &format!("only one spec has {what}"),
            (here, "only here".to_owned()),
            (missing, "missing here".to_owned()),
            consequence,
        );
    }

    /// Compares documentation.
    fn doc(&mut self, what: &str, first: (Span, &[String]), second: (Span, &[String])) {
        // The first lines that differ say more than the first of all.
        let same = first
            .1
            .iter()
            .zip(second.1)
            .take_while(|(one, two)| one == two);
        let same = same.count();
        let text = |doc: &[String]| match &doc[same..] {
            [] if doc.is_empty() => "no documentation".to_owned(),
            [] => "no more lines".to_owned(),
            [line] => line.clone(),
            [line, ..] => format!("{line} …"),
        };
        if first.1 != second.1 {
            self.report(
                Kind(Level::Text, &iigen_parser::codes::DIFF_TEXT),
                &format!("the documentation of {what} differs"),
                (first.0, text(first.1)),
                (second.0, text(second.1)),
                "comments of the generated files differ, and nothing else",
            );
        }
    }
}
