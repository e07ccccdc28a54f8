//! What a spec declares, whatever is wrong with it.

use crate::spec::{Declared, DeclaredKind};

use super::reader::Map;
use super::tree::{Entry, Kind, Node};

/// The entries of a map of names.
pub(super) fn entries(map: &Map<'_>, key: &str, kind: DeclaredKind) -> Vec<Declared> {
    let entries = map.get(key).map_or(&[][..], children).iter();
    let declared = entries.map(|entry| Declared {
        kind,
        name: entry.name(),
        span: entry.key.span.to(entry.value.span),
        arguments: match kind {
            DeclaredKind::Method => arguments(&entry.value),
            DeclaredKind::Memory => family(&entry.value),
            _ => 0,
        },
    });
    declared.collect()
}

fn children<'n, 'a>(node: &'n Node<'a>) -> &'n [Entry<'a>] {
    match &node.kind {
        Kind::Map(entries) => entries,
        _ => &[],
    }
}

fn child<'n, 'a>(node: &'n Node<'a>, key: &str) -> Option<&'n Node<'a>> {
    let entry = children(node).iter().find(|entry| entry.key.value == key)?;
    Some(&entry.value)
}

/// The arguments of a method of the client: scalars, what goes in, and room for what comes out.
fn arguments(method: &Node<'_>) -> usize {
    let has = |key: &str, keys: &[&str]| {
        child(method, key).is_some_and(|node| keys.iter().any(|key| child(node, key).is_some()))
    };
    let scalars = child(method, "in").map_or(0, |node| children(node).len());
    let structure = usize::from(child(method, "struct_in").is_some());
    let tail = usize::from(has("struct_in", &["tail"]));
    let room = usize::from(has("struct_out", &["bytes", "array", "tail"]));
    scalars + structure + tail + room
}

/// Memory by an index has that as its argument.
fn family(memory: &Node<'_>) -> usize {
    let index = child(memory, "type").and_then(|node| child(node, "index"));
    usize::from(index.is_some())
}
