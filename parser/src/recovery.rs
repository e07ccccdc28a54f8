//! What is left of a spec with mistakes: its items without those that the mistakes lie in, and
//! without what needs these.
//!
//! An editor that shows the mistakes of one method knows all other methods by it.

use crate::check;
use crate::codes;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::interface::Interface;
use crate::span::Span;
use crate::spec::{Declared, Spec, TypeBody};

/// Each round finds what needs the items that the last one has left out; no spec of a user's is
/// deeper.
const ROUNDS: usize = 16;

/// A part of a spec that has no mistakes.
#[derive(Clone, Debug)]
pub struct Recovered {
    /// As it was written.
    pub spec: Spec,
    /// What it means.
    pub interface: Interface,
    /// What was left out, and has a name in the client.
    pub lost: Vec<Declared>,
}

/// The part of a spec that none of its mistakes concerns; `None` when there is none, as where the
/// class itself is wrong.
pub fn recover(spec: &Spec, mistakes: &[Diagnostic]) -> Option<Recovered> {
    let mut left = spec.clone();
    left.types
        .retain(|of| !matches!(of.body, TypeBody::Broken(_)));
    leave_out(&mut left, mistakes);
    for _ in 0..ROUNDS {
        let mut found = Diagnostics::default();
        let interface = check::resolve(&left, &mut found);
        let mut found = found.into_sorted();
        // The rest may have no methods at all.
        found.retain(|of| of.code != &codes::NO_METHODS);
        if found.is_empty() {
            let lost = lost(spec, &left);
            return Some(Recovered {
                spec: left,
                interface,
                lost,
            });
        }
        if !leave_out(&mut left, &found) && !leave_out_head(&mut left) {
            return None;
        }
    }
    None
}

/// Leaves out the items that mistakes lie in; whether there are any.
fn leave_out(spec: &mut Spec, mistakes: &[Diagnostic]) -> bool {
    let mut items: Vec<Span> = spec.declared.iter().map(|of| of.span).collect();
    items.sort();
    let broken = mistakes.iter().filter_map(|of| item_of(&items, of));
    let mut broken: Vec<Span> = broken.collect();
    broken.sort();
    let before = count(spec);
    let is_whole = |name: Span| item_around(&broken, name).is_none();
    spec.constants.retain(|of| is_whole(of.name.span));
    spec.types.retain(|of| is_whole(of.name.span));
    spec.methods.retain(|of| is_whole(of.name.span));
    spec.memory.retain(|of| is_whole(of.name.span));
    spec.callbacks.retain(|of| is_whole(of.name.span));
    count(spec) < before
}

/// The item that a mistake was made in: the first of its places that lies in one.
fn item_of(items: &[Span], mistake: &Diagnostic) -> Option<Span> {
    let mut places = mistake.labels.iter().map(|label| label.span);
    places.find_map(|place| item_around(items, place))
}

/// The item that a place lies in. The items are in the order of their places, and none stands in
/// another.
fn item_around(items: &[Span], place: Span) -> Option<Span> {
    let next = items.partition_point(|item| item.start <= place.start);
    let last = items[..next].last().copied();
    last.filter(|item| lies_in(place, *item))
}

/// Leaves out what the spec says of the user client as a whole; whether it says something.
fn leave_out_head(spec: &mut Spec) -> bool {
    let said = [
        spec.version.take().is_some(),
        spec.open_type.take().is_some(),
        spec.handshake.take().is_some(),
        spec.entitlement.take().is_some(),
        spec.administrator.take().is_some(),
        !std::mem::take(&mut spec.targets).is_empty(),
        !std::mem::take(&mut spec.reserved).is_empty(),
    ];
    said.contains(&true)
}

/// What is declared and isn't left.
fn lost(spec: &Spec, left: &Spec) -> Vec<Declared> {
    let constants = left.constants.iter().map(|of| of.name.span);
    let types = left.types.iter().map(|of| of.name.span);
    let methods = left.methods.iter().map(|of| of.name.span);
    let memory = left.memory.iter().map(|of| of.name.span);
    let callbacks = left.callbacks.iter().map(|of| of.name.span);
    let names = constants.chain(types).chain(methods);
    let mut names: Vec<_> = names.chain(memory).chain(callbacks).collect();
    names.sort();
    let is_left = |of: &&Declared| {
        let next = names.partition_point(|name| name.start < of.span.start);
        names.get(next).is_some_and(|name| lies_in(*name, of.span))
    };
    let lost = spec.declared.iter().filter(|of| !is_left(of));
    lost.cloned().collect()
}

/// How many items there are.
fn count(spec: &Spec) -> usize {
    spec.constants.len()
        + spec.types.len()
        + spec.methods.len()
        + spec.memory.len()
        + spec.callbacks.len()
}

fn lies_in(inner: Span, outer: Span) -> bool {
    inner.source == outer.source && outer.start <= inner.start && inner.end <= outer.end
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::Sources;
    use crate::spec::DeclaredKind;
    use crate::yaml;

    const HEAD: &str = "iigen: 1\nclass: RingUserClient\nprovider: RingDriver\n";

    /// What is left of a spec with mistakes.
    fn left(text: &str) -> Option<Recovered> {
        let mut found = Diagnostics::default();
        let id = Sources::default().add("spec.yaml", text);
        let spec = yaml::parse(text, id, &mut found).expect("it is a spec");
        let mistakes = check::check(&spec, found).expect_err("it has mistakes");
        recover(&spec, &mistakes)
    }

    fn names<'n>(names: impl IntoIterator<Item = &'n str>) -> Vec<&'n str> {
        names.into_iter().collect()
    }

    fn methods(left: &Recovered) -> Vec<&str> {
        names(left.interface.methods.iter().map(|of| of.name.as_str()))
    }

    fn lost(left: &Recovered) -> Vec<&str> {
        names(left.lost.iter().map(|of| of.name.value.as_str()))
    }

    #[test]
    fn a_method_is_lost_and_the_others_are_left() {
        let spec = "methods:
  reset: { selector: 0 }
  load: { selctor: 1, in: { a: u32, b: u32 }, struct_in: { bytes: { max: 8 } } }
  read: { selector: 0 }
  sum: { selector: 3, in: { slot: size_t } }
  halt: { selector: 4 }
";
        let left = left(&format!("{HEAD}{spec}")).expect("most of it is right");
        assert_eq!(methods(&left), ["reset", "halt"]);
        assert_eq!(lost(&left), ["load", "read", "sum"]);
        assert_eq!(left.lost[0].kind, DeclaredKind::Method);
        assert_eq!(left.lost[0].arguments, 3);
    }

    #[test]
    fn what_needs_a_lost_type_is_lost_too() {
        let spec = "constants: { slots: { type: u8, value: 256 } }
types:
  Inner: { struct: { tag: u8, length: u32 } }
  Outer: { struct: { inner: \"[Inner; 4]\" } }
  Table: { struct: { rows: \"[u8; slots]\" } }
  Record: { struct: { tag: u32 } }
methods:
  load: { selector: 0, struct_in: Outer }
  read: { selector: 1, struct_out: Record }
memory:
  page: { type: 0, size: 4096, access: read-only, backing: buffer, layout: Table }
  plain: { type: 1, size: 4096, access: read-only, backing: buffer }
callbacks:
  done: { type: \"IOUSBHostPipe::CompleteAsyncIO\", context: Inner }
";
        let left = left(&format!("{HEAD}{spec}")).expect("most of it is right");
        assert_eq!(methods(&left), ["read"]);
        let memory = left.interface.memory.iter().map(|of| of.name.as_str());
        assert_eq!(names(memory), ["plain"]);
        let expected = ["slots", "Inner", "Outer", "Table", "load", "page", "done"];
        assert_eq!(lost(&left), expected);
    }

    #[test]
    fn the_only_method_can_be_lost() {
        let spec = "methods: { load: { selector: 0, in: { slot: size_t } } }\n";
        let left = left(&format!("{HEAD}{spec}")).expect("there is a user client");
        assert_eq!((methods(&left).len(), lost(&left)), (0, vec!["load"]));
    }

    #[test]
    fn what_is_said_of_the_whole_can_be_lost() {
        let spec = "version: 0\nreserved: [3..1]\nmethods: { load: { selector: 0 } }\n";
        let left = left(&format!("{HEAD}{spec}")).expect("there is a user client");
        assert_eq!((methods(&left), lost(&left).len()), (vec!["load"], 0));
        assert_eq!(left.interface.version, None);
    }

    #[test]
    fn nothing_is_left_without_a_class() {
        let spec = "iigen: 1\nclass: 9\nprovider: RingDriver\nmethods: { load: { selector: 0 } }\n";
        assert!(left(spec).is_none());
    }

    /// Each round leaves out one floor of types.
    #[test]
    fn what_is_too_deep_ends() {
        let mut spec = format!("{HEAD}methods: {{ load: {{ selector: 0 }} }}\ntypes:\n");
        for depth in 0..100 {
            let inner = depth + 1;
            spec.push_str(&format!("  T{depth}: {{ struct: {{ a: T{inner} }} }}\n"));
        }
        assert!(left(&spec).is_none());
    }
}
