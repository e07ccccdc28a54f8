//! Memory with a queue of a kext.

use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::span::Spanned;
use crate::spec::{Access, Backing, Cache, Memory, MemoryLayout, Queue, QueueElement};

use super::reader::{Map, Reader};
use super::tree::{Entry, Kind, Node};

impl Reader<'_> {
    /// `{ type: 0, queue: { element: Event, capacity: 256 } }`: the queue says all else.
    pub(super) fn memory_queue(
        &mut self,
        memory: &Entry<'_>,
        map: &Map<'_>,
        queue: &Entry<'_>,
    ) -> Option<Memory> {
        for other in map.entries() {
            if ["doc", "type", "queue"].contains(&&*other.key.value) {
                continue;
            }
            let message = format!("`{}` beside `queue`", other.key.value);
            self.found.push(
                Diagnostic::new(&codes::BAD_COMBINATION, other.key.span, message).label(
                    queue.key.span,
                    "the kext makes it, and both sides write to it",
                ),
            );
        }
        let number = self
            .required(map, "type")
            .and_then(|node| self.memory_type(node));
        let layout = self.queue(&queue.value);
        let ((number, indices), layout) = (number?, layout?);
        let span = layout.span;
        Some(Memory {
            name: memory.name(),
            doc: self.doc(map),
            number,
            indices,
            size: None,
            access: Some(Spanned::new(Access::ReadWrite, span)),
            cache: Cache::Default,
            backing: Some(Spanned::new(Backing::Queue, span)),
            bar: None,
            bar_entry: None,
            layout: Some(MemoryLayout::Queue(layout)),
        })
    }

    fn queue(&mut self, node: &Node<'_>) -> Option<Queue> {
        let map = self.map(node, "a queue", &["element", "capacity"], &[])?;
        let element = self
            .required(&map, "element")
            .and_then(|node| self.queue_element(node));
        let capacity = self
            .required(&map, "capacity")
            .and_then(|node| self.number(node));
        Some(Queue {
            element: element?,
            capacity: capacity?,
            span: node.span,
        })
    }

    /// A type, or `{ bytes: { max: 1024 } }`.
    fn queue_element(&mut self, node: &Node<'_>) -> Option<QueueElement> {
        if !matches!(node.kind, Kind::Map(_)) {
            return self.type_expr(node).map(QueueElement::Value);
        }
        let map = self.map(node, "an element", &["bytes"], &[])?;
        let bytes = self.required(&map, "bytes")?;
        let map = self.map(bytes, "bytes", &["max"], &[])?;
        let max = self.required(&map, "max")?;
        self.number(max).map(QueueElement::Bytes)
    }
}
