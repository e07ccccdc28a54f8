//! Types, where they are used, and those that nothing uses.

use std::collections::{HashMap, HashSet};

use iigen_parser::codes;
use iigen_parser::interface::{Type, TypeDef, TypeId};
use iigen_parser::span::Span;
use iigen_parser::spec;

use super::{Diff, Kind, Level, shown};

const WIRE: Kind = Kind(Level::Wire, &codes::DIFF_TYPE);
const SOURCE: Kind = Kind(Level::Source, &codes::DIFF_TYPE);

/// What a type is used for.
#[derive(Clone, Copy)]
pub(super) enum Use {
    /// Words of a call or an event.
    Scalar,
    /// A structure that the row checks.
    Structure,
    /// The elements of a structure.
    Element,
    /// What a completion says.
    Event,
    /// Memory of both sides.
    Memory,
    /// A field of a record, or a variant of a union.
    Part,
}

/// Two specs' halves of a type: as it was written, and what it means.
pub(super) type Half<'a> = (&'a spec::TypeDef, &'a TypeDef);

impl Diff<'_> {
    /// Compares the types of `what`.
    pub(super) fn types(
        &mut self,
        what: &str,
        places: (Span, Span),
        of: Use,
        types: (&Type, &Type),
    ) {
        match types {
            (Type::Named(first), Type::Named(second)) => self.pair(*first, *second, what),
            (Type::Array(first, length), Type::Array(second, other)) if length == other => {
                self.types(what, places, of, (first, second));
            }
            (first, second) if first == second && matches!(first, Type::Prim(_)) => {}
            (first, second) => {
                let size = |size: u64| shown::count(size, "byte");
                let one = self.first.layout(first).size;
                let two = self.second.layout(second).size;
                let consequence = consequence(of, one == two);
                let text = |name: String, bytes| format!("{name}, {}", size(bytes));
                let one = text(shown::ty(first, self.first.interface), one);
                let two = text(shown::ty(second, self.second.interface), two);
                let message = format!("the type of {what} differs");
                self.report(
                    WIRE,
                    &message,
                    (places.0, one),
                    (places.1, two),
                    consequence,
                );
            }
        }
    }

    /// Two types that stand in the same place: they are compared once.
    pub(super) fn pair(&mut self, first: TypeId, second: TypeId, what: &str) {
        let uses = self.pairs.entry((first, second)).or_default();
        if uses.is_empty() {
            self.waiting.push((first, second));
        }
        uses.push(what.to_owned());
    }

    /// Compares the types that are on the wire.
    pub(super) fn used_types(&mut self) {
        while let Some((first, second)) = self.waiting.pop() {
            self.defs(first, second);
        }
    }

    /// Compares the types that are not, by their names: who uses the generated files has them.
    pub(super) fn other_types(&mut self) {
        self.strongest = Level::Source;
        let used: HashSet<_> = self.pairs.keys().map(|pair| pair.0).collect();
        let used_there: HashSet<_> = self.pairs.keys().map(|pair| pair.1).collect();
        let all = |of: &iigen_parser::interface::Interface| -> Vec<(TypeId, String)> {
            let names = of.types.iter().map(|of| of.name.clone());
            of.ids().zip(names).collect()
        };
        let first = all(self.first.interface);
        let second = all(self.second.interface);
        let names: HashMap<_, _> = first.iter().map(|(id, name)| (name, *id)).collect();
        let names_there: HashMap<_, _> = second.iter().map(|(id, name)| (name, *id)).collect();
        for (id, name) in &first {
            match names_there.get(name) {
                Some(other) if !used.contains(id) || !used_there.contains(other) => {
                    self.pair(*id, *other, &format!("the name `{name}`"));
                }
                None if !used.contains(id) => self.unused(Some(*id), None, name),
                _ => {}
            }
        }
        for (id, name) in &second {
            if !names.contains_key(name) && !used_there.contains(id) {
                self.unused(None, Some(*id), name);
            }
        }
        self.used_types();
    }

    fn unused(&mut self, first: Option<TypeId>, second: Option<TypeId>, name: &str) {
        let at = first.map(|id| self.first.written_type(id).name.span);
        let there = second.map(|id| self.second.written_type(id).name.span);
        self.only(
            SOURCE,
            &format!("the type `{name}`"),
            (at, there),
            "no call has it; code that uses the type finds it in the one only",
        );
    }

    fn defs(&mut self, first: TypeId, second: TypeId) {
        let uses = self.pairs[&(first, second)].clone();
        let before = self.found.len();
        let one = (self.first.written_type(first), self.first.type_def(first));
        let two = (
            self.second.written_type(second),
            self.second.type_def(second),
        );
        let what = format!("`{}`", one.1.name);
        let (at, there) = (one.0.name.span, two.0.name.span);
        let (name, other) = (one.1.name.clone(), two.1.name.clone());
        self.same(
            SOURCE,
            &format!("the name of the type {what}"),
            (at, name),
            (there, other),
            "code that names the type has to be changed",
        );
        self.doc(&what, (at, &one.1.doc), (there, &two.1.doc));
        let kinds = (shown::kind(&one.1.body), shown::kind(&two.1.body));
        if self.same(
            WIRE,
            &format!("the kind of {what}"),
            (at, kinds.0.to_owned()),
            (there, kinds.1.to_owned()),
            "the same bytes mean something else on the other side",
        ) {
            self.bodies(&what, one, two);
        }
        // A difference of the type is one of everything that has it.
        if self.strongest == Level::Wire {
            for found in &mut self.found[before..] {
                let note = format!("the type is that of {}", shown::some(&uses));
                found.diagnostic.notes.push(note);
            }
        }
    }
}

/// What happens to a value of another type.
fn consequence(of: Use, same_size: bool) -> &'static str {
    match (of, same_size) {
        (Use::Scalar, _) => {
            "a value that doesn't fit the other type is refused, and one that fits may mean another"
        }
        (Use::Event, _) => "the client refuses the event, or reads it as something else",
        (Use::Memory, _) => "the two sides read each other's memory as something else",
        (_, true) => {
            "the sizes are the same, so that the bytes are accepted, and read as something else"
        }
        (Use::Structure, false) => {
            "a structure of the other size is refused by the row: kIOReturnBadArgument"
        }
        (Use::Element, false) => {
            "the driver refuses the length, or finds another number of elements"
        }
        (Use::Part, false) => "the record has another size, or what lies behind lies elsewhere",
    }
}
